import { expect, test } from "vitest";
import { compileNotebook } from "../../../../notebooks/runtime/compile/compile.ts";

test("a cell marked [hidden] puts nothing on the page, and gives others what it computes", () => {
  const text = `// %% One [hidden]
import { display } from "#notebook";
const one = 1;
display(one);
// %% Two
one;
// %% [markdown] [hidden]
// ## For who edits it
`;
  const { cells, headings, code } = compileNotebook("notebooks/x.ts", text, { runtime: "./mount.ts" });
  expect(cells).toMatchObject([
    { title: "One", displays: false },
    { title: "Two", displays: true },
    { kind: "markdown", title: "", html: "" },
  ]);
  expect(headings).toEqual([]);
  expect(code).toContain('inputs: ["one"]');
});
