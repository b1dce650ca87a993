import { expect, test } from "vitest";
import { freshDatabase, testPostgres } from "../postgres.ts";
import { editRows, setValue } from "./edit-rows.ts";
import { type Files, few, small, stagingIn } from "./stage-files.ts";

const server = await testPostgres(18);
const { stageFiles, stageFew, query, releaseRow } = stagingIn(await freshDatabase(server));

/** "type" or "type NOT NULL" by column */
async function typesOf(table: string): Promise<Record<string, string>> {
  const rows = await query<{ column: string; type: string }>(
    `SELECT attname AS column, format_type(atttypid, atttypmod) || CASE WHEN attnotnull THEN ' NOT NULL' ELSE '' END AS type
       FROM pg_attribute WHERE attrelid = 'onet_new.${table}'::regclass AND attnum > 0 ORDER BY attnum`,
  );
  return Object.fromEntries(rows.map(({ column, type }) => [column, type]));
}

const keysOf = (table: string) =>
  query<{ key: string }>(
    `SELECT pg_get_constraintdef(oid) AS key FROM pg_constraint WHERE conrelid = 'onet_new.${table}'::regclass AND contype <> 'n' ORDER BY 1`,
  ).then((rows) => rows.map(({ key }) => key));

test("a value longer or larger than O*NET's type widens its column, with a warning that says where", async () => {
  const files = few("30.3");
  const title = `Workers ${"of many kinds ".repeat(20)}`;
  setValue(files, "occupation_data.csv", 3, "Title", title);
  setValue(files, "essential_skills.csv", 4, "N", "12345");
  setValue(files, "task_statements.csv", 2, "Task", "one\ntwo");
  setValue(files, "task_statements.csv", 5, "Task Type", "Supplementary");
  // The id of an activity is a column twice: the table also has it under its old name.
  const long = "4.A.3.b.1.a.123456789012345";
  for (const [name, text] of files)
    files.set(name, text.replaceAll(/(?<=^|,)4\.A\.3\.b\.1\.a\.1(?=,)/gm, long));
  const warnings = await stageFew(files);
  expect(warnings.toSorted()).toEqual(
    [
      'occupation_data.csv, line 3, column "Title": a value longer than O*NET\'s character varying(150): the column is loaded as text',
      'essential_skills.csv, line 4, column "N": a value larger than O*NET\'s numeric(4,0): the column is loaded as numeric',
      'task_statements.csv, line 6, column "Task Type": a value longer than O*NET\'s character varying(12): the column is loaded as text',
      ...[
        ["content_model_reference.csv", "Element ID"],
        ["gwas_to_iwas_to_dwas.csv", "DWA Element ID"],
        ["tasks_to_dwas.csv", "DWA Element ID"],
      ].map(
        ([file, column]) =>
          `${file}, line ${lineOf(files, file!, long)}, column "${column}": a value longer than O*NET's character varying(20): the column is loaded as text`,
      ),
    ].sort(),
  );
  expect((await releaseRow()).warnings).toEqual(expect.arrayContaining(warnings));
  expect(await typesOf("occupation_data")).toMatchObject({ title: "text NOT NULL" });
  expect(await typesOf("essential_skills")).toMatchObject({
    n: "numeric",
    data_value: "numeric(5,2) NOT NULL",
  });
  expect(await typesOf("tasks_to_dwas")).toMatchObject({
    dwa_element_id: "text NOT NULL",
    dwa_id: "text NOT NULL",
  });
  const [stored] = await query(
    `SELECT (SELECT title FROM onet_new.occupation_data ORDER BY ctid OFFSET 1 LIMIT 1), (SELECT max(n)::int AS n FROM onet_new.essential_skills),
              (SELECT dwa_id FROM onet_new.tasks_to_dwas ORDER BY ctid LIMIT 1), (SELECT dwa_title FROM onet_new.dwa_reference WHERE dwa_id = '${long}')`,
  );
  expect(stored).toMatchObject({ title, n: 12345, dwa_id: long, dwa_title: expect.any(String) });
});

