import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { settings } from "../../server/config.ts";

const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");

/** Rows of the table of settings: | `NAME` | default | meaning | */
function settingsTable(text: string): Record<string, string> {
  const rows = text.matchAll(/^\| *`([A-Z][A-Z_]+)` *\| *(.*?) *\| *\S.*\|$/gm);
  return Object.fromEntries([...rows].map(([, name, value]) => [name, value!.replaceAll("`", "")]));
}

/** The same from the configuration; none where there is none. */
const expected = Object.fromEntries(
  Object.entries(settings).map(([name, shape]) => [name, String(shape.safeParse(undefined).data ?? "")]),
);

test("the README lists every setting with its default, and no other", () => {
  expect(settingsTable(readme)).toEqual(expected);
});

test("every setting says what it means", () => {
  for (const shape of Object.values(settings)) expect(shape.description).toMatch(/\w+ \w+/);
});

test("a row that differs is seen", () => {
  expect(settingsTable("| `PORT` | `3001` | port |\n| `OTHER_ONE` | unset | what |")).toEqual({
    PORT: "3001",
    OTHER_ONE: "unset",
  });
});
