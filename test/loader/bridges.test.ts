import { rmSync } from "node:fs";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { QueryResultRow } from "pg";
import { afterAll, describe, expect, test } from "vitest";
import type { Row } from "../../loader/demonstration/row.ts";
import { isPublished, officialTables } from "../../loader/official-schema.ts";
import { connectOwner } from "../../sql/owner.ts";
import { prepareDatabase } from "../../sql/prepare-database.ts";
import { parameterValues, readQueryFiles } from "../../sql/query-file.ts";
import { freshDatabase, psql, testPostgres } from "../postgres.ts";
import { asLoader, load, stageFrom } from "./drive.ts";
import { realOnet, withoutRealOnet } from "./real-onet.ts";
import { type SmallReleaseOptions, writeSmallRelease } from "./small-release.ts";

/** Tables of the other vocabulary whose data a release does not have. */
const IMPOSSIBLE = {
  "29.2": ["specific_interest_areas", "work_styles_to_work_activities", "work_styles_to_work_context"],
  "30.3": ["tools_used", "unspsc_reference", "work_values"],
};
/** Columns of bridges that no release of this vocabulary has values for. */
const ALWAYS_NULL: Readonly<Record<string, string>> = {
  software_skills: "element_id",
  technology_skills: "commodity_code",
};

type Release = keyof typeof IMPOSSIBLE;
const releases: Release[] = ["29.2", "30.3"];
const other = (release: Release): Release => (release === "29.2" ? "30.3" : "29.2");
const schema = (release: Release) => officialTables(release === "29.2" ? "old" : "new");

const root = await mkdtemp(join(tmpdir(), "onetbook-bridges-"));
afterAll(() => rmSync(root, { recursive: true }));
const server = await testPostgres(18);

/** What 31.0 adds: education asked on a scale of its own, whose numbers mean other degrees. */
function addProfessionalDegrees(tables: Map<string, Row[]>): void {
  tables.get("scales_reference")!.push(["RQ", "Required Level Of Education", "1", "12"]);
  tables.get("education_categories")!.push(["2.D.1", "RQ", "10", "Professional doctorate"]);
  const [rating] = tables.get("education")!;
  tables.get("education")!.push(rating!.with(2, "RQ").with(3, "10"));
}

/** A database with a small release live, of the same data whatever the vocabulary. */
async function live(release: Release) {
  const url = await freshDatabase(server);
  const { readerUrl } = await prepareDatabase(url);
  const folder = join(root, release);
  const options: SmallReleaseOptions =
    release === "30.3" ? { release, change: addProfessionalDegrees } : { release };
  await writeSmallRelease(folder, options);
  await load(url, folder);
  await psql(
    url,
    `INSERT INTO institution (name) VALUES ('College');
     INSERT INTO program (institution_id, name) VALUES (1, 'Electrical');
     INSERT INTO occupation (onet_code, note) VALUES ('47-2111.00', 'in demand here');
     INSERT INTO program_occupation (program_id, onet_code) VALUES (1, '47-2111.00')`,
  );
  const query = <Result extends QueryResultRow>(text: string) => psql<Result>(url, text);
  return {
    readerUrl,
    query,
    bridges: (await query<{ bridges: string[] }>("SELECT bridges FROM onet.release"))[0]!.bridges,
  };
}

const databases = { "29.2": await live("29.2"), "30.3": await live("30.3") };

