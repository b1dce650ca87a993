import { expect, test } from "vitest";
import {
  describeRanking,
  isPublished,
  ranked,
  toRankingBars,
} from "../../../notebooks/technology-in-demand/ranking.ts";
import type { Row } from "../../../sql/queries/technologies.sql";

function technology(
  workplace_example: string,
  occupations: number,
  in_demand_occupations: number | null,
  hot_technology = true,
): Row {
  return { workplace_example, hot_technology, occupations, in_demand_occupations, share: occupations / 9.23 };
}

const rows = [
  technology("Excel", 859, 339),
  technology("Office", 817, 384),
  technology("Abacus", 700, 0, false),
  technology("Python", 132, 66),
];
const silent = rows.map((row) => ({ ...row, in_demand_occupations: null }));
const names = (ranking: Row[]) => ranking.map(({ workplace_example }) => workplace_example);

test("technologies stand by demand or by listing, hot ones alone or all", () => {
  expect(names(ranked(rows, { isHot: true, byDemand: true }))).toEqual(["Office", "Excel", "Python"]);
  expect(names(ranked(rows, { isHot: true, byDemand: false }))).toEqual(["Excel", "Office", "Python"]);
  expect(names(ranked(rows, { isHot: false, byDemand: false }))).toEqual([
    "Excel",
    "Office",
    "Abacus",
    "Python",
  ]);
});

test("where demand is not published the order is that of listing, and it is said", () => {
  expect([isPublished(rows), isPublished(silent)]).toEqual([true, false]);
  const ranking = ranked(silent, { isHot: true, byDemand: true });
  expect(names(ranking)).toEqual(["Excel", "Office", "Python"]);
  expect(describeRanking(ranking, true)).toBe(
    "Of the hot technologies, first come Excel (listed for 859 occupations), Office (817) and Python (132). " +
      "For which occupations they are in demand is not published in this release: O*NET says it from release 27.1 on.",
  );
  const [bar] = toRankingBars(ranking);
  expect(bar).toMatchObject({ whole: 859, part: null, value: "859" });
  expect(bar!.details[1]).toBe("in demand: not published in this release");
});

test("the first are named with both counts", () => {
  expect(describeRanking(ranked(rows, { isHot: false, byDemand: true }), false)).toBe(
    "Of the technologies, first come Office (in demand for 384 of the 817 occupations that list it), Excel (339 of 859) and Python (66 of 132).",
  );
});

test("none in demand is a number, other than not published", () => {
  const [bar] = toRankingBars(rows.slice(2, 3));
  expect(bar).toMatchObject({ part: 0, value: "0 of 700" });
  expect(bar!.details).toEqual(["listed for 700 occupations (75.8 %)", "in demand for 0 of them"]);
});

test("a release without technologies is said to be so", () => {
  expect(describeRanking([], true)).toMatch(/lists no such technology/);
});
