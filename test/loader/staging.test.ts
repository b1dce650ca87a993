import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Row } from "../../loader/demonstration/row.ts";
import {
  isPublished,
  type OfficialTable,
  officialTables,
  vocabularyOf,
} from "../../loader/official-schema.ts";
import { prepareDatabase } from "../../sql/prepare-database.ts";
import { freshDatabase, majors, psql, testPostgres } from "../postgres.ts";
import { setValue } from "./edit-rows.ts";
import { smallRelease } from "./small-release.ts";
import { type Files, few, small, stagingIn } from "./stage-files.ts";

describe.each(majors)("on PostgreSQL %i", async (major) => {
  const server = await testPostgres(major);

  const { query, stageFiles } = stagingIn(await freshDatabase(server));

  describe.each(["29.2", "30.3"])("release %s as staged", async (release) => {
    const { query, stageFiles } = stagingIn(await freshDatabase(server));
    const official = officialTables(vocabularyOf(release));
    const warnings = await stageFiles(small(release));

    test("gives no reason to warn", () => {
      expect(warnings).toEqual([]);
    });

    test("has the official tables and columns, in order, with types, NOT NULL and comments", async () => {
      const rows = await query<{ table: string }>(
        `SELECT relname AS table, attname AS column, format_type(atttypid, atttypmod) AS type, NOT attnotnull AS nullable,
                col_description(c.oid, attnum) AS comment, pg_get_expr(adbin, c.oid) AS "from"
         FROM pg_class c JOIN pg_attribute a ON attrelid = c.oid AND attnum > 0 LEFT JOIN pg_attrdef ON adrelid = c.oid AND adnum = attnum
         WHERE relnamespace = 'onet_new'::regnamespace AND relkind = 'r' AND relname <> 'release' ORDER BY relname, attnum`,
      );
      const expected = official.toSorted(byName).flatMap((table) => expectedColumns(table, release));
      expect(rows).toEqual(expected);
    });

    test("has the official keys, all valid, and the natural ones", async () => {
      const rows = await query(
        `SELECT conrelid::regclass::text || ': ' || pg_get_constraintdef(oid) AS key FROM pg_constraint
         WHERE connamespace = 'onet_new'::regnamespace AND contype IN ('p', 'u', 'f') AND convalidated`,
      );
      expect(rows.map(({ key }) => key).sort()).toEqual(official.flatMap(expectedKeys).sort());
    });

    test("has the indexes that queries need", async () => {
      const rows = await query(
        `SELECT relname || ': ' || array_to_string(array(SELECT pg_get_indexdef(indexrelid, k, true) FROM generate_series(1, indnkeyatts) k), ', ') AS index
         FROM pg_index JOIN pg_class ON pg_class.oid = indrelid
         WHERE relnamespace = 'onet_new'::regnamespace AND relname <> 'release' AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)`,
      );
      const expected = official.flatMap(({ table, indexes }) =>
        indexes.map((columns) => `${table}: ${columns.join(", ")}`),
      );
      expect(rows.map(({ index }) => index).sort()).toEqual(expected.sort());
    });

    test("says of every table what it is", async () => {
      const rows = await query(
        "SELECT relname AS table, obj_description(oid) AS comment FROM pg_class WHERE relnamespace = 'onet_new'::regnamespace AND relkind = 'r'",
      );
      const comments = new Map(rows.map(({ table, comment }) => [table, comment]));
      for (const { table, comment } of official) expect(comments.get(table), table).toBe(comment);
      expect(comments.get("release")).toBe("The release in this schema: one row.");
    });

    test("is logged, frozen and analysed, so that a crash, the first scan and the planner find it ready", async () => {
      const rows = await query<{ name: string; statistics: number }>(
        `SELECT relname AS name, relpersistence, relallvisible = relpages AS frozen, reltuples::int AS rows,
                (SELECT count(*) FROM pg_stats s WHERE s.schemaname = 'onet_new' AND s.tablename = relname)::int AS statistics
         FROM pg_class WHERE relnamespace = 'onet_new'::regnamespace AND relkind = 'r' AND relname <> 'release'`,
      );
      const [{ counts } = { counts: {} }] = await query<{ counts: Record<string, number> }>(
        "SELECT rows AS counts FROM onet_new.release",
      );
      expect(rows).toHaveLength(official.length);
      for (const row of rows) {
        const count = counts[row.name];
        expect(row).toMatchObject({ relpersistence: "p", frozen: true, rows: count });
        expect(row.statistics > 0, row.name).toBe(count! > 0);
      }
      const persistence = await query(
        "SELECT DISTINCT relpersistence FROM pg_class WHERE relnamespace = 'onet_new'::regnamespace",
      );
      expect(persistence).toEqual([{ relpersistence: "p" }]);
    });
  });

  test("values come through as they are in the files", async () => {
    const text = few("29.2");
    const csv = few("30.3");
    const both = [
      '24" and "more"',
      "back\\slash \\N \\t",
      " outer ",
      "N/A",
      "Zoë 漢字 🙂",
      "'; DROP",
      ".",
      "\\.",
    ];
    const onlyText = ["", '"quoted"', "a,b"];
    const onlyCsv = ["n/a", "tab\there", "line\nline", "line\r\nline", "a,b", '"'];
    const line = (...values: string[]) => `${values.join("\t")}\r\n`;
    const quoted = (value: string) => `"${value.replaceAll('"', '""')}"`;
    for (const value of [...both, ...onlyText])
      append(text, "Alternate Titles.txt", line("15-1252.00", "Tricky", value, "01"));
    append(text, "Alternate Titles.txt", line("15-1252.00", "Tricky", "n/a", "01"));
    for (const value of [...both, ...onlyCsv, ""])
      append(csv, "job_titles.csv", `15-1252.00,x,Tricky,${quoted(value)},01\r\n`);
    append(csv, "job_titles.csv", "15-1252.00,x,Tricky,,01\r\n");

    await stageFiles(text, true);
    const inText = await query(
      "SELECT short_title AS value FROM onet_new.alternate_titles WHERE alternate_title = 'Tricky' ORDER BY ctid",
    );
    expect(inText.map(({ value }) => value)).toEqual([...both, ...onlyText, null]);
    await stageFiles(csv, true);
    const inCsv = await query(
      "SELECT short_title AS value FROM onet_new.job_titles WHERE job_title = 'Tricky' ORDER BY ctid",
    );
    expect(inCsv.map(({ value }) => value)).toEqual([...both, ...onlyCsv, "", null]);
  });
});

