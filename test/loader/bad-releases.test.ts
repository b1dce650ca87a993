import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { LoadErrorOptions } from "../../loader/errors.ts";
import { LoadError } from "../../loader/errors.ts";
import { dropStaged } from "../../loader/stage.ts";
import { connectOwner } from "../../sql/owner.ts";
import { prepareDatabase } from "../../sql/prepare-database.ts";
import { freshDatabase, psql, testPostgres } from "../postgres.ts";
import { asLoader, load, stageFrom } from "./drive.ts";
import { editRows, setValue } from "./edit-rows.ts";
import { makeZip } from "./make-zip.ts";
import { type SmallReleaseOptions, smallRelease } from "./small-release.ts";

type Files = Map<string, string | Buffer>;

interface Bad extends Omit<LoadErrorOptions, "cause"> {
  options?: SmallReleaseOptions;
  /** All tables, none allowed to be missing; otherwise a few, which are loaded in a moment. */
  whole?: true;
  spoil: (files: Files) => void;
  /** Packed instead of written to a folder: gets the zip's bytes, returns them spoilt. */
  zip?: (bytes: Buffer) => Buffer;
  /** Whole message; FOLDER stands for where the release is. */
  message: string;
}

const folder = mkdtempSync(join(tmpdir(), "onetbook-bad-releases-"));
afterAll(() => rmSync(folder, { recursive: true }));

const FEW =
  /^(read me|content.model.reference|scales.reference|occupation.data|(essential_)?skills|level.scale.anchors|education|education_categories|task.statements)\./i;

const skills = "essential_skills.csv";
const key = 'columns "O*NET-SOC Code", "Element ID", "Scale ID"';
const advice = "correct the file, or download the release again";
const old = { vocabulary: "old", occupations: 5 } as const;
const none = () => {};

/** Gives the first task two line ends, so that every later row starts two lines further down. */
function breakLines(files: Files): void {
  setValue(files, "task_statements.csv", 2, "Task", 'Write programs,\r\n"test" them\nand improve them.');
}

function moveRow(files: Files, name: string, from: number, to: number, edit: (row: string[]) => void = none) {
  editRows(files, name, (rows) => {
    const row = [...rows[from - 1]!];
    edit(row);
    rows.splice(to - 1, 0, row);
  });
}