test("a number with more decimals than O*NET's type widens the column instead of being rounded", async () => {
  const files = few("30.3");
  const skills = files.get("essential_skills.csv")!;
  const finer = skills.replace(/(?<=,(?:Importance|Level),)(\d)\.\d\d(?=,)/, "$1.125");
  expect(finer).not.toBe(skills);
  files.set("essential_skills.csv", finer);
  const warnings = await stageFew(files);
  expect(warnings).toEqual([
    'essential_skills.csv, line 2, column "Data Value": a value with more decimals than O*NET\'s numeric(5,2): the column is loaded as numeric',
  ]);
  expect(await typesOf("essential_skills")).toMatchObject({
    data_value: "numeric NOT NULL",
    n: "numeric(4,0)",
  });
  expect(
    await query("SELECT FROM onet_new.essential_skills WHERE data_value::text LIKE '%.125'"),
  ).toHaveLength(1);
});

test("a table that no schema knows is loaded, typed from its content, with the keys of familiar columns", async () => {
  const files = few("30.3");
  files.set(
    "Wages and Outlook.csv",
    [
      "O*NET-SOC Code,Title,Element ID,Task ID,Order,Count,Share,ZIP,Since,Remark,Empty,Data Value,Date,% Growth",
      "15-1252.00,Software Developers,2.A.1.a,1261,1,-250000000,0.5,01234,05/2024,,,4.25,08/2024,2.50",
      "29-1141.00,Registered Nurses,2.A.1.b,,20,0,12,98765,12/2023,x,,1.00,,1e5",
      "",
    ].join("\r\n"),
  );
  const warnings = await stageFew(files);
  expect(warnings).toEqual([
    "Wages and Outlook.csv is not in O*NET's schema as known here: loaded as table wages_and_outlook, typed from its content",
  ]);
  expect(await typesOf("wages_and_outlook")).toEqual({
    onetsoc_code: "character(10)",
    title: "text",
    element_id: "character varying(20)",
    task_id: "numeric(8,0)",
    order: "integer",
    count: "integer",
    share: "numeric",
    zip: "text",
    since: "date",
    remark: "text",
    empty: "text",
    data_value: "numeric(5,2)",
    date_updated: "date",
    growth: "text",
  });
  expect(await keysOf("wages_and_outlook")).toEqual([
    "FOREIGN KEY (element_id) REFERENCES onet_new.content_model_reference(element_id)",
    "FOREIGN KEY (onetsoc_code) REFERENCES onet_new.occupation_data(onetsoc_code)",
    "FOREIGN KEY (task_id) REFERENCES onet_new.task_statements(task_id)",
  ]);
  const rows = await query(
    'SELECT "order", share::text, zip, since::text, remark, empty, date_updated::text FROM onet_new.wages_and_outlook ORDER BY 1',
  );
  expect(rows).toEqual([
    {
      order: 1,
      share: "0.5",
      zip: "01234",
      since: "2024-05-01",
      remark: null,
      empty: null,
      date_updated: "2024-08-01",
    },
    {
      order: 20,
      share: "12",
      zip: "98765",
      since: "2023-12-01",
      remark: "x",
      empty: null,
      date_updated: null,
    },
  ]);
  const [about] = await query(
    `SELECT obj_description('onet_new.wages_and_outlook'::regclass) AS comment, (SELECT rows ->> 'wages_and_outlook' FROM onet_new.release) AS rows,
              relallvisible = relpages AND relpages > 0 AS frozen FROM pg_class WHERE oid = 'onet_new.wages_and_outlook'::regclass`,
  );
  expect(about).toEqual({
    comment: "Published by release 30.3 as Wages and Outlook.csv; not in O*NET's schema as known here.",
    rows: "2",
    frozen: true,
  });
});

