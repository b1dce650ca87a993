import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { csvLine } from "../../loader/csv-line.ts";
import { fileRows, namesIn } from "../../loader/demonstration/file-rows.ts";
import { occupations } from "../../loader/demonstration/occupations.ts";
import { demonstrationRelease } from "../../loader/demonstration/release.ts";
import type { Row } from "../../loader/demonstration/row.ts";
import { demonstrationTables } from "../../loader/demonstration/tables.ts";
import { parseWeights } from "../../loader/demonstration/traits.ts";
import { writeDemonstration } from "../../loader/demonstration/write.ts";
import { DEMONSTRATION_RELEASE, expectedTables, fileHeaders } from "../../loader/official-schema.ts";
import { faultsIn } from "./table-faults.ts";

const schema = expectedTables(DEMONSTRATION_RELEASE);
const tables = demonstrationTables();
const files = demonstrationRelease();

/** Rows of a table as objects by column. */
function objects(name: string) {
  const { columns } = schema.find(({ table }) => table === name)!;
  return tables
    .get(name)!
    .map((row) => Object.fromEntries(columns.map(({ column }, i) => [column, row[i] ?? null])));
}

test("every table of the layout is there, with the official header and rows", () => {
  expect([...tables.keys()]).toEqual(schema.map(({ table }) => table));
  for (const table of schema) {
    const file = files.find(({ name }) => name === `${table.file}.csv`)!;
    const [header, ...rows] = [...file.rows()];
    expect(header).toBe(fileHeaders(table, DEMONSTRATION_RELEASE).join(","));
    expect(rows.length, table.table).toBeGreaterThan(0);
    expect(rows.length).toBe(tables.get(table.table)!.length);
  }
});

test("types, keys and references hold", () => {
  expect(faultsIn(schema, tables)).toEqual([]);
});

test.each([
  ["a repeated key", "job_zones", (rows: Row[]) => rows.push(rows[0]!), "job_zones: (onetsoc_code) repeats"],
  [
    "a lost reference",
    "job_zones",
    (rows: Row[]) => rows.push(["99-9999.00", "9", "01/2025", "x"]),
    "(job_zone) 9",
  ],
  [
    "a lost category",
    "education",
    (rows: Row[]) => rows.push(rows[0]!.with(3, "99")),
    "(element_id,scale_id,category)",
  ],
  ["a NULL", "task_statements", (rows: Row[]) => rows.push(rows[0]!.with(2, null)), "task: null"],
  ["a long text", "scales_reference", (rows: Row[]) => rows.push(["LONG", "x", "0", "1"]), "scale_id: LONG"],
  [
    "a number too large",
    "scales_reference",
    (rows: Row[]) => rows.push(["X", "x", "10", "1"]),
    "minimum: 10",
  ],
])("the check of types and keys finds %s", (_, name, change, fault) => {
  const changed = new Map(tables).set(name, [...tables.get(name)!]);
  change(changed.get(name)!);
  expect(faultsIn(schema, changed).join("\n")).toContain(fault);
});

test("every id has its readable name beside it", () => {
  const names = namesIn(tables);
  for (const table of schema) {
    const [header = [], ...rows] = fileRows(table, tables.get(table.table)!, names, DEMONSTRATION_RELEASE);
    const named = table.droppedHeaders.map((name) => header.indexOf(name));
    expect(
      rows.find((row) => named.some((i) => row[i] === "")),
      table.table,
    ).toBeUndefined();
  }
});

test("two runs give the same bytes", () => {
  const digest = () =>
    demonstrationRelease().reduce(
      (hash, { rows }) => [...rows()].reduce((sum, line) => sum.update(line), hash),
      createHash("sha256"),
    );
  expect(digest().digest("hex")).toBe(digest().digest("hex"));
});

test("every row with a source is labelled synthetic", () => {
  const labelled = schema.filter(({ columns }) => columns.some(({ column }) => column === "domain_source"));
  expect(labelled.length).toBeGreaterThan(15);
  for (const { table } of labelled) {
    expect(new Set(objects(table).map(({ domain_source }) => domain_source))).toEqual(new Set(["Synthetic"]));
  }
  expect([...files[0]!.rows()].slice(0, 2)).toEqual([
    "O*NET 0.1 Database",
    "Synthetic demonstration, not O*NET data",
  ]);
});

