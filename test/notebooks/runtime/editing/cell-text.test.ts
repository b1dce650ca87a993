import { expect, test } from "vitest";
import { outline } from "../../../../notebooks/runtime/compile/outline.ts";
import { Source } from "../../../../notebooks/runtime/compile/source.ts";
import {
  fromEditable,
  importOf,
  locate,
  queriesOf,
  textOf,
  toEditable,
  withCellAgain,
  withExchanged,
  withHidden,
  withNewCell,
  withoutCell,
} from "../../../../notebooks/runtime/editing/cell-text.ts";

const TEXT = `// %% [markdown]
// # Title
//
// Prose.

// %% One
const one = 1;

// %% Two
one;
`;

const file = (text: string) => ({ text, cells: outline(new Source("notebooks/x.ts", text)) });
const titles = (text: string) => file(text).cells.map(({ title, kind }) => title || kind);

test("a cell is added below another, with the white space that the file has", () => {
  expect(withNewCell(file(TEXT), 1, "code")).toBe(
    TEXT.replace("const one = 1;\n", "const one = 1;\n\n// %%\n"),
  );
  expect(withNewCell(file(TEXT), 2, "markdown")).toBe(`${TEXT}\n// %% [markdown]\n//\n`);
});

test("cells are exchanged, and exchanged back leave the file as it was", () => {
  const moved = withExchanged(file(TEXT), 1);
  expect(titles(moved)).toEqual(["markdown", "Two", "One"]);
  expect(moved.endsWith("one;\n\n// %% One\nconst one = 1;\n")).toBe(true);
  expect(withExchanged(file(moved), 1)).toBe(TEXT);
});

test("a text without a marker gets one when it moves below another cell", () => {
  const moved = withExchanged(file("const one = 1;\n\n// %% Two\none;\n"), 0);
  expect(moved).toBe("// %% Two\none;\n\n// %%\nconst one = 1;\n");
});

test.each([0, 1, 2])("cell %i is removed and put back", (index) => {
  const cell = textOf(file(TEXT), index);
  const removed = withoutCell(file(TEXT), index);
  expect(file(removed).cells).toHaveLength(2);
  expect(removed).not.toContain(cell.trim());
  expect(withCellAgain(file(removed), index, cell)).toBe(TEXT);
});

test("prose is edited without its slashes", () => {
  const cell = textOf(file(TEXT), 0);
  expect(toEditable("markdown", cell)).toBe("# Title\n\nProse.");
  expect(fromEditable("markdown", cell, "# Title\n\nProse.")).toBe(cell);
  expect(fromEditable("markdown", cell, "# Other\n\n- a")).toBe(
    "// %% [markdown]\n// # Other\n//\n// - a\n\n",
  );
});

test("new prose has nothing to edit yet", () => {
  const added = file(withNewCell(file(TEXT), 0, "markdown"));
  const cell = textOf(added, 1);
  expect(toEditable("markdown", cell)).toBe("");
  expect(fromEditable("markdown", cell, "Words")).toBe("// %% [markdown]\n// Words\n\n");
});

test("code is edited with its marker, and the white space below it stays", () => {
  const cell = textOf(file(TEXT), 1);
  expect(toEditable("code", cell)).toBe("// %% One\nconst one = 1;");
  expect(fromEditable("code", cell, "// %% One\nconst one = 2;\n")).toBe("// %% One\nconst one = 2;\n\n");
});

test("hiding marks the cell, and showing takes the mark away", () => {
  const cell = textOf(file(TEXT), 1);
  const hidden = withHidden(cell);
  expect(hidden).toContain("// %% One [hidden]\n");
  expect(withHidden(hidden)).toBe(cell);
  expect(withHidden("1;\n")).toBe("// %% [hidden]\n1;\n");
});

test("a cell that moved is found by its text, one that was changed is not", () => {
  const one = textOf(file(TEXT), 1);
  const above = file(TEXT.replace("// %% One", "// %% New\n2;\n\n// %% One"));
  expect(locate(above, one, 1)).toBe(2);
  expect(locate(file(TEXT.replace("= 1", "= 2")), one, 1)).toBeUndefined();
  const twice = file("// %%\n1;\n// %%\n1;\n// %%\n2;\n");
  expect(locate(twice, "// %%\n1;\n", 1)).toBe(1);
  expect(locate(twice, "// %%\n1;\n", 2)).toBeUndefined();
});

test("the cells of a text that does not parse are still found", () => {
  const broken = TEXT.replace("const one = 1;", "const one = (;");
  expect(file(broken).cells).toEqual(
    file(TEXT).cells.map((cell) =>
      expect.objectContaining({ kind: cell.kind, title: cell.title, line: cell.line }),
    ),
  );
});

test("a cell's queries are those that it imports, or uses by their names in the file", () => {
  const text = 'import a from "../sql/queries/a-b.sql";\nimport c from "../sql/queries/below/c.sql";\n';
  expect(queriesOf(text, text)).toEqual(["a-b", "below/c"]);
  expect(queriesOf(text, "await query(c, {});")).toEqual(["below/c"]);
  expect(queriesOf(text, "const ac = $a;")).toEqual([]);
});

test.each([
  ["a;", 'import { Plot } from "#notebook";\na;'],
  ["// %% Title\na;", '// %% Title\nimport { Plot } from "#notebook";\na;'],
  ["// %% Title", '// %% Title\nimport { Plot } from "#notebook";\n'],
  ['import { md } from "#notebook";', 'import { md, Plot } from "#notebook";'],
  ['import {\n  md,\n} from "#notebook";', 'import {\n  md, Plot,\n} from "#notebook";'],
  ['import { md } from "other";', 'import { Plot } from "#notebook";\nimport { md } from "other";'],
])("a name is imported into %j", (cell, expected) => {
  const { from, insert } = importOf("Plot", cell);
  expect(cell.slice(0, from) + insert + cell.slice(from)).toBe(expected);
});
