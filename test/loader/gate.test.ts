import { rmSync } from "node:fs";
import sqlTag from "sql-template-tag";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import type { ProjectSql } from "../../loader/incoming.ts";
import { openEmptyReleases } from "../../loader/record/empty-releases.ts";
import { recordQueries, shapesOf } from "../../loader/record/record.ts";
import { type Refusal, swap } from "../../loader/swap.ts";
import { prepareDatabase } from "../../sql/prepare-database.ts";
import { parseQueryFile, type QueryFile, readSqlFiles } from "../../sql/query-file.ts";
import { freshDatabase, majors, psql, testPostgres } from "../postgres.ts";
import { asLoader, load, stageFrom, swapOptions } from "./drive.ts";
import { writeMarkedRelease } from "./marked-release.ts";

const older = writeMarkedRelease("29.2", "old", 6);
const newer = writeMarkedRelease("30.3", "new", 6);
afterAll(() => {
  for (const folder of [older, newer]) rmSync(folder, { recursive: true });
});

const query = (name: string, text: string): Promise<QueryFile> =>
  parseQueryFile(name, `sql/queries/${name}.sql`, text);
const queries = await Promise.all([
  query(
    "values",
    "SELECT element_id, data_value, date_updated\nFROM onet.knowledge\nWHERE scale_id = :scale",
  ),
  query("titles", "SELECT * FROM app.occupation_profile"),
  query("rounded", "SELECT public.rounded(data_value) AS rounded FROM onet.knowledge"),
  query("counted", "SELECT public.counted() AS knowledge"),
]);
const views = await readSqlFiles("views");
const raw: ProjectSql["raw"] = [
  {
    name: "zones",
    row: z.strictObject({ onetsoc_code: z.string(), job_zone: z.number() }),
    build: () => sqlTag`SELECT onetsoc_code, job_zone FROM onet.job_zones WHERE onetsoc_code <> ${"none"}`,
    example: [],
  },
];
const functions = `
  CREATE FUNCTION public.rounded(value numeric) RETURNS integer LANGUAGE sql AS 'SELECT round($1)::integer';
  CREATE FUNCTION public.counted() RETURNS bigint LANGUAGE plpgsql
    AS 'BEGIN RETURN (SELECT count(*) FROM onet.knowledge); END'`;