test("ratings and bounds lie inside their scales, the value inside its bounds", () => {
  const scales = new Map(
    objects("scales_reference").map((row) => [row.scale_id, [Number(row.minimum), Number(row.maximum)]]),
  );
  const rated = schema.filter(({ columns }) => columns.some(({ column }) => column === "data_value"));
  expect(rated.length).toBeGreaterThan(10);
  const outside = rated.flatMap(({ table }) =>
    objects(table).filter((row) => {
      const [low = 0, high = 0] = scales.get(row.scale_id!)!;
      const value = Number(row.data_value);
      const lower = Number(row.lower_ci_bound ?? value);
      const upper = Number(row.upper_ci_bound ?? value);
      // Values have two decimals, bounds four.
      return lower < low || value < lower - 0.005 || value > upper + 0.005 || upper > high;
    }),
  );
  expect(outside).toEqual([]);
});

test("flags look like real ones", () => {
  const skills = objects("transferable_skills");
  const knowledge = objects("knowledge");
  const irrelevant = skills.filter(({ not_relevant }) => not_relevant === "Y");
  expect(irrelevant.length).toBeGreaterThan(100);
  for (const row of irrelevant) expect(Number(row.data_value)).toBeLessThan(1);
  expect(skills.filter(({ scale_id, not_relevant }) => scale_id === "IM" && not_relevant !== null)).toEqual(
    [],
  );
  expect(skills.filter(({ recommend_suppress }) => recommend_suppress === "Y").length).toBeGreaterThan(20);
  const byExperts = knowledge.filter(({ recommend_suppress }) => recommend_suppress === null);
  expect(byExperts.length).toBeGreaterThan(100);
  for (const row of byExperts) expect([row.n === null, row.standard_error]).toEqual([false, null]);
});

test("percentages add up to 100", () => {
  const sums = new Map<string, number>();
  for (const table of ["education", "training_and_experience", "work_context", "task_ratings"]) {
    for (const { category, ...row } of objects(table)) {
      const key = `${row.onetsoc_code} ${row.element_id ?? row.task_id} ${row.scale_id}`;
      if (category !== null) sums.set(key, (sums.get(key) ?? 0) + Number(row.data_value));
    }
  }
  expect(sums.size).toBeGreaterThan(1000);
  expect([...sums].filter(([, sum]) => Math.abs(sum - 100) > 0.005)).toEqual([]);
});

test("occupations are known to different depths", () => {
  const codes = (table: string) => new Set(objects(table).map(({ onetsoc_code }) => onetsoc_code));
  const all = codes("occupation_data").size;
  expect(all).toBe(occupations.length);
  expect(codes("task_statements").size).toBe(all - 2);
  expect(codes("essential_skills").size).toBe(all - 3);
});

test("skill gaps look sensible", () => {
  const programming = objects("transferable_skills").filter(
    (row) => row.element_id === "2.B.3.e" && row.scale_id === "IM",
  );
  const of = (code: string) => Number(programming.find((row) => row.onetsoc_code === code)!.data_value);
  expect(of("15-1252.00")).toBeGreaterThan(of("29-1141.00") + 1.5);
  expect(of("29-1141.00")).toBeGreaterThan(of("47-2031.00"));
  const closest = objects("related_occupations").find(
    (row) => row.onetsoc_code === "15-1252.00" && row.related_index === "1",
  )!;
  expect(closest.related_onetsoc_code).toMatch(/^15-/);
});

test("it is written in the official layout, with CRLF", async () => {
  const folder = await mkdtemp(join(tmpdir(), "onetbook-demonstration-test-"));
  try {
    await writeDemonstration(join(folder, "inner"));
    expect((await readdir(join(folder, "inner"))).sort()).toEqual(files.map(({ name }) => name).sort());
    const text = await readFile(join(folder, "inner", "job_zones.csv"), "utf8");
    expect(text.split("\r\n").length).toBe(tables.get("job_zones")!.length + 2);
    expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("CSV fields are quoted where needed only", () => {
  expect(csvLine(["a", 1, null, "", "b,c", 'd"e', "f\ng", "h i"])).toBe('a,1,,,"b,c","d""e","f\ng",h i');
});

test("an unknown trait is refused with its line", () => {
  expect(() => parseWeights("verbal 2, charm")).toThrow('unknown trait "charm" in "verbal 2, charm"');
});
