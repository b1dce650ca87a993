import { execFileSync } from "node:child_process";
import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { Language } from "../../server/dev-language.ts";
import { CHANGED } from "../../server/dev-language-server.ts";
import { NotebookProject, REPOSITORY } from "../notebooks/project.ts";

const NOTEBOOK = `// %% One
import { display, query } from "#notebook";
import skillGap from "../sql/queries/skill-gap.sql";
const gap = await query(skillGap, { from: "", to: "" });
// %% Two
`;
const PATH = "notebooks/edited.ts";
const project = new NotebookProject({ "edited.ts": NOTEBOOK });
cpSync(join(REPOSITORY, "tsconfig.json"), join(project.root, "tsconfig.json"));
const language = new Language(project.root);
afterAll(() => language.server.close());

const options = async (typed: string) => {
  const text = NOTEBOOK + typed;
  return (await language.suggestions(PATH, text, text.length)).options;
};
const labels = async (typed: string) => (await options(typed)).map(({ label }) => label);

/** The language servers that this process started: pids. */
function servers(): number[] {
  const processes = execFileSync("ps", ["-eo", "pid,ppid,args"], { encoding: "utf8" }).matchAll(
    /^ *(\d+) +(\d+) .*--lsp/gm,
  );
  return [...processes].flatMap(([, pid, parent]) => (Number(parent) === process.pid ? [Number(pid)] : []));
}

test("a row's columns are suggested, and told with their type and comment", async () => {
  expect(await labels("gap.map((row) => row.")).toEqual(
    expect.arrayContaining(["element_id", "to_value", "gap_lower"]),
  );
  const text = `${NOTEBOOK}gap.map((row) => row.`;
  expect(await language.suggestion(PATH, text, text.length, "gap_lower")).toEqual({
    signature: "(property) Row.gap_lower: number | null",
    doc: expect.stringContaining("lower bound of the gap's 95 % interval"),
  });
});

test("a query's parameters and their values are suggested", async () => {
  expect(await options("await query(skillGap, { from: '', ")).toEqual([
    { label: "to", distance: 11 },
    { label: "scale?", insert: "scale", distance: 12 },
  ]);
  expect(await labels('await query(skillGap, { from: "", to: "", scale: "')).toEqual(["IM", "LV"]);
});

test("names of the cells above come before all others, and of what is to be imported there is what a notebook has", async () => {
  const suggested = await options("ga");
  const nearest = Math.min(...suggested.map(({ distance }) => distance));
  expect(suggested.filter(({ distance }) => distance === nearest).map(({ label }) => label)).toContain("gap");
  expect(await options("dataT")).toContainEqual({ label: "dataTable", distance: 16, isImported: true });
  expect(await labels("readF")).not.toContain("readFile");
});

test("a path in quotes is suggested from its last part on, a missing dot's question mark with it", async () => {
  const text = `${NOTEBOOK}import x from "../sql/queries/job-z`;
  const { typed, options: paths } = await language.suggestions(PATH, text, text.length);
  expect(typed).toBe("job-z".length);
  expect(paths.map(({ label }) => label)).toContain("job-zones.sql");
  expect(await options("gap[0].to_v")).toContainEqual({
    label: "to_value",
    insert: "?.to_value",
    before: 1,
    distance: 11,
  });
});

test("a name is told with its type and what its author says of it", async () => {
  const text = `${NOTEBOOK}gap[0]!.suppressed`;
  expect(await language.meaning(PATH, text, text.length - 3)).toEqual({
    signature: "(property) Row.suppressed: boolean",
    doc: "O*NET recommends to suppress one of the two for low precision",
  });
  expect(await language.meaning(PATH, text, 1)).toBeUndefined();
});

test("what tsc would say is told with its place, also after a query's types were made anew", async () => {
  const text = `${NOTEBOOK}display(gap[0]?.gap_lower);\n`;
  expect(await language.problems(PATH, text)).toEqual([]);
  const declaration = "sql/queries/skill-gap.d.sql.ts";
  const before = readFileSync(join(project.root, declaration), "utf8");
  project.write(declaration, before.replace("gap_lower:", "gap_least:"));
  await language.server.tell(CHANGED, [declaration]);
  expect(await language.problems(PATH, text)).toEqual([
    { line: 6, column: 17, message: expect.stringContaining("'gap_lower' does not exist") },
  ]);
  expect(await labels("gap[0]!.")).toContain("gap_least");
});

test("one that dies is told, and the next question starts another", async () => {
  const [first] = servers();
  const asked = expect(language.problems(PATH, `${NOTEBOOK}${"display(gap);".repeat(500)}`)).rejects.toThrow(
    /language server ended before it answered/,
  );
  process.kill(first!, "SIGKILL");
  await asked;
  expect(await language.problems(PATH, NOTEBOOK.replace("display, ", ""))).toEqual([
    { line: 4, column: 7, message: expect.stringContaining("never read") },
  ]);
  expect(servers()).toHaveLength(1);
  expect(servers()).not.toContain(first);
});

test("what it can't answer is told in its words", async () => {
  await expect(language.server.ask(PATH, NOTEBOOK, "textDocument/nonsense")).rejects.toThrow(
    /^TypeScript's language server says: /,
  );
});

test("none is left when it is closed", async () => {
  await language.server.close();
  await expect.poll(servers).toEqual([]);
});