/** All rows of a table or view, without some of its columns, in no order. */
async function contents(release: Release, table: string, without: string[] = []): Promise<object[]> {
  const rows = await databases[release].query<{ row: object }>(
    `SELECT to_jsonb(t) - '{${without.join(",")}}'::text[] AS row FROM onet.${table} t ORDER BY to_jsonb(t)::text`,
  );
  return rows.map(({ row }) => row).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

describe.each(releases)("on release %s", (release) => {
  const { query, bridges } = databases[release];
  const own = new Set(schema(release).map(({ table }) => table));
  const lacking = schema(other(release)).filter(({ table }) => !own.has(table));

  test("every table of the other vocabulary is there, but those whose data do not exist", () => {
    const bridged = lacking.map(({ table }) => table).filter((table) => !IMPOSSIBLE[release].includes(table));
    expect(bridged.length).toBe(release === "29.2" ? 19 : 14);
    expect(bridges.toSorted()).toEqual(bridged.sort());
  });

  test("each bridge is a view with the official columns and types of its table, and says that it is a bridge", async () => {
    const rows = await query(
      `SELECT relname AS table, array_agg(attname || ' ' || format_type(atttypid, atttypmod) ORDER BY attnum) AS columns,
              obj_description(c.oid) ~ '^Bridge: [A-Z].+\\.$' AS says
       FROM pg_class c JOIN pg_attribute ON attrelid = c.oid AND attnum > 0
       WHERE relnamespace = 'onet'::regnamespace AND relkind = 'v' GROUP BY c.oid ORDER BY 1`,
    );
    const expected = lacking
      .filter(({ table }) => bridges.includes(table))
      .map(({ table, columns }) => ({
        table,
        columns: columns
          .filter((column) => isPublished(column, other(release)))
          .map(({ column, type }) => `${column} ${type}`),
        says: true,
      }))
      .sort((a, b) => (a.table < b.table ? -1 : 1));
    expect(rows).toEqual(expected);
    const tables = await query(
      "SELECT relname FROM pg_class WHERE relnamespace = 'onet'::regnamespace AND relkind = 'r' AND obj_description(oid) LIKE 'Bridge%'",
    );
    expect(tables).toEqual([]);
  });

  const differing = ["iwa_reference", "dwa_reference", "gwas_to_iwas", "gwas_to_iwas_to_dwas"];
  const comparable = bridges.filter((table) => !differing.includes(table));

  test.each(comparable)("bridge %s has the rows that the other vocabulary publishes", async (table) => {
    const without = ALWAYS_NULL[table] ? [ALWAYS_NULL[table]] : [];
    const bridged = await contents(release, table, without);
    // Two titles of one occupation are published twice in the old vocabulary.
    const again = (row: object) => (row as { short_title?: string }).short_title !== "Short";
    // Scale RQ has no place in the old vocabulary.
    const old = (row: object) => release !== "29.2" || (row as { scale_id?: string }).scale_id !== "RQ";
    const published = (await contents(other(release), table, without)).filter(old);
    expect(bridged.filter(again)).toEqual(published.filter(again));
    expect(bridged.length).toBeGreaterThan(0);
    const [column] = without;
    if (column) expect(await query(`SELECT FROM onet.${table} WHERE ${column} IS NOT NULL`)).toEqual([]);
  });

  test("activities have the titles of both vocabularies, and the ids of this release", async () => {
    const activities = (text: string) =>
      query<{ id: string; above: string; title: string }>(`${text} ORDER BY 1`);
    const iwas = await activities(
      "SELECT iwa_id AS id, element_id AS above, iwa_title AS title FROM onet.iwa_reference",
    );
    const dwas = await activities(
      "SELECT dwa_id AS id, iwa_id AS above, dwa_title AS title FROM onet.dwa_reference",
    );
    expect([iwas.length, dwas.length]).toEqual([41, 82]);
    expect(
      await activities(
        "SELECT iwa_element_id AS id, gwa_element_id AS above, iwa_element_name AS title FROM onet.gwas_to_iwas",
      ),
    ).toEqual(iwas);
    expect(
      await activities(
        "SELECT dwa_element_id AS id, iwa_element_id AS above, dwa_element_name AS title FROM onet.gwas_to_iwas_to_dwas",
      ),
    ).toEqual(dwas);
    for (const { id } of dwas) expect(id).toMatch(release === "29.2" ? /\.I\d\d\.D\d\d$/ : /\.[a-z]\.\d+$/);
    const titles = await databases[other(release)].query<{ title: string }>(
      "SELECT dwa_title AS title FROM onet.dwa_reference ORDER BY 1",
    );
    expect(dwas.map(({ title }) => title).sort()).toEqual(titles.map(({ title }) => title).sort());
  });

  test("tasks lead to their activities under either column", async () => {
    const rows = await query<{ same: boolean; under_old: number; under_new: number; rows: number }>(
      `SELECT bool_and(t.dwa_id = t.dwa_element_id) AS same, count(o.dwa_id)::int AS under_old, count(n.dwa_element_id)::int AS under_new, count(*)::int AS rows
       FROM onet.tasks_to_dwas t LEFT JOIN onet.dwa_reference o ON o.dwa_id = t.dwa_id
       LEFT JOIN onet.gwas_to_iwas_to_dwas n ON n.dwa_element_id = t.dwa_element_id`,
    );
    const [{ rows: published } = { rows: 0 }] = await query<{ rows: number }>(
      "SELECT (rows ->> 'tasks_to_dwas')::int AS rows FROM onet.release",
    );
    expect(published).toBeGreaterThan(0);
    expect(rows).toEqual([{ same: true, under_old: published, under_new: published, rows: published }]);
  });
});

test("education on scale RQ is published but does not cross the bridge", async () => {
  const { query } = databases["30.3"];
  const count = async (table: string) =>
    (await query(`SELECT FROM onet.${table} WHERE scale_id = 'RQ'`)).length;
  expect(await count("education")).toBe(1);
  expect(await count("education_categories")).toBe(1);
  expect(await count("education_training_experience")).toBe(0);
  expect(await count("ete_categories")).toBe(0);
});

test("an interest type that no vocabulary knows crosses the bridge as it is, however long", async () => {
  const unheard = "A type of interest that nobody has heard of";
  for (const release of releases) {
    const url = await freshDatabase(server);
    await prepareDatabase(url);
    const folder = join(root, `unheard-${release}`);
    const change = (tables: Map<string, Row[]>) => {
      for (const [name, rows] of tables) if (/^interests_illus/.test(name)) rows[0]![1] = unheard;
    };
    await writeSmallRelease(folder, { release, occupations: 3, change });
    await asLoader(url, (session) => stageFrom(session, folder));
    const prefix = release === "29.2" ? "interests_illustrative" : "interests_illus";
    for (const table of [`${prefix}_activities`, `${prefix}_occupations`]) {
      const types = await psql<{ interest_type: string }>(
        url,
        `SELECT DISTINCT interest_type FROM onet_new.${table} ORDER BY 1`,
      );
      expect(types.map(({ interest_type }) => interest_type)).toContain(unheard);
      expect(types.length).toBeGreaterThan(1);
    }
  }
});

test("no bridge rests on a table that no schema knows, whatever its name", async () => {
  const url = await freshDatabase(server);
  const folder = join(root, "unknown-skills");
  const kept = ["content_model_reference", "occupation_data", "scales_reference", "job_titles"];
  const change = (tables: Map<string, Row[]>) => {
    for (const name of [...tables.keys()]) if (!kept.includes(name)) tables.delete(name);
  };
  await writeSmallRelease(folder, { occupations: 3, change });
  await writeFile(join(folder, "skills.csv"), "Anything\r\n1\r\n");
  await asLoader(url, (session) => stageFrom(session, folder, true));
  const [row] = await psql<{ bridges: string[] }>(url, "SELECT bridges FROM onet_new.release");
  expect(row!.bridges).toEqual(["alternate_titles"]);
});

describe("one text of SQL on both vocabularies", () => {
  async function onBoth(text: string, values: unknown[] = []): Promise<QueryResultRow[]> {
    const results: QueryResultRow[][] = [];
    for (const release of releases) {
      const client = await connectOwner(databases[release].readerUrl, "reader");
      try {
        results.push((await client.query(text, values)).rows);
      } finally {
        await client.end();
      }
    }
    const [old, current] = results;
    expect(old).toEqual(current);
    return current!;
  }

  test("skill-gap.sql gives the same gaps", async () => {
    const file = (await readQueryFiles()).find(({ name }) => name === "skill-gap")!;
    const values = parameterValues(file, { from: "47-2111.00", to: "15-1252.00", scale: "LV" });
    const gaps = await onBoth(file.text, values);
    expect(gaps).toHaveLength(35);
    expect(gaps[0]!.gap).not.toBe("0.00");
  });

  test.each([
    ["skill_rating", "onetsoc_code, domain, element_id, scale_id", 500],
    ["occupation_profile", "onetsoc_code", 12],
    ["program_skill_profile", "program_id, domain, element_id, scale_id", 100],
  ])("view app.%s has the same rows", async (view, key, least) => {
    const columns = view === "occupation_profile" ? "onetsoc_code, title, annotated, note" : "*";
    const rows = await onBoth(`SELECT ${columns} FROM app.${view} ORDER BY ${key}`);
    expect(rows.length).toBeGreaterThanOrEqual(least);
  });
});

test.skipIf(withoutRealOnet)("bridges of the real releases have the rows that O*NET published", async () => {
  const counts = async (zip: string, tables: Record<string, number>) => {
    const url = await freshDatabase(server);
    const warnings: string[] = [];
    await asLoader(
      url,
      (session) => stageFrom(session, realOnet(zip)),
      (event) => {
        if (event.type === "warning") warnings.push(event.message);
      },
    );
    expect(warnings).toEqual([]);
    const names = Object.keys(tables);
    const [found] = await psql<Record<string, number>>(
      url,
      `SELECT ${names.map((table) => `(SELECT count(*)::int FROM onet_new.${table}) AS ${table}`).join(", ")}`,
    );
    expect(found).toEqual(tables);
    const [published] = await psql<{ total: number; bridges: string[] }>(
      url,
      "SELECT (SELECT sum(value::int)::int FROM jsonb_each_text(rows)) AS total, bridges FROM onet_new.release",
    );
    expect(published!.bridges.toSorted()).toEqual(
      names.filter((name) => published!.bridges.includes(name)).sort(),
    );
    const titles = (table: string, column: string) =>
      psql<{ title: string }>(url, `SELECT ${column} AS title FROM onet_new.${table}`).then((rows) =>
        rows.map(({ title }) => title),
      );
    return {
      total: published!.total,
      iwas: await titles("iwa_reference", "iwa_title"),
      dwas: await titles("gwas_to_iwas_to_dwas", "dwa_element_name"),
    };
  };
  const [old, current] = await Promise.all([
    counts("db_29_2_text.zip", {
      essential_skills: 17_580,
      transferable_skills: 43_950,
      essential_skills_to_work_activities: 110,
      essential_skills_to_work_context: 39,
      transferable_skills_to_work_activities: 122,
      transferable_skills_to_work_context: 57,
      education: 10_812,
      training_and_experience: 25_397,
      education_categories: 12,
      training_and_experience_categories: 29,
      career_interest_types: 8_307,
      career_interest_type_keywords: 75,
      specific_interest_areas_to_career_interest_types: 53,
      interests_illustrative_activities: 188,
      interests_illustrative_occupations: 186,
      job_titles: 56_560,
      gwas_to_iwas: 332,
      gwas_to_iwas_to_dwas: 2_087,
      software_skills: 32_627,
    }),
    counts("db_30_3_csv.zip", {
      skills: 61_830,
      skills_to_work_activities: 232,
      skills_to_work_context: 96,
      education_training_experience: 37_125,
      ete_categories: 41,
      interests: 8_307,
      riasec_keywords: 75,
      basic_interests_to_riasec: 53,
      interests_illus_activities: 188,
      interests_illus_occupations: 186,
      alternate_titles: 56_495,
      iwa_reference: 332,
      dwa_reference: 2_087,
      technology_skills: 31_821,
    }),
  ]);
  expect([old.total, current.total]).toEqual([1_058_570, 1_112_982]);
  const shared = (a: string[], b: string[]) => a.filter((title) => b.includes(title)).length;
  expect(shared(old.iwas, current.iwas)).toBe(332);
  expect(shared(old.dwas, current.dwas)).toBe(2_086);
});