const bad: Record<string, Bad> = {
  "a short row": {
    spoil: (files) => editRows(files, skills, (rows) => rows[2]!.pop()),
    message: `${skills}, line 3: 14 fields instead of 15 in the row "15-1252.00,Software Developers,2.A.1.a,Reading Comprehension…"`,
    ...{ file: skills, line: 3 },
  },
  "a long row": {
    options: old,
    spoil: (files) => editRows(files, "Skills.txt", (rows) => rows[4]!.push("more")),
    message: `Skills.txt, line 5: 14 fields instead of 13 in the row "15-1252.00\\t2.A.1.b\\tActive Listening\\tLV\\t2.88\\t8\\t0.2772\\t2.3317\\t…"`,
    ...{ file: "Skills.txt", line: 5 },
  },
  "a short row in a table that no schema knows": {
    spoil: (files) => files.set("wages.csv", "O*NET-SOC Code,Wage\r\n15-1252.00,1\r\n29-1141.00\r\n"),
    message: 'wages.csv, line 3: 1 field instead of 2 in the row "29-1141.00"',
    ...{ file: "wages.csv", line: 3 },
  },
  "a number with a decimal comma": {
    spoil: (files) => setValue(files, skills, 3, "Data Value", "4,63"),
    message: `${skills}, line 3, column "Data Value": "4,63" is not a number like 3.25; ${advice}`,
    ...{ file: skills, line: 3, column: "Data Value", value: "4,63" },
  },
  "words where a number belongs, in a text file": {
    options: old,
    spoil: (files) => setValue(files, "Skills.txt", 9, "N", "more than ten"),
    message: `Skills.txt, line 9, column "N": "more than ten" is not a number like 3.25; ${advice}`,
    ...{ file: "Skills.txt", line: 9, column: "N", value: "more than ten" },
  },
  "a number behind quoted line ends": {
    spoil: (files) => {
      breakLines(files);
      setValue(files, "task_statements.csv", 4, "Incumbents Responding", "some");
    },
    message: `task_statements.csv, line 6, column "Incumbents Responding": "some" is not a number like 3.25; ${advice}`,
    ...{ file: "task_statements.csv", line: 6, column: "Incumbents Responding", value: "some" },
  },
  "a month that does not exist": {
    spoil: (files) => setValue(files, skills, 4, "Date", "13/2024"),
    message: `${skills}, line 4, column "Date": "13/2024" is not a date like 08/2024`,
    ...{ file: skills, line: 4, column: "Date", value: "13/2024" },
  },
  "no value where there must be one": {
    spoil: (files) => setValue(files, skills, 5, "Data Value", ""),
    message: `${skills}, line 5, column "Data Value": no value, where O*NET's schema demands one; ${advice}`,
    ...{ file: skills, line: 5, column: "Data Value", value: "" },
  },
  "n/a where there must be a value": {
    options: old,
    spoil: (files) => setValue(files, "Occupation Data.txt", 3, "Title", "n/a"),
    message: `Occupation Data.txt, line 3, column "Title": no value, where O*NET's schema demands one; ${advice}`,
    ...{ file: "Occupation Data.txt", line: 3, column: "Title", value: "n/a" },
  },
  "a repeated primary key behind quoted line ends": {
    spoil: (files) => {
      breakLines(files);
      moveRow(files, "task_statements.csv", 3, 8);
    },
    message: `task_statements.csv, line 10, column "Task ID": "1262" stands in line 5 already; ${advice}`,
    ...{ file: "task_statements.csv", line: 10, column: "Task ID", value: "1262" },
  },
  "a rating given twice": {
    spoil: (files) => moveRow(files, skills, 2, 7, (row) => row.splice(6, 1, "1.00")),
    message: `${skills}, line 7, ${key}: "15-1252.00", "2.A.1.a", "IM" stands in line 2 already; ${advice}`,
    file: skills,
    ...{ line: 7, column: "O*NET-SOC Code, Element ID, Scale ID", value: "15-1252.00, 2.A.1.a, IM" },
  },
  "a mean given twice, whose category is empty": {
    spoil: (files) => moveRow(files, "education.csv", 14, 16),
    message: `education.csv, line 16, ${key}, "Category": "15-1252.00", "2.D.4.a", "IM", (empty) stands in line 14 already; ${advice}`,
    file: "education.csv",
    line: 16,
    column: "O*NET-SOC Code, Element ID, Scale ID, Category",
    value: "15-1252.00, 2.D.4.a, IM, ",
  },
  "an occupation that the release does not have": {
    spoil: (files) => setValue(files, skills, 3, "O*NET-SOC Code", "99-9999.00"),
    message: `${skills}, line 3, column "O*NET-SOC Code": "99-9999.00" is not in occupation_data; ${advice}`,
    ...{ file: skills, line: 3, column: "O*NET-SOC Code", value: "99-9999.00" },
  },
  "occupations that the release does not have, behind quoted line ends": {
    spoil: (files) => {
      breakLines(files);
      for (const line of [4, 5, 6])
        setValue(files, "task_statements.csv", line, "O*NET-SOC Code", `99-9999.0${line}`);
    },
    message: `task_statements.csv, line 6, column "O*NET-SOC Code": "99-9999.04" is not in occupation_data (nor is what 2 more rows name); ${advice}`,
    ...{ file: "task_statements.csv", line: 6, column: "O*NET-SOC Code", value: "99-9999.04" },
  },
  "an element that the release does not have": {
    options: old,
    spoil: (files) => setValue(files, "Level Scale Anchors.txt", 3, "Element ID", "9.Z"),
    message: `Level Scale Anchors.txt, line 3, column "Element ID": "9.Z" is not in content_model_reference; ${advice}`,
    ...{ file: "Level Scale Anchors.txt", line: 3, column: "Element ID", value: "9.Z" },
  },
  "a category that the release does not explain": {
    spoil: (files) => setValue(files, "education.csv", 4, "Category", "99"),
    message: `education.csv, line 4, columns "Element ID", "Scale ID", "Category": "2.D.1", "RL", "99" is not in education_categories; ${advice}`,
    ...{ file: "education.csv", line: 4, column: "Element ID, Scale ID, Category", value: "2.D.1, RL, 99" },
  },
  "a renamed column": {
    whole: true,
    spoil: (files) => setValue(files, skills, 1, "Data Value", "Rating"),
    message: `release 30.3 lacks 1 of what O*NET publishes: column "Data Value" (${skills}, which has instead, unknown here: "Rating").\nIf that is meant, load it with --allow-missing; the queries and views that need them are then named`,
    ...{ file: skills, line: 1, column: "Data Value", exitCode: 2 },
  },
  "a missing column": {
    whole: true,
    options: old,
    spoil: (files) =>
      editRows(files, "Skills.txt", (rows) => {
        for (const row of rows) row.splice(1, 1);
      }),
    message: `release 29.2 lacks 1 of what O*NET publishes: column "Element ID" (Skills.txt).\nIf that is meant, load it with --allow-missing; the queries and views that need them are then named`,
    ...{ file: "Skills.txt", line: 1, column: "Element ID", exitCode: 2 },
  },
  "a doubled column": {
    spoil: (files) => setValue(files, skills, 1, "N", "Data Value"),
    message: `${skills}, line 1, column "Data Value": the name stands there twice`,
    ...{ file: skills, line: 1, column: "Data Value", exitCode: 2 },
  },
  "a doubled column that is not loaded": {
    spoil: (files) => setValue(files, skills, 1, "Element Name", "Title"),
    message: `${skills}, line 1, column "Title": the name stands there twice`,
    ...{ file: skills, line: 1, column: "Title", exitCode: 2 },
  },
  "a column under two names": {
    spoil: (files) => setValue(files, skills, 1, "N", "Data-Value"),
    message: `${skills}, line 1, column "Data-Value": "Data Value" is the same column, data_value`,
    ...{ file: skills, line: 1, column: "Data-Value", exitCode: 2 },
  },
  "a column without a name": {
    spoil: (files) => setValue(files, skills, 1, "N", ""),
    message: `${skills}, line 1: field 8 has no name`,
    ...{ file: skills, line: 1, exitCode: 2 },
  },
  "missing tables": {
    whole: true,
    spoil: (files) => void (files.delete("education.csv") && files.delete("work_styles.csv")),
    message:
      "release 30.3 lacks 2 of what O*NET publishes: table education (education.csv), table work_styles (work_styles.csv).\nIf that is meant, load it with --allow-missing; the queries and views that need them are then named",
    exitCode: 2,
  },
  "a table twice": {
    spoil: (files) => files.set("Essential Skills.csv", files.get(skills)!),
    message: `${skills} and Essential Skills.csv are both table essential_skills; remove one of them`,
    ...{ file: skills, exitCode: 2 },
  },
  "a file by the name of the loader's own table": {
    spoil: (files) => files.set("release.csv", "A\r\n1\r\n"),
    message: "release.csv would be table release, which the loader makes itself; remove the file",
    ...{ file: "release.csv", exitCode: 2 },
  },
  "a byte of Latin-1": {
    spoil: (files) =>
      files.set(skills, Buffer.from(String(files.get(skills)).replace("Active", "\xc9coute"), "latin1")),
    message: `${skills}, line 4: not valid UTF-8: save the file as UTF-8, or download the release again`,
    ...{ file: skills, line: 4 },
  },
  "a file of UTF-16": {
    options: old,
    spoil: (files) => files.set("Skills.txt", Buffer.from(`\ufeff${files.get("Skills.txt")}`, "utf16le")),
    message: "Skills.txt is UTF-16: save the file as UTF-8, or download the release again",
    ...{ file: "Skills.txt", line: 1 },
  },
  "a quote inside a field": {
    spoil: (files) => files.set(skills, String(files.get(skills)).replace("Listening", 'List"ening')),
    message: `${skills}, line 4: a quote inside a field that does not start with one`,
    ...{ file: skills, line: 4 },
  },
  "a quote that is never closed": {
    spoil: (files) => files.set(skills, String(files.get(skills)).replace("Active", '"Active')),
    message: `${skills}, line 4: the row has a quote that is never closed`,
    ...{ file: skills, line: 4 },
  },
  "no Read Me": {
    spoil: (files) => files.delete("Read Me.txt"),
    message:
      'FOLDER has no Read Me; expected is a file "Read Me.txt" whose first line is like "O*NET 30.3 Database"',
  },
  "a truncated zip": {
    spoil: none,
    zip: (bytes) => bytes.subarray(0, bytes.length / 2),
    message:
      "FOLDER is not a whole zip (End of central directory record signature not found. Either not a zip file, or file is truncated.): download it again",
  },
  "a zip with changed bytes": {
    spoil: none,
    zip: (bytes) => {
      const content = Buffer.from("15-1252.00,Software Developers,2.A.1.a");
      const at = bytes.indexOf(content);
      expect(at).toBeGreaterThan(0);
      bytes.write("2", at);
      return bytes;
    },
    message: `${skills} does not have the checksum (CRC-32) declared for it: the zip is damaged or forged, so download it again`,
    file: skills,
  },
};

