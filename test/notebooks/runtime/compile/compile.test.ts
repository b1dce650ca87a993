import { describe, expect, test } from "vitest";
import { compile, evaluate, runAll } from "./evaluate.ts";

const IMPORT = `import { Inputs, Plot, display, md, query, view, width } from "#notebook";\n`;

describe("cells", () => {
  const kinds = (code: string) => compile(code).cells.map(({ kind, title }) => `${kind} ${title}`.trim());

  test("start at markers, whose text is the title", () => {
    expect(kinds("// %% [markdown]\n// # A\n// %% Inputs\nconst a = 1;\n//%% Chart [md]\n// b")).toEqual([
      "markdown",
      "code Inputs",
      "markdown Chart",
    ]);
  });

  test("a marker inside a statement or behind one is text", () => {
    expect(kinds("const a = `\n// %% no`;\n// %% yes\nfunction f() {\n// %% no\n}\nf(); // %% no")).toEqual([
      "code",
      "code yes",
    ]);
  });

  test("text before the first marker is a cell, unless it is blank", () => {
    expect(kinds("const a = 1;\n// %% b")).toEqual(["code", "code b"]);
    expect(kinds("\n\n// %% b")).toEqual(["code b"]);
  });

  test("know their offsets and lines", () => {
    const code = "// %% [markdown]\n// # A\n\n// %%\nconst a = 1;\n";
    const { cells } = compile(code);
    expect(cells.map(({ start, end, line }) => [code.slice(start, end), line])).toEqual([
      ["// %% [markdown]\n// # A\n\n", 1],
      ["// %%\nconst a = 1;\n", 4],
    ]);
  });

  test("title and summary come from the first heading and paragraph; without them the name stands in", () => {
    const { title, summary } = compile(
      "// %% [markdown]\n// # The *gap*\n//\n// Two\n// lines.\n//\n// More.",
    );
    expect([title, summary]).toEqual(["The gap", "Two lines."]);
    expect(compile("// %%\n1").title).toBe("Example");
  });

  test("a cell that only declares displays nothing", () => {
    const { cells } = compile(
      `${IMPORT}// %%\nconst a = 1;\n// %%\na;\n// %%\ndisplay(a);\n// %%\nconst b = view(a);`,
    );
    expect(cells.map(({ displays }) => displays)).toEqual([false, false, true, true, true]);
  });
});

describe("segments", () => {
  test("a view runs alone, what stands around it in runs", async () => {
    const segments = await evaluate(
      `${IMPORT}// %%\nlet a = 1; a++;\nconst b = view(a);\nconst c = b, d = c;\nd;`,
    );
    expect(segments.map(({ view, inputs, outputs }) => [view, inputs, outputs])).toEqual([
      [undefined, [], ["a"]],
      ["b", ["a"], undefined],
      [undefined, ["b"], ["c", "d"]],
    ]);
  });

  test("know the line that they begin in", async () => {
    const segments = await evaluate(`${IMPORT}// %%\n\n/* c */ const a = 1;\nconst b = view(a);`);
    expect(segments.map(({ line }) => line)).toEqual([4, 5]);
  });

  test.each([
    ["a pattern", "const { a, b: [c = 1, ...d], ...e } = { b: [] };", ["a", "c", "d", "e"]],
    ["functions and classes", "function f() {}\nclass C {}\nasync function* g() {}", ["f", "C", "g"]],
    [
      "var in blocks",
      "for (var i = 0; i < 1; i++) { var j = i; let k; }\nif (1) var l = 2;",
      ["i", "j", "l"],
    ],
    ["an enum", "enum E { A }", ["E"]],
    ["not what functions keep to themselves", "const f = () => { var inside; };", ["f"]],
    ["not what is only a type", "interface A {}\ntype B = 1;\ndeclare const c: 1;\nconst d = 1;", ["d"]],
  ])("declare %s", async (_, code, names) => {
    const [segment] = await evaluate(code);
    expect(segment!.outputs).toEqual(names);
  });

  test("reactive names are inputs under a mark of their own, which leaves the plain name to the notebook", async () => {
    const [own] = await evaluate('import { width as w } from "#notebook";\nconst width = w;');
    expect(own).toMatchObject({ inputs: ["@width"], outputs: ["width"] });
    expect((await runAll('import { width as w } from "#notebook";\nconst a = w / 2;')).values.a).toBe(320);
  });
});

