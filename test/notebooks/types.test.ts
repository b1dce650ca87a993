import { spawnSync } from "node:child_process";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { NotebookProject, REPOSITORY } from "./project.ts";

const HEAD = `// %%
import { dark, dataTable, display, elementPicker, Inputs, md, occupationPicker, Plot, query, view, width } from "#notebook";
import elements from "../sql/queries/elements.sql";
import occupations from "../sql/queries/occupations.sql";
import skillGap from "../sql/queries/skill-gap.sql";
const all = await query(occupations);
const from = view(occupationPicker(all, { label: "From", value: "31-1131.00" }));
const scale = view(Inputs.radio(new Map([["Level", "LV"], ["Importance", "IM"]] as const), { label: "Scale" }));
const rows = await query(skillGap, { from, to: "29-1141.00", scale });
`;

/** Each line is wrong in one way. */
const WRONG: [line: string, message: RegExp][] = [
  ["await query(skillGap, { from, too: from });", /'too' does not exist/],
  ["await query(skillGap);", /Expected 2 arguments/],
  ['await query(skillGap, { from, to: from, scale: "XX" });', /'"XX"' is not assignable/],
  ["rows[0]!.gapp;", /'gapp' does not exist/],
  ["rows[0]!.gap + 1;", /'rows\[0\]!?\.gap' is possibly 'null'|Object is possibly 'null'/],
  ["rows.sort();", /'sort' does not exist on type 'Rows/],
  ["const from = 1;", /Cannot redeclare block-scoped variable 'from'/],
  ["display(later);\nconst later = 1;", /'later' used before its declaration/s],
  ["all[0]!.title.length.toFixed().nonsense;", /'nonsense' does not exist/],
  [
    'const n: string = view(Inputs.range([0, 1], { label: "N" }));\ndisplay(n);',
    /'number' is not assignable to type 'string'/,
  ],
  ['Inputs.select(["a", "b"], { value: "c" });', /No overload matches/],
  ["view(1);", /'number' is not assignable to parameter of type 'Input/],
  ["width.toUpperCase();", /'toUpperCase' does not exist on type 'number'/],
];

const RIGHT = `
const domain = view(Inputs.select(["ability", "knowledge"], { label: "Domain" }));
const skill = view(elementPicker(await query(elements, { words: "x" }), { label: "Skill" }));
const zone: number = view(Inputs.select(all, { label: "Of", valueof: (one) => one.title.length, format: (one) => one.title }));
const several: string[] = view(Inputs.checkbox(["a", "b"], { label: "Several", value: ["a"] }));
const code = view(Inputs.select(all, { label: "Code", valueof: (one) => one.onetsoc_code, value: "29-1141.00" }));
const sameCode: string = code;
const lengths = view(Inputs.checkbox(all, { valueof: (one) => one.title.length }));
const sum: number = lengths.reduce((a, b) => a + b, sameCode.length);
display(dataTable(all.columns, all, { label: "Occupations" }));
display(dataTable([], [{ sum }], { label: "Sum" }));
display(dark || domain === "ability");
const title: string | undefined = rows.find((row) => row.gap !== null && row.gap > zone)?.element_name;
md\`\${title} \${skill} \${several}\`;
// %%
Plot.plot({ width, marks: [Plot.dot(rows, { x: "gap", y: (row) => row.element_name })] });
`;

/** What tsc says of these notebooks, by their names. */
function diagnostics(notebooks: Record<string, string>): Map<string, string> {
  const project = new NotebookProject(
    Object.fromEntries(Object.entries(notebooks).map(([name, text]) => [`${name}.ts`, HEAD + text])),
    onTestFinished,
  );
  cpSync(join(REPOSITORY, "tsconfig.json"), join(project.root, "tsconfig.json"));
  const { stdout } = spawnSync(join(REPOSITORY, "node_modules/.bin/tsc"), {
    cwd: project.root,
    encoding: "utf8",
  });
  const found = new Map<string, string>();
  for (const [, name, text] of stdout.matchAll(/^notebooks\/([^/]+)\.ts\((.*)$/gm))
    found.set(name!, `${found.get(name!) ?? ""}${text}\n`);
  return found;
}

test("tsc finds what is wrong with a notebook, and nothing in one that is right", () => {
  const found = diagnostics({
    right: RIGHT,
    ...Object.fromEntries(WRONG.map(([line], at) => [`wrong-${at}`, line])),
  });
  expect(found.get("right")).toBeUndefined();
  for (const [at, [line, message]] of WRONG.entries())
    expect([line, found.get(`wrong-${at}`)]).toEqual([line, expect.stringMatching(message)]);
});