describe.each(majors)("on PostgreSQL %i", async (major) => {
  const server = await testPostgres(major);
  let sql: ProjectSql;
  let template: string;
  let clones = 0;

  beforeAll(async () => {
    const releases = await openEmptyReleases(server.url, ["29.2", "30.3"]);
    for (const { session } of releases) await session.client.query(functions);
    sql = { views, queries, raw, shapes: shapesOf(await recordQueries(releases, { views, queries })) };
    for (const { session } of releases) await session.close();
    template = await freshDatabase(server);
    await prepareDatabase(template);
    await psql(template, functions);
    await load(template, older, { sql });
  });

  /** Stages 30.3 beside 29.2, lets something happen to it, and tries to put it live. */
  async function swapAfter(drift: string, accept: string[] = []): Promise<string> {
    const url = new URL(template);
    url.pathname = `gate_${++clones}`;
    await psql(server.url, `CREATE DATABASE gate_${clones} TEMPLATE ${new URL(template).pathname.slice(1)}`);
    return asLoader(url.href, async (session) => {
      await stageFrom(session, newer);
      await session.client.query(
        `SET search_path = onet_new, pg_catalog; ${drift}; SET search_path = pg_catalog`,
      );
      const outcome = await swap(session, swapOptions("load", { sql, accept })).catch(
        (refusal: Refusal) => refusal,
      );
      const live = await psql<{ release: string }>(url.href, "SELECT release FROM onet.release");
      if (!(outcome instanceof Error)) return `${live[0]!.release} is live`;
      expect(live).toEqual([{ release: "29.2" }]);
      return outcome.message;
    });
  }

  test.each([
    [
      "a dropped column",
      "ALTER TABLE knowledge DROP COLUMN date_updated CASCADE",
      /values\.sql:1: column "date_updated" does not exist/,
    ],
    [
      "a renamed column",
      "ALTER TABLE knowledge RENAME data_value TO value",
      /values\.sql:1: column "data_value" does not exist/,
    ],
    [
      "a retyped column",
      "ALTER TABLE knowledge ALTER date_updated TYPE text",
      /values: column date_updated is now text instead of date/,
    ],
    [
      "a column that may be NULL",
      "ALTER TABLE knowledge ALTER date_updated DROP NOT NULL",
      /values: column date_updated may now be NULL/,
    ],
    [
      "a missing table",
      "DROP TABLE knowledge CASCADE",
      /values\.sql:2: relation "onet\.knowledge" does not exist/,
    ],
    [
      "a view whose column may be NULL",
      "ALTER TABLE occupation_data ALTER title DROP NOT NULL",
      /app\.occupation_profile: column title may now be NULL\n.*--accept app\.occupation_profile\)\n {2}(?:.*\n)*? *titles: column title may now be NULL/,
    ],
    [
      "a raw query's column that may be NULL",
      "ALTER TABLE job_zones ALTER job_zone DROP NOT NULL",
      /zones: column job_zone may be NULL, its shape says never/,
    ],
    [
      "a raw query's table that is gone",
      "DROP TABLE job_zones CASCADE",
      /zones \(sql\/raw-queries\.ts\): relation "onet\.job_zones" does not exist/,
    ],
    [
      "a function that a query calls and that is gone",
      "DROP FUNCTION public.rounded",
      /rounded\.sql:1: function public\.rounded\(numeric\) does not exist/,
    ],
    [
      "a function that only fails when it runs",
      "CREATE OR REPLACE FUNCTION public.counted() RETURNS bigint LANGUAGE plpgsql AS 'BEGIN RETURN (SELECT count(*) FROM onet.skills_of_old); END'",
      /counted\.sql: relation "onet\.skills_of_old" does not exist/,
    ],
    [
      "a function that answers otherwise",
      "DROP FUNCTION public.counted; CREATE FUNCTION public.counted() RETURNS text LANGUAGE sql AS $$SELECT 'many'$$",
      /counted: column knowledge is now text instead of bigint/,
    ],
  ])("%s refuses the swap, in words", async (_, drift, words) => {
    expect(await swapAfter(drift)).toMatch(words);
  });

  test("a column more in a table and a longer text are no reason to refuse", async () => {
    const drift =
      "ALTER TABLE knowledge ADD weight integer; ALTER TABLE knowledge ALTER element_id TYPE varchar(60)";
    expect(await swapAfter(drift)).toBe("30.3 is live");
  });

  test("what an administrator accepts by name goes live, and nothing else with it", async () => {
    const drift = `ALTER TABLE knowledge ALTER date_updated DROP NOT NULL; ALTER TABLE occupation_data ALTER title DROP NOT NULL`;
    const accept = ["values", "app.occupation_profile", "app.skill_rating", "app.rating_date"];
    expect(await swapAfter(drift, accept)).toMatch(/titles: column title may now be NULL/);
    expect(await swapAfter(drift, [...accept, "titles"])).toBe("30.3 is live");
  });

  test("a query without a record has to run, and no more", async () => {
    const unrecorded = await query(
      "dropped-in",
      "SELECT title FROM onet.occupation_data WHERE onetsoc_code = :code",
    );
    const broken = await query("broken-in", "SELECT title FROM onet.occupations");
    const url = new URL(template);
    url.pathname = `gate_${++clones}`;
    await psql(server.url, `CREATE DATABASE gate_${clones} TEMPLATE ${new URL(template).pathname.slice(1)}`);
    await asLoader(url.href, async (session) => {
      await stageFrom(session, newer);
      const options = swapOptions("load", { sql: { ...sql, queries: [...queries, unrecorded, broken] } });
      await expect(swap(session, options)).rejects.toThrow(
        /not put live:\n {2}sql\/queries\/broken-in\.sql:1: relation/,
      );
    });
  });
});