describe("running", () => {
  test.each([
    ["the last expression is shown", "const a = 1;\na + 1;", [2]],
    ["also without a semicolon", "const a = 1\na + 1", [2]],
    ["also with a comment behind", "const a = 1\na + 1 // two\n// end", [2]],
    ["also in parentheses, or a list", "(1, 2)", [2]],
    ["a list without parentheses", "1, 2", [2]],
    ["also a promise", "Promise.resolve(3)", [3]],
    ["also a text, which the parser takes for a directive", '"use"', ["use"]],
    ["an object in parentheses", "({ a: 1 })", [{ a: 1 }]],
    ["only the cell's last", "1;\n2;", [2]],
    ["not one before a view", `1;\nconst a = view(2);`, []],
    ["not a statement", "if (1) 2;", []],
    ["display shows more, and is not shown again", "display(1);\ndisplay(2);", [1, 2]],
    ["a type behind it does not hide it", "1\ntype A = 1;", [1]],
    ["each cell has its own", "1\n// %%\n2", [1, 2]],
  ])("%s", async (_, code, shown) => {
    expect((await runAll(`${IMPORT}// %%\n${code}`)).shown).toEqual(shown);
  });

  test("imports and types between statements don't break a cell", async () => {
    const { values, shown } = await runAll(
      `const a = 1\nexport type A = { a: 1 }\nimport { Plot } from "#notebook"\ndeclare let z: number\nexport {}\n[2].map((n) => n)\ninterface B {}\nconst b: A["a"] = a\nPlot`,
    );
    expect([values.a, values.b, shown]).toEqual([1, 1, ["Plot"]]);
  });

  test("overloads, generics, assertions and satisfies are only types", async () => {
    const { values } = await runAll(
      `function f(a: string): string;\nfunction f(a: number): string;\nfunction f(a: unknown) { return String(a as string); }\n` +
        `const a = f<never>(1 as never), b = [1] satisfies number[], c = <number>1, d = b[0]!;`,
    );
    expect(values).toMatchObject({ a: "1", b: [1], c: 1, d: 1 });
  });

  test("a view's name carries its value, under whatever name view was imported", async () => {
    const { values } = await runAll(
      'import { view as v } from "#notebook";\nconst a = v<number>({ value: 1 },);\nconst b = a + 1;',
      { a: 5 },
    );
    expect(values.b).toBe(6);
  });

  test("a query under another name is handed in", async () => {
    const { values } = await runAll('import { query as q } from "#notebook";\nconst rows = await q("a");');
    expect(values.rows).toEqual(["a"]);
  });

  test("md gets HTML made at build, and its values apart", async () => {
    const { shown } = await runAll(
      `${IMPORT}const a = 1;\n// %%\nmd\`\n  **\${a}** of \${a + 1}, *[l](\${a})*\n\n  - <b>\${md\`in \${a}\`}\n\``,
    );
    expect(shown).toEqual([
      [
        '<p><strong>MDVALUE0X</strong> of MDVALUE1X, <em><a href="MDVALUE2X">l</a></em></p>\n<ul>\n<li>&lt;b&gt;MDVALUE3X</li>\n</ul>',
        1,
        2,
        1,
        ["<p>in MDVALUE0X</p>", 1],
      ],
    ]);
    expect((await runAll(`${IMPORT}md\`plain\``)).shown).toEqual([["<p>plain</p>"]]);
  });
});

