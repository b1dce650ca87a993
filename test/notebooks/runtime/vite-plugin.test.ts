import { readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "vite";
import { expect, onTestFinished, test } from "vitest";
import { NotebookProject } from "../project.ts";

/** What the build says of a project with this one notebook. */
async function complaintAbout(code: string): Promise<string> {
  const { root } = new NotebookProject({ "broken.ts": code }, onTestFinished);
  return build({ root, logLevel: "silent" }).then(
    () => "",
    (error: Error) => error.message,
  );
}

test("a query that is not there is told with the notebook's line", async () => {
  expect(await complaintAbout('\nimport q from "../sql/queries/no-such.sql";\nq;')).toContain(
    "notebooks/broken.ts:2:15: there is no sql/queries/no-such.sql; the queries are the .sql files below sql/queries",
  );
});

test("a .sql file that is no query is told to be none", async () => {
  expect(await complaintAbout('import q from "../sql/views/skill_rating.sql";\nq;')).toContain(
    "notebooks/broken.ts:1:15: skill_rating.sql is no query: those are the files below sql/queries",
  );
});

test("what does not compile stops the build with its line", async () => {
  expect(await complaintAbout("const a = 1;\nexport const b = a;")).toContain(
    "notebooks/broken.ts:2:1: a notebook exports no values",
  );
});

test("notebooks.json describes every notebook for the server", async () => {
  const { root } = new NotebookProject(
    {
      "b.ts": "1",
      "a.ts":
        '// %% [markdown]\n// # Title A\n// Summary.\n// %% Chart\nimport { query } from "#notebook";\n' +
        'import zones from "../sql/queries/job-zones.sql";\nawait query(zones);\n',
      "a/helper.ts": "export const helper = 1;",
    },
    onTestFinished,
  );
  await build({ root, logLevel: "silent" });
  const described = JSON.parse(readFileSync(join(root, "dist/notebooks.json"), "utf8"));
  expect(described).toMatchObject([
    {
      name: "a",
      source: "notebooks/a.ts",
      title: "Title A",
      summary: "Summary.",
      queries: ["job-zones"],
      early: [{ query: "job-zones", params: {} }],
      cells: [{ kind: "markdown" }, { kind: "code", title: "Chart", displays: true, line: 4 }],
    },
    { name: "b", title: "B", summary: "" },
  ]);
  expect(described).toHaveLength(2);
});