/** What holds on one version holds on the others: the catalogue above is the same. */
describe("on one server", async () => {
  const server = await testPostgres(18);
  const url = await freshDatabase(server);
  const { readerUrl } = await prepareDatabase(url);
  const { write, stageFolder, stageFiles, query, releaseRow } = stagingIn(url);

  test("nulls, empty texts, dates and numbers are what the file says", async () => {
    const files = few("30.3");
    setValue(files, "essential_skills.csv", 2, "Data Value", "3.7");
    setValue(files, "essential_skills.csv", 2, "Date", "12/2004");
    await stageFiles(files, true);
    const [skill] = await query(
      "SELECT data_value::text, not_relevant, date_updated::text, n::text FROM onet_new.essential_skills ORDER BY ctid LIMIT 1",
    );
    expect(skill).toEqual({ data_value: "3.70", not_relevant: null, date_updated: "2004-12-01", n: "8" });
    const [element] = await query(
      "SELECT element_name, description FROM onet_new.content_model_reference WHERE element_id = '1.A'",
    );
    expect(element).toEqual({ element_name: "Abilities", description: "" });
    const [mean] = await query(
      "SELECT category, lower_ci_bound::text FROM onet_new.education WHERE element_id = '2.D.4.a' LIMIT 1",
    );
    expect(mean).toEqual({ category: null, lower_ci_bound: "2.1843" });
  });

  test("the text edition of a release since 30.3 stages the same rows as its CSV edition", async () => {
    const contents = async () => {
      const { rows } = await releaseRow();
      const tables = Object.keys(rows as object);
      expect(tables).toHaveLength(45);
      const hashes = tables.map(
        (table) => `SELECT '${table}' AS table, md5(string_agg(t::text, '|')) FROM onet_new.${table} t`,
      );
      return query(hashes.join(" UNION ALL "));
    };
    await stageFiles(small("31.0"));
    const csv = await contents();
    await stageFiles(smallRelease({ release: "31.0", format: "text", occupations: 5 }));
    expect(await contents()).toEqual(csv);
    expect(await releaseRow()).toMatchObject({ release: "31.0", format: "text" });
  });

  test("the release's row says what it is, from where, with what in it", async () => {
    const change = (tables: Map<string, Row[]>) => void tables.delete("work_styles");
    const folder = write(smallRelease({ release: "30.3", occupations: 5, change }));
    const warnings = await stageFolder(folder, true);
    const row = await releaseRow();
    expect(row).toMatchObject({
      release: "30.3",
      label: "Synthetic test release, not O*NET data",
      source: folder,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      format: "csv",
      synthetic: false,
      load_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      missing: ["work_styles"],
      warnings,
    });
    expect(row.rows).toMatchObject({
      occupation_data: 5,
      essential_skills: 60,
      emerging_tasks: 0,
      work_styles_to_work_context: 21,
    });
    expect(Object.keys(row.rows as object)).toHaveLength(44);
    expect(row.bridges).toContain("skills");
    expect(row.fence_xid).not.toBeNull();
  });

  test("readers do not see what is staged", async () => {
    await stageFiles(few("30.3"), true);
    await expect(psql(readerUrl, "SELECT * FROM onet_new.occupation_data")).rejects.toThrow(
      "permission denied for schema onet_new",
    );
    const [rights] = await query(
      `SELECT has_schema_privilege('onetbook_app', 'onet_new', 'USAGE') AS app, has_schema_privilege('onetbook_reader', 'onet_new', 'USAGE') AS reader,
              has_table_privilege('onetbook_reader', 'onet_new.skills', 'SELECT') AS once_live, has_table_privilege('onetbook_reader', 'onet_new.essential_skills', 'UPDATE') AS may_write`,
    );
    expect(rights).toEqual({ app: false, reader: false, once_live: true, may_write: false });
  });

  test("the same file is staged once; another one takes its place", async () => {
    const folder = write(few("30.3"));
    await stageFolder(folder, true);
    const first = await releaseRow();
    await stageFolder(folder, true);
    expect(await releaseRow()).toEqual(first);
    writeFileSync(join(folder, "Read Me.txt"), "O*NET 30.3 Database\nMay 2026 Release\n");
    await stageFolder(folder, true);
    const second = await releaseRow();
    expect(second.load_id).not.toBe(first.load_id);
    expect(second.label).toBe("May 2026 Release");
  });

  test("what was staged although something is missing is not taken for a whole release", async () => {
    const folder = write(few("30.3"));
    await stageFolder(folder, true);
    await expect(stageFolder(folder)).rejects.toThrow(
      /lacks \d+ of what O\*NET publishes: table job_zone_reference/,
    );
  });
});