test("a linkage that no schema knows gets the keys of its elements", async () => {
  const files = few("30.3");
  files.set(
    "tasks_to_skills.csv",
    [
      "Essential Skills Element ID,Essential Skills Element Name,Transferable Skills Element ID,Similar O*NET-SOC Code",
      "2.A.1.a,Reading Comprehension,2.B.1.a,29-1141.00",
      "",
    ].join("\r\n"),
  );
  await stageFew(files);
  expect(await keysOf("tasks_to_skills")).toEqual([
    "FOREIGN KEY (essential_skills_element_id) REFERENCES onet_new.content_model_reference(element_id)",
    "FOREIGN KEY (similar_onetsoc_code) REFERENCES onet_new.occupation_data(onetsoc_code)",
    "FOREIGN KEY (transferable_skills_element_id) REFERENCES onet_new.content_model_reference(element_id)",
  ]);
  expect(await typesOf("tasks_to_skills")).toMatchObject({
    transferable_skills_element_id: "character varying(20)",
    similar_onetsoc_code: "character(10)",
  });
  const indexes = await query("SELECT FROM pg_index WHERE indrelid = 'onet_new.tasks_to_skills'::regclass");
  expect(indexes).toHaveLength(3);
});

test("a table that no schema knows never stops a load: what does not fit stays text, without a foreign key", async () => {
  const files = few("30.3");
  files.set(
    "other_codes.csv",
    [
      "O*NET-SOC Code,Element ID,Scale ID,Task ID,Data Value,N,Date,Recommend Suppress,row",
      '15-1252.00,2.A.1.a,IM,1261,4.25,1,08/2024,N,"a',
      'b"',
      "99-9999.00,an element with a long name,1,no task,4.125,1.5,2024,yes,c",
      "99-9999.01,2.A.1.a,2,no task,high,many,13/2024,N,d",
      "",
    ].join("\r\n"),
  );
  const warnings = await stageFew(files);
  const elsewhere = (header: string, type: string) =>
    `other_codes.csv: column "${header}" does not hold what O*NET has under this name elsewhere (${type}): loaded as text`;
  expect(warnings).toEqual([
    "other_codes.csv is not in O*NET's schema as known here: loaded as table other_codes, typed from its content",
    elsewhere("Element ID", "character varying(20)"),
    elsewhere("Task ID", "numeric(8,0)"),
    elsewhere("Data Value", "numeric(5,2)"),
    elsewhere("N", "numeric(4,0)"),
    elsewhere("Date", "date"),
    elsewhere("Recommend Suppress", "character(1)"),
    'other_codes.csv, line 4, column "O*NET-SOC Code": "99-9999.00" is not in occupation_data (nor is what 1 more row names): loaded without this foreign key',
    'other_codes.csv, line 4, column "Element ID": "an element with a long name" is not in content_model_reference: loaded without this foreign key',
    'other_codes.csv, line 4, column "Scale ID": "1" is not in scales_reference (nor is what 1 more row names): loaded without this foreign key',
    'other_codes.csv, line 4, column "Task ID": "no task" is not in task_statements (nor is what 1 more row names): loaded without this foreign key',
  ]);
  expect(await keysOf("other_codes")).toEqual([]);
  expect(
    await query("SELECT data_value, n, date_updated FROM onet_new.other_codes OFFSET 1 LIMIT 1"),
  ).toEqual([{ data_value: "4.125", n: "1.5", date_updated: "2024" }]);
});

test("a column that no schema knows is loaded behind the official ones", async () => {
  const files = few("30.3");
  editRows(files, "essential_skills.csv", (rows) =>
    rows.forEach((row, i) => {
      row.splice(3, 0, ...(i === 0 ? ["Group", "Note"] : [String(i), "n/a"]));
    }),
  );
  expect(await stageFew(files)).toEqual([
    'essential_skills.csv: column "Group" is not in O*NET\'s schema as known here: loaded as essential_skills.group',
    'essential_skills.csv: column "Note" is not in O*NET\'s schema as known here: loaded as essential_skills.note',
  ]);
  const types = Object.entries(await typesOf("essential_skills"));
  expect(types.slice(-3)).toEqual([
    ["domain_source", "character varying(30) NOT NULL"],
    ["group", "integer"],
    ["note", "text"],
  ]);
  const [first] = await query(
    'SELECT "group", note, element_id, data_value::text FROM onet_new.essential_skills ORDER BY ctid LIMIT 1',
  );
  expect(first).toEqual({ group: 1, note: "n/a", element_id: "2.A.1.a", data_value: "3.75" });
});