function write({ options, spoil, zip, whole }: Bad, name: string): string {
  const all = smallRelease({ occupations: 5, ...options });
  const files: Files = new Map([...all].filter(([file]) => whole || FEW.test(file)));
  spoil(files);
  const path = join(folder, name.replace(/\W+/g, "-"));
  if (zip) {
    const parts = [...files].map(([part, data]) => ({ name: `release/${part}`, data, store: true }));
    writeFileSync(path, zip(makeZip(parts)));
  } else {
    mkdirSync(path);
    for (const [file, content] of files) writeFileSync(join(path, file), content);
  }
  return path;
}

const server = await testPostgres(18);
const url = await freshDatabase(server);
const watcher = await connectOwner(url, "watcher");
let good: string;
let live: string[];

beforeAll(async () => {
  await prepareDatabase(url);
  const whole = write({ spoil: none, whole: true, message: "" }, "live");
  await load(url, whole);
  await psql(
    url,
    `INSERT INTO occupation (onet_code, note) SELECT onetsoc_code, 'note on ' || title FROM onet.occupation_data;
     INSERT INTO hs_skill (onet_element_id, task_statement) SELECT DISTINCT element_id, 'in plain words' FROM onet.essential_skills;
     INSERT INTO institution (name) VALUES ('College');
     INSERT INTO program (institution_id, name) VALUES (1, 'Welding');
     INSERT INTO program_occupation (program_id, onet_code) SELECT 1, onet_code FROM occupation`,
  );
  good = write({ spoil: none, message: "" }, "good");
  live = await liveState();
});
afterAll(() => watcher.end());

