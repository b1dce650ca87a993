import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, expect, test } from "vitest";
import {
  addDemonstrationAnnotations,
  DEMONSTRATION_PROGRAMS,
  removeDemonstrationAnnotations,
} from "../../loader/demonstration/annotations.ts";
import { occupations } from "../../loader/demonstration/occupations.ts";
import { writeDemonstration } from "../../loader/demonstration/write.ts";
import { openSource } from "../../loader/source.ts";
import { runLoader } from "../../server/loader-process.ts";
import { prepareDatabase } from "../../sql/prepare-database.ts";
import { freshDatabase, psql, testPostgres } from "../postgres.ts";
import { loadDemonstration } from "../server/served.ts";
import { asLoader, load, revert } from "./drive.ts";
import { realOnet, withoutRealOnet } from "./real-onet.ts";
import { writeSmallRelease } from "./small-release.ts";

const server = await testPostgres(18);
const folder = mkdtempSync(join(tmpdir(), "onetbook-demonstration-annotations-"));
afterAll(() => rmSync(folder, { recursive: true }));
const demonstration = join(folder, "demonstration");
await writeDemonstration(demonstration);
await writeSmallRelease(join(folder, "30.3"), { occupations: 60 });
await writeSmallRelease(join(folder, "29.2"), { vocabulary: "old", occupations: 60 });

const add = (url: string) => asLoader(url, addDemonstrationAnnotations);
const remove = (url: string) => asLoader(url, removeDemonstrationAnnotations);
const TABLES = ["institution", "sector", "program", "occupation", "program_occupation"] as const;

/** Rows of each table that are there for a reader. */
async function counts(url: string): Promise<Record<string, number>> {
  const selected = TABLES.map(
    (table) => `(SELECT count(*)::int FROM public.${table} WHERE deleted_at IS NULL) AS ${table}`,
  );
  const [row] = await psql<Record<string, number>>(url, `SELECT ${selected.join(", ")}`);
  return row!;
}

const ALL = { institution: 2, sector: 3, program: 3, occupation: 14, program_occupation: 14 };
const NONE = { institution: 0, sector: 0, program: 0, occupation: 0, program_occupation: 0 };

const template = await freshDatabase(server);
await prepareDatabase(template);
await load(template, demonstration);
let copies = 0;

/** A database on which the demonstration is live, without its annotations. */
async function withDemonstration(): Promise<string> {
  const url = new URL(template);
  const name = url.pathname.slice(1);
  url.pathname = `${name}_${++copies}`;
  await psql(server.url, `CREATE DATABASE ${name}_${copies} TEMPLATE ${name}`);
  return url.href;
}

test("loading the demonstration into a fresh database brings synthetic programmes, which say so", async () => {
  const url = await freshDatabase(server);
  await loadDemonstration(url);
  expect(await counts(url)).toEqual(ALL);
  const texts = await psql<{ text: string; updated_by: string }>(
    url,
    `SELECT name AS text, updated_by FROM institution UNION ALL SELECT name, updated_by FROM sector
     UNION ALL SELECT name, updated_by FROM program UNION ALL SELECT note, updated_by FROM occupation
     UNION ALL SELECT note, updated_by FROM program_occupation`,
  );
  expect(texts.filter(({ text }) => !/^(Synthetic d|D)emonstration\b/.test(text))).toEqual([]);
  expect(new Set(texts.map(({ updated_by }) => updated_by))).toEqual(new Set(["demonstration"]));
  await loadDemonstration(url);
  expect(await counts(url)).toEqual(ALL);
});

test.each([
  ["an institution", "INSERT INTO institution (name) VALUES ('Our college')"],
  ["a sector", "INSERT INTO sector (name) VALUES ('Health')"],
  ["an occupation", "INSERT INTO occupation (onet_code) VALUES ('47-2111.00')"],
  [
    "a programme that was removed",
    `INSERT INTO institution (name, deleted_at) VALUES ('Our college', now());
     INSERT INTO program (institution_id, name, deleted_at) VALUES (1, 'Welding', now())`,
  ],
  [
    "a wording of a skill",
    "INSERT INTO hs_skill (onet_element_id, task_statement) VALUES ('2.A.1.a', 'Read')",
  ],
])("a database with %s of its own is left as it is", async (_, insert) => {
  const url = await withDemonstration();
  await psql(url, insert);
  const before = await counts(url);
  await add(url);
  expect(await counts(url)).toEqual(before);
});

