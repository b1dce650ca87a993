import { transformWithOxc } from "vite";
import { expect, test } from "vitest";
import { originalLine } from "../../../notebooks/runtime/source-line.ts";
import { compile } from "./compile/evaluate.ts";

const CODE = `// %% [markdown]
// # Lines
// %%
import { display, view } from "#notebook";
const first = 1; // line 5
export type Long = {
  a: 1;
};
const input = view(
  document.createElement("input"),
);
import other from "./other.ts";
const shown: string = input
  + first;
shown // line 15
`;

test.each([
  ["first = 1", 5],
  ['createElement("input")', 10],
  ["+ first", 14],
  ["(await (shown", 15],
])("%s is of line %i", (text, line) => {
  const { code, map } = compile(CODE);
  const before = code.slice(0, code.indexOf(text) + (text.includes("await") ? "(await (".length : 0));
  const place = originalLine(
    map as { sources: string[]; mappings: string },
    before.split("\n").length,
    before.length - before.lastIndexOf("\n") - 1,
  );
  expect(place).toEqual({ source: "notebooks/example.ts", line });
});

test("also through the map of what has lost its types", async () => {
  const { code, map } = compile(CODE);
  const stripped = await transformWithOxc(code, "example.ts", {}, map as object);
  const lines = stripped.code.split("\n");
  const index = lines.findIndex((line) => line.includes("first = 1"));
  expect(originalLine(stripped.map as never, index + 1, lines[index]!.indexOf("1"))?.line).toBe(5);
});

test("a place that no source has is told as none", () => {
  expect(originalLine({ sources: ["a.ts"], mappings: ";AAAA" }, 1, 0)).toBeUndefined();
});
