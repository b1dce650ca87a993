import { expect, test } from "vitest";
import { aYearBack, percentText, toAnew, toBars, toMonths } from "../../../notebooks/release-report/dates.ts";
import type { Row } from "../../../sql/queries/rating-dates.sql";

const row = (domain: string, domain_source: string, month: string, ratings: number): Row => ({
  domain,
  domain_source,
  month,
  ratings,
  occupations: 1,
});
const rows = [
  row("knowledge", "Incumbent", "2020-08-01", 60),
  row("knowledge", "Incumbent", "2025-08-01", 10),
  row("knowledge", "Occupational Expert", "2026-02-01", 30),
  row("task", "Analyst", "2020-08-01", 5),
];

test("months are named, the latest first", () => {
  expect([...toMonths(rows)]).toEqual([
    ["Feb 2026", "2026-02-01"],
    ["Aug 2025", "2025-08-01"],
    ["Aug 2020", "2020-08-01"],
  ]);
});

test("the first choice reaches back over twelve months, as far as there are dates", () => {
  expect(aYearBack(toMonths(rows))).toBe("2025-08-01");
  expect(aYearBack(toMonths(rows.slice(0, 1)))).toBe("2020-08-01");
  const months = ["2026-12-01", "2026-01-01", "2025-12-01"].map((month) => [month, month] as const);
  expect(aYearBack(new Map(months))).toBe("2026-01-01");
  expect(aYearBack(new Map())).toBeUndefined();
});

test("each domain has its share of new ratings, and who gave them", () => {
  expect(toAnew(rows, "2025-08-01")).toEqual([
    {
      domain: "knowledge",
      ratings: 100,
      anew: 40,
      percent: 40,
      sources: ["Occupational Expert", "Incumbent"],
    },
    { domain: "task", ratings: 5, anew: 0, percent: 0, sources: [] },
  ]);
  expect(toBars(toAnew(rows, "2025-08-01"))[0]).toMatchObject({
    label: "40 %",
    title: "knowledge\n40 of 100\nby Occupational Expert, Incumbent",
  });
});

test("a small share is not called none, nor a large one all", () => {
  expect([0, 0.2, 1, 50.4, 99.6, 100].map(percentText)).toEqual([
    "none",
    "< 1 %",
    "1 %",
    "50 %",
    "> 99 %",
    "100 %",
  ]);
});