describe("what is refused", () => {
  test.each([
    ["const a = ;", "1:11: Unexpected token"],
    ["// %% [markdown]\n// a\n  b;", "3:1: a markdown cell holds only"],
    ["const a = 1;\nexport const b = 2;", '2:1: a notebook exports no values: take the "export" away'],
    ["export default 1", "1:1: a notebook exports no values"],
    ['export * from "./a.ts"', "1:1: a notebook exports no values"],
    ["namespace A { export const a = 1; }", "1:1: a notebook has no namespaces"],
    ['import * as all from "#notebook"', "1:8: import the names themselves"],
    ['import { md as m } from "#notebook"', "1:10: import md under its own name"],
    [`${IMPORT}let a = view(1);`, "2:1: a view is declared with const"],
    [`${IMPORT}const a = 1, b = view(1);`, "2:14: a view stands alone"],
    [`${IMPORT}const { a } = view(1);`, "2:7: a view has one name"],
    [`${IMPORT}const a = view();`, "2:11: view() takes one input, as in: const a = view("],
    [`${IMPORT}const a = view(1, 2);`, "2:11: view() takes one input"],
    [`${IMPORT}const a = view(...b);`, "2:11: view() takes one input"],
    [`${IMPORT}const a = 1 + view(1);`, "2:15: a view stands alone at the top of a cell"],
    [`${IMPORT}function f() {\n  return view(1);\n}`, "3:10: a view stands alone at the top of a cell"],
    [`${IMPORT}const v = view;`, "2:11: a view stands alone"],
    ['import { view as v } from "#notebook";\nif (1) { const a = v(1); }', "2:20: a view stands alone"],
    [`${IMPORT}const a = view(() => a);`, '2:22: the input of "a" can\'t use "a" itself'],
    [`${IMPORT}width = 5;`, "2:1: width is set by the page"],
    ["const a = 1;\n// %%\nconst a = 2;", '3:7: "a" is already declared in line 1: rename one'],
    [`${IMPORT}const Plot = 2;`, '2:7: "Plot" is already declared by an import'],
    [`${IMPORT}const query = 2;`, '2:7: "query" is already declared by an import'],
    ["let a = 1;\n// %%\na = 2;", '3:1: "a" belongs to another cell'],
    ["let a = 1;\n// %%\nconst f = () => a++;", '3:17: "a" belongs to another cell'],
    ["let a = 1;\n// %%\n({ b: [a] } = c);", '3:8: "a" belongs to another cell'],
    ["let a = 1;\n// %%\nfor (a of []) {}", '3:6: "a" belongs to another cell'],
    [
      `${IMPORT}let a = 1;\nconst b = view(1);\na = b;`,
      '4:1: "a" belongs to another cell, or to the part of this one above a view',
    ],
    ["f();\n// %%\nfunction f() {}", '1:1: "f" is used before the cell that declares it'],
  ])("%s", (code, message) => {
    expect(() => compile(code)).toThrow(`notebooks/example.ts:${message}`);
  });
});

describe("queries that can be asked early", () => {
  const early = (code: string) =>
    compile(`${IMPORT}import q from "../sql/queries/q.sql";\n${code}`).early.map(({ params }) => params);

  test.each([
    ["without parameters", "const a = await query(q);", [{}]],
    [
      "with literals",
      "const a = await query(q, { a: 1, b: 'c' });",
      [{ a: { value: 1 }, b: { value: "c" } }],
    ],
    [
      "with a view's default",
      "const p = Inputs.text({ value: 'x' });\n// %%\nconst v = view(p);\nconst w = view(Inputs.range([1, 2], { value: 2 }));\nconst a = await query(q, { v, other: w });",
      [{ v: { view: "v", value: "x" }, other: { view: "w", value: 2 } }],
    ],
    ["not with what only the notebook knows", "const n = 1 + 1;\nconst a = await query(q, { n });", []],
    [
      "not with a view whose default is worked out",
      "const v = view(Inputs.text({ value: f() }));\nawait query(q, { v });",
      [],
    ],
    ["not in a function", "const f = () => query(q);", []],
  ])("%s", (_, code, expected) => {
    expect(early(code)).toEqual(expected);
  });

  test("the imported queries are told with their place", () => {
    expect(compile('import q from "../sql/queries/q.sql";').queries).toEqual([
      { local: "q", specifier: "../sql/queries/q.sql", line: 1, column: 15 },
    ]);
  });
});
