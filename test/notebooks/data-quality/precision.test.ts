import { expect, test } from "vitest";
import { summarize, toFlags } from "../../../notebooks/data-quality/flags.ts";
import { inWords, toErrors, toSampleSizes } from "../../../notebooks/data-quality/precision.ts";
import type { Row as Precision } from "../../../sql/queries/rating-precision.sql";
import type { Row as Suppressed } from "../../../sql/queries/suppressed-ratings.sql";

const suppressed = (domain_source: string, more: Partial<Suppressed> = {}): Suppressed => ({
  domain: "knowledge",
  scale_id: "LV",
  domain_source,
  ratings: 200,
  suppressed_ratings: 0,
  share_suppressed: 0,
  irrelevant_ratings: 0,
  without_flag: 0,
  without_bounds: 0,
  ...more,
});
const flagged = [
  suppressed("Occupational Expert", { without_flag: 200, irrelevant_ratings: 20 }),
  suppressed("Analyst"),
  suppressed("Incumbent", { suppressed_ratings: 50, share_suppressed: 25 }),
  suppressed("Incumbent", { scale_id: "IM", suppressed_ratings: 200, share_suppressed: 100 }),
];

test("a source without flags has an unknown share, and comes last", () => {
  expect(toFlags(flagged, "LV").map(({ name, suppressed }) => [name, suppressed])).toEqual([
    ["knowledge, Incumbent", 25],
    ["knowledge, Analyst", 0],
    ["knowledge, Occupational Expert", undefined],
  ]);
});

test("the scales are never mixed", () => {
  expect(summarize(flagged, "LV")).toBe(
    "Of 600 ratings 50 (8.3 %) are marked for suppression, 20 (3.3 %) are marked not relevant, " +
      "200 (33.3 %) come without a word on their precision.",
  );
  expect(toFlags(flagged, "IM")).toHaveLength(1);
});

const precision: Precision[] = [
  {
    domain: "knowledge",
    domain_source: "Incumbent",
    ratings: 100,
    with_n: 100,
    n_p5: 16,
    n_lower_quartile: 19,
    n_median: 23,
    n_upper_quartile: 30,
    n_p95: 43,
    with_error: 0,
    error_p5: null,
    error_lower_quartile: null,
    error_median: null,
    error_upper_quartile: null,
    error_p95: null,
  },
];

test("what a source does not tell is unknown, not zero", () => {
  expect(toSampleSizes(precision)[0]).toMatchObject({ quantiles: [16, 19, 23, 30, 43], known: 100 });
  expect(toErrors(precision)[0]!.quantiles).toBeUndefined();
  expect(inWords(toSampleSizes(precision), 0)).toBe("knowledge, Incumbent 23");
  expect(inWords(toErrors(precision), 2)).toBe("knowledge, Incumbent unknown");
});