test("a release put live by hand brings none", async () => {
  expect(await counts(await withDemonstration())).toEqual(NONE);
});

test("releases of both vocabularies and the way back leave them as they are", async () => {
  const url = await withDemonstration();
  await add(url);
  for (const release of ["30.3", "29.2"]) {
    const { swapped, plan } = await load(url, join(folder, release));
    expect([swapped, plan.annotations]).toEqual([true, []]);
  }
  await revert(url);
  expect(await counts(url)).toEqual(ALL);
  expect(await psql(url, "SELECT FROM retired_annotation")).toEqual([]);
});

test("they are removed as a form would, and do not come back", async () => {
  const url = await withDemonstration();
  await add(url);
  const command = await runLoader(["remove-demonstration"], {
    environment: { ...process.env, DATABASE_URL: url },
  });
  expect(command).toMatchObject({
    exitCode: 0,
    removed: ALL,
    message: expect.stringContaining("3 of program"),
  });
  expect(await counts(url)).toEqual(NONE);
  await add(url);
  expect(await counts(url)).toEqual(NONE);
  expect(await remove(url)).toEqual(NONE);
  const [history] = await psql<{ updates: number }>(
    url,
    "SELECT count(*)::int AS updates FROM annotation_history WHERE operation = 'update' AND actor = 'demonstration'",
  );
  expect(history!.updates).toBe(36);
});

test("what a person changed or hung on them stays", async () => {
  const url = await withDemonstration();
  await add(url);
  await psql(
    url,
    `BEGIN; SET LOCAL app.actor = 'ana';
     UPDATE occupation SET note = 'Our nurses' WHERE onet_code = '29-1141.00';
     UPDATE program SET name = 'Carpentry' WHERE cip_code = '46';
     INSERT INTO program (institution_id, name) SELECT institution_id, 'Book-keeping' FROM institution WHERE name = 'Demonstration College';
     INSERT INTO program_occupation (program_id, onet_code) SELECT program_id, '43-3031.00' FROM program WHERE name = 'Book-keeping';
     COMMIT`,
  );
  await remove(url);
  const left = async (table: string, column: string) =>
    (
      await psql<{ name: string }>(
        url,
        `SELECT ${column}::text AS name FROM ${table} WHERE deleted_at IS NULL ORDER BY 1`,
      )
    ).map(({ name }) => name);
  expect(await left("occupation", "onet_code")).toEqual(["29-1141.00", "43-3031.00"]);
  expect(await left("program", "name")).toEqual(["Book-keeping", "Carpentry"]);
  expect(await left("program_occupation", "onet_code")).toEqual(["43-3031.00"]);
  expect(await left("institution", "name")).toEqual(["Demonstration College", "Demonstration Trade School"]);
  expect(await left("sector", "name")).toEqual([
    "Demonstration: building and industry",
    "Demonstration: business",
    "Demonstration: health",
  ]);
});

test("one that a swap moved to another code is still known", async () => {
  const url = await withDemonstration();
  await add(url);
  const moved = join(folder, "moved");
  await writeSmallRelease(moved, {
    occupations: 60,
    change: (tables) => {
      for (const rows of tables.values())
        for (const row of rows)
          for (const [i, value] of row.entries()) if (value === "47-2031.00") row[i] = "99-0001.00";
    },
  });
  const crosswalk = new Map([["47-2031.00", ["99-0001.00"]]]);
  await load(url, moved, { crosswalk, policy: ["follow"] });
  expect(await remove(url)).toEqual(ALL);
});

const linked = DEMONSTRATION_PROGRAMS.flatMap(({ leads_to }) => leads_to.map(([code]) => code));

test("each leads to occupations of the demonstration, all to others", () => {
  const codes = occupations.map(({ code }) => code);
  expect(linked.filter((code) => !codes.includes(code))).toEqual([]);
  expect(new Set(linked).size).toBe(linked.length);
});

test.skipIf(withoutRealOnet).each(["db_23_x_text_partial.zip", "db_29_2_text.zip", "db_30_3_csv.zip"])(
  "every real release has their occupations: %s",
  async (zip) => {
    const source = await openSource(realOnet(zip));
    const file = source.files.find(({ name }) => /^occupation[ _]data\./i.test(name))!;
    const lines = (await text(await file.open())).split("\r\n");
    await source.close();
    const codes = new Set(lines.map((line) => line.slice(0, 10)));
    expect(linked.filter((code) => !codes.has(code))).toEqual([]);
  },
);
