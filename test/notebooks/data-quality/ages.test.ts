import { expect, test } from "vitest";
import { medianYears, toAges, toSources } from "../../../notebooks/data-quality/ages.ts";
import { summarizeOccupation } from "../../../notebooks/data-quality/occupation.ts";
import type { Row as Coverage } from "../../../sql/queries/coverage.sql";
import type { Row as Quality } from "../../../sql/queries/occupation-data-quality.sql";
import type { Row as Dates } from "../../../sql/queries/rating-dates.sql";

const dates = (domain: string, domain_source: string, month: string, ratings: number): Dates => ({
  domain,
  domain_source,
  month,
  ratings,
  occupations: 1,
});
const rows = [
  dates("task", "Incumbent", "2020-08-01", 10),
  dates("task", "Analyst", "2020-12-01", 30),
  dates("task", "Incumbent", "2024-08-01", 60),
  dates("job zone", "Analyst", "2023-08-01", 5),
];

test("months make up years, each with its share of the domain", () => {
  expect(toAges(rows)).toEqual([
    { domain: "task", year: 2020, ratings: 40, percent: 40 },
    { domain: "task", year: 2024, ratings: 60, percent: 60 },
    { domain: "job zone", year: 2023, ratings: 5, percent: 100 },
  ]);
});

test("the median year is the one in which half of the ratings are reached, whatever the order", () => {
  expect(medianYears(toAges(rows).reverse())).toEqual([
    ["job zone", 2023],
    ["task", 2024],
  ]);
});

test("sources have their share of a domain, the largest first", () => {
  expect(toSources(rows).map(({ domain, source, percent }) => [domain, source, percent])).toEqual([
    ["task", "Incumbent", 70],
    ["task", "Analyst", 30],
    ["job zone", "Analyst", 100],
  ]);
});

const quality = (more: Partial<Quality> = {}): Quality => ({
  domain: "knowledge",
  scale_id: "LV",
  domain_source: "Incumbent",
  ratings: 33,
  suppressed_ratings: 9,
  irrelevant_ratings: 0,
  without_bounds: 0,
  n_smallest: 27,
  n_largest: 28,
  error_median: 0.4,
  earliest: "2021-08-01",
  latest: "2021-08-01",
  ...more,
});
const covered = (knowledge: boolean) =>
  ({
    ...Object.fromEntries(
      [
        ...["rated", "abilities", "work_activities", "work_context", "work_styles", "education", "interests"],
        ...["tasks", "task_ratings", "job_zone", "software"],
      ].map((kind) => [kind, true]),
    ),
    knowledge,
  }) as unknown as Coverage;

test("an occupation's data are told in sentences", () => {
  expect(
    summarizeOccupation(covered(true), [quality(), quality({ n_smallest: 8, latest: "2024-08-01" })]),
  ).toBe(
    "All kinds of data are there. Of 66 ratings 18 are marked for suppression and none not relevant. " +
      "Behind a rating are 8 to 28 people, as far as the sources tell. They are of 2021 to 2024.",
  );
  expect(summarizeOccupation(covered(true), [quality({ n_smallest: null, n_largest: null })])).toContain(
    "No source tells how many people rated. They are of 2021.",
  );
});

test("an unrated occupation is neither low nor zero, and what it lacks is named", () => {
  expect(summarizeOccupation(covered(false), [])).toBe(
    "It is unrated: neither low nor zero. Nothing on knowledge.",
  );
});