test("what is missing and allowed to be is named; a missing column stays, empty", async () => {
  const files = small("30.3");
  for (const name of ["task_statements.csv", "education_categories.csv"]) files.delete(name);
  editRows(files, "essential_skills.csv", (rows) => {
    for (const row of rows) row.splice(6, 2);
  });
  editRows(files, "job_zone_reference.csv", (rows) => {
    for (const row of rows) row.splice(0, 1);
  });
  const warnings = await stageFiles(files, true);
  expect(warnings.toSorted()).toEqual(
    [
      'missing, as allowed: table education_categories (education_categories.csv), table task_statements (task_statements.csv), column "Data Value" (essential_skills.csv), column "N" (essential_skills.csv), column "Job Zone" (job_zone_reference.csv)',
      "education(element_id, scale_id, category) refers to education_categories(element_id, scale_id, category), which this release lacks: no foreign key",
      "job_zones(job_zone) refers to job_zone_reference(job_zone), which this release lacks: no foreign key",
      "task_ratings(task_id) refers to task_statements(task_id), which this release lacks: no foreign key",
      "tasks_to_dwas(task_id) refers to task_statements(task_id), which this release lacks: no foreign key",
      "emerging_tasks(original_task_id) refers to task_statements(task_id), which this release lacks: no foreign key",
    ].sort(),
  );
  expect((await releaseRow()).missing).toEqual(["education_categories", "task_statements"]);
  expect(await typesOf("essential_skills")).toMatchObject({
    data_value: "numeric(5,2)",
    n: "numeric(4,0)",
  });
  expect(await keysOf("job_zone_reference")).toEqual([]);
  const [column] = await query(
    "SELECT count(*)::int AS rows, count(data_value)::int AS filled, col_description('onet_new.essential_skills'::regclass, 5) AS comment FROM onet_new.essential_skills",
  );
  expect(column).toEqual({
    rows: 60,
    filled: 0,
    comment: "Missing from essential_skills.csv of release 30.3: always NULL.",
  });
});

test("the tables that all others refer to are never missing", async () => {
  const without = small("30.3");
  without.delete("scales_reference.csv");
  await expect(stageFiles(without, true)).rejects.toMatchObject({
    message:
      "the release has no table scales_reference, which every other table refers to; it can't be loaded",
    exitCode: 2,
  });
  const keyless = small("30.3");
  setValue(keyless, "occupation_data.csv", 1, "O*NET-SOC Code", "Code");
  await expect(stageFiles(keyless, true)).rejects.toMatchObject({
    message:
      "the release has no table occupation_data with its key, which every other table refers to; it can't be loaded",
    ...{ exitCode: 2, file: "occupation_data.csv", line: 1 },
  });
});

test("a column that came later is there, empty, without a complaint", async () => {
  expect(await stageFiles(small("27.0"))).toEqual([]);
  expect(await typesOf("technology_skills")).toMatchObject({
    hot_technology: "character(1) NOT NULL",
    in_demand: "character(1)",
  });
  const [column] = await query(
    "SELECT count(*)::int AS rows, count(in_demand)::int AS filled, col_description('onet_new.technology_skills'::regclass, 5) AS comment FROM onet_new.technology_skills",
  );
  expect(column).toEqual({ rows: 16, filled: 0, comment: "Not published in release 27.0: always NULL." });
  expect(await releaseRow()).toMatchObject({ missing: [], warnings: [] });
  // And one that ended is there while it was published, and gone since.
  await stageFew(few("28.3"));
  expect(await typesOf("emerging_tasks")).toMatchObject({ write_in_total: "numeric(4,0)" });
  await stageFew(few("29.2"));
  expect(Object.keys(await typesOf("emerging_tasks"))).not.toContain("write_in_total");
});

function lineOf(files: Files, name: string, text: string): number {
  return (
    files
      .get(name)!
      .split("\n")
      .findIndex((line) => line.includes(text)) + 1
  );
}
