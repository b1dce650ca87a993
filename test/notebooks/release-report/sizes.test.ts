import { expect, test } from "vitest";
import { signedCount, signedPercent, summarize, toSizes } from "../../../notebooks/release-report/sizes.ts";
import type { Row } from "../../../sql/queries/release-row-counts.sql";

const row = (table_name: string, rows: number | null, rows_before: number | null): Row => ({
  table_name,
  rows,
  rows_before,
  change: rows === null || rows_before === null ? null : rows - rows_before,
  release: "30.3",
  release_before: "29.2",
});
const rows = [
  row("job_zones", 923, 923),
  row("emerging_tasks", 330, 300),
  row("scales_reference", 3, 30),
  row("software_skills", 31_821, null),
  row("technology_skills", null, 32_627),
  row("work_values", null, 7866),
];
const sizes = toSizes(rows, ["technology_skills"]);

test("tables of both releases are compared, the widest change first", () => {
  expect(sizes.changed.map(({ table, change, percent }) => [table, change, percent])).toEqual([
    ["scales_reference", -27, -90],
    ["emerging_tasks", 30, 10],
  ]);
  expect(sizes.same).toBe(1);
});

test("a table that went is told apart from one that has another name now", () => {
  expect(summarize(sizes, "release 29.2")).toBe(
    "Compared with release 29.2: 1 table with as many rows, 2 tables with more or fewer, 1 new and 2 gone. " +
      "Of those that are gone 1 can still be read, as views under their old names. Not to be had any more: work_values.",
  );
});

test("the same release again changes nothing", () => {
  expect(summarize(toSizes([row("job_zones", 923, 923)], []), "release 30.3")).toBe(
    "Compared with release 30.3: 1 table with as many rows.",
  );
});

test("changes have their sign", () => {
  expect([1560, -25].map(signedCount)).toEqual(["+1,560", "−25"]);
  expect([9.64, -0.14].map(signedPercent)).toEqual(["+9.6 %", "−0.1 %"]);
});