/** All that a failed load might have touched: the release's tables and rows, the annotations and their keys. */
async function liveState(): Promise<string[]> {
  const { rows: tables } = await watcher.query<{ name: string }>(
    `SELECT c.oid::regclass::text AS name FROM pg_class c
     WHERE relkind = 'r' AND relnamespace IN ('onet'::regnamespace, 'public'::regnamespace) ORDER BY 1`,
  );
  expect(tables.length).toBeGreaterThan(50);
  const contents = tables.map(
    ({ name }) =>
      `SELECT '${name}'::regclass::oid || ' ${name} ' || coalesce(md5(string_agg(t::text, '|')), '') AS state FROM ${name} t`,
  );
  const keys =
    "SELECT conname || pg_get_constraintdef(oid) || convalidated FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace";
  const rows = await psql<{ state: string }>(url, `${[...contents, keys].join(" UNION ALL ")} ORDER BY 1`);
  return rows.map(({ state }) => state);
}

/** What a loader that failed may leave behind. */
async function leftOver(): Promise<unknown[]> {
  const { rows } = await watcher.query(
    `SELECT nspname FROM pg_namespace WHERE nspname = 'onet_new'
     UNION ALL SELECT state FROM pg_stat_activity WHERE application_name = 'onetbook loader' AND datname = current_database()`,
  );
  return rows;
}

test.each(Object.entries(bad))("%s: the load stops and leaves no trace", async (name, wanted) => {
  const location = write(wanted, name);
  const error = await load(url, location, { allowMissing: !wanted.whole }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(LoadError);
  const { message, file, line, column, value, exitCode } = error as LoadError;
  expect(message.replaceAll(location, "FOLDER")).toBe(wanted.message);
  expect({ file, line, column, value, exitCode }).toEqual({
    ...{ file: wanted.file, line: wanted.line, column: wanted.column, value: wanted.value },
    exitCode: wanted.exitCode ?? 1,
  });
  // A connection that was closed may take a moment to be gone.
  await expect.poll(leftOver, { timeout: 10_000 }).toEqual([]);
  expect(await liveState()).toEqual(live);
  await asLoader(url, async (session) => {
    await stageFrom(session, good, true);
    await dropStaged(session);
  });
});

test("after all of them a whole release goes live, and the annotations are still there", async () => {
  const { swapped } = await load(url, join(folder, "live"));
  expect(swapped).toBe(true);
  const { rows } = await watcher.query("SELECT count(*)::int AS n, min(note) AS note FROM occupation");
  expect(rows).toEqual([{ n: 5, note: "note on Business Operations Specialists, All Other" }]);
});

test("a load that does something is noticed by the same watch", async () => {
  expect(await liveState()).not.toEqual(live);
  await asLoader(url, async (session) => {
    await stageFrom(session, good, true);
    expect(await leftOver()).toHaveLength(2);
    await dropStaged(session);
  });
});