const byName = (a: OfficialTable, b: OfficialTable) => (a.table < b.table ? -1 : 1);

function expectedColumns({ table, columns }: OfficialTable, release: string) {
  const own = columns
    .filter((column) => isPublished(column, release))
    .map(({ column, type, nullable, comment = null }) => ({
      table,
      column,
      type,
      nullable,
      comment,
      from: null,
    }));
  if (table !== "tasks_to_dwas") return own;
  const [column, from, whose] =
    vocabularyOf(release) === "new"
      ? ["dwa_id", "dwa_element_id", "releases to 30.2"]
      : ["dwa_element_id", "dwa_id", "release 30.3 and later"];
  const comment = `Bridge: ${from} under the name of ${whose}.`;
  return [...own, { table, column, type: "character varying(20)", nullable: false, comment, from }];
}

function expectedKeys({ table, primaryKey, naturalKey, foreignKeys }: OfficialTable): string[] {
  return [
    ...(primaryKey ? [`PRIMARY KEY (${primaryKey.join(", ")})`] : []),
    ...(naturalKey ? [`UNIQUE NULLS NOT DISTINCT (${naturalKey.join(", ")})`] : []),
    ...foreignKeys.map(
      (key) =>
        `FOREIGN KEY (${key.columns.join(", ")}) REFERENCES onet_new.${key.table}(${key.references.join(", ")})`,
    ),
  ].map((definition) => `onet_new.${table}: ${definition}`);
}

function append(files: Files, name: string, line: string): void {
  files.set(name, `${files.get(name)}${line}`);
}
