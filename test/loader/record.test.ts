import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { declaration } from "../../loader/record/declaration.ts";
import { type EmptyRelease, openEmptyReleases } from "../../loader/record/empty-releases.ts";
import { generatedFiles, staleFiles, writeFiles } from "../../loader/record/files.ts";
import { recordQueries } from "../../loader/record/record.ts";
import { parseQueryFile, readQueryFiles, readSqlFiles, sqlFolder } from "../../sql/query-file.ts";
import { testPostgres } from "../postgres.ts";

const server = await testPostgres(18);
let releases: EmptyRelease[];
beforeAll(async () => {
  releases = await openEmptyReleases(server.url);
});
const copy = mkdtempSync(join(tmpdir(), "onetbook-record-test-"));
afterAll(async () => {
  for (const { session } of releases) await session.close();
  rmSync(copy, { recursive: true });
});

async function recorded(name: string, text: string) {
  const queries = [await parseQueryFile(name, `sql/queries/${name}.sql`, text)];
  const [found] = await recordQueries(releases, { views: [], queries });
  return { query: queries[0]!, described: found!.described };
}
const declared = async (name: string, text: string) => {
  const { query, described } = await recorded(name, text);
  return declaration(query, described);
};

test("the committed shapes and types are those of the .sql files, else: npm run sql", async () => {
  const sql = { views: await readSqlFiles("views"), queries: await readQueryFiles() };
  const files = generatedFiles(await recordQueries(releases, sql));
  expect(files.size).toBe(sql.queries.length + 1);
  expect(await staleFiles(files)).toEqual([]);
});

test("what differs, is absent or has no query any more is stale, and is made anew", async () => {
  const folder = join(copy, "sql");
  cpSync(join(sqlFolder("queries"), ".."), folder, { recursive: true });
  const files = generatedFiles(
    await recordQueries(releases, {
      views: await readSqlFiles("views"),
      queries: (await readQueryFiles()).slice(0, 3),
    }),
  );
  await writeFiles(files, folder);
  expect(await staleFiles(files, folder)).toEqual([]);
  const [first, second] = [...files.keys()].filter((path) => path !== "shapes.json");
  writeFileSync(join(folder, first!), "// edited");
  rmSync(join(folder, second!));
  writeFileSync(join(folder, "queries/gone.d.sql.ts"), "");
  const stale = [first, second, "queries/gone.d.sql.ts"].sort();
  expect(await staleFiles(files, folder)).toEqual(stale);
  expect(await writeFiles(files, folder)).toEqual(stale);
  expect(await staleFiles(files, folder)).toEqual([]);
});

test("a declaration has parameters as the front matter narrows them and rows as PostgreSQL types them", async () => {
  const text = `/* ---
title: Everything
description: Closes */ the comment.
params:
  a: { enum: [IM, LV], default: LV, doc: scale }
  b: { min: 1, example: 3 }
  codes: { example: ['1'] }
columns:
  total: how many
--- */
SELECT count(*) AS total, max(k.n) AS n, 'x' || :a AS "a b", now()::date AS day, ARRAY[1] AS list, '{}'::jsonb AS data
FROM onet.knowledge k WHERE k.onetsoc_code = ANY (:codes) AND (:c::text IS NULL OR :b::int > 1)`;
  expect(
    await declared("deep/in-for", text),
  ).toBe(`// Made by npm run sql from in-for.sql: change that, not this.
import type { Query } from "../../typed-query.ts";

export interface Params {
  /** scale; default LV */
  a?: "IM" | "LV";
  /** e.g. 1 */
  codes: readonly string[];
  c?: string;
  /** e.g. 3 */
  b: number;
}

export interface Row {
  /** how many */
  total: number;
  n: number | null;
  "a b": string | null;
  day: string;
  list: (number | null)[];
  data: unknown;
}

/**
 * Everything
 *
 * Closes *\\/ the comment.
 */
declare const inFor: Query<Params, Row>;
export default inFor;
`);
});

test("a query without parameters takes none, and a name that TypeScript needs is given another", async () => {
  const text = await declared("delete", "SELECT 1 AS one");
  expect(text).toContain("export type Params = Record<never, never>;");
  expect(text).toContain("export default queryDelete;");
});

test("columns carry the comments of the tables that they are from", async () => {
  const text = await declared("x", "SELECT onetsoc_code FROM onet.essential_skills");
  expect(text).toMatch(/\/\*\* .+ \*\/\n {2}onetsoc_code: string;/);
});

test("a column may be NULL where it may on one of the releases", async () => {
  const text = await declared("x", "SELECT in_demand, hot_technology FROM onet.technology_skills");
  expect(text).toContain("in_demand: string | null;");
  expect(text).toContain("hot_technology: string;");
});

test("a query that works on some releases only has the types that it has there", async () => {
  expect(await declared("x", "SELECT data_value FROM onet.work_values")).toContain("data_value: number;");
});

test("a query that works on none is refused with its file and PostgreSQL's reason", async () => {
  await expect(recorded("x", "SELECT 1 FROM onet.occupations")).rejects.toThrow(
    'sql/queries/x.sql:1:15: relation "onet.occupations" does not exist',
  );
});

test("the place of its fault is the file's, where parameters have names", async () => {
  const text = "SELECT title\nFROM onet.occupation_data\nWHERE onetsoc_code = :code AND titel = :title";
  await expect(recorded("x", text)).rejects.toThrow('sql/queries/x.sql:3:32: column "titel" does not exist');
});

test("a query with other types on another release is refused", async () => {
  await releases[0]!.session.client.query("CREATE VIEW public.drifting AS SELECT 1::bigint AS n");
  for (const { session } of releases.slice(1))
    await session.client.query("CREATE VIEW public.drifting AS SELECT 1 AS n");
  await expect(recorded("x", "SELECT n FROM public.drifting")).rejects.toThrow(
    "sql/queries/x.sql: has (), n integer on release 30.3, but (), n bigint on 25.0: cast them alike",
  );
});

test("a type that TypeScript has no word for is refused", async () => {
  await expect(declared("x", "SELECT '(1,2)'::point AS place")).rejects.toThrow(
    "sql/queries/x.sql: column place has the type point, which has no type in TypeScript: cast it, e.g. to text",
  );
});
