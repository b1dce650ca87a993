import { expect, test } from "vitest";
import { differences, gapInterval } from "../../../notebooks/reachable-occupations/differences.ts";
import type { Row } from "../../../sql/queries/profiles.sql";

function rating(
  onetsoc_code: string,
  element_name: string,
  data_value: number,
  more: Partial<Row> = {},
): Row {
  return {
    onetsoc_code,
    title: onetsoc_code,
    domain: "essential skill",
    element_id: element_name,
    element_name,
    data_value,
    lower_ci_bound: data_value - 0.3,
    upper_ci_bound: data_value + 0.3,
    n: 8,
    suppressed: false,
    irrelevant: false,
    domain_source: "Analyst",
    ...more,
  };
}

const unbounded = { lower_ci_bound: null, upper_ci_bound: null };

test("the interval of a gap comes from the bounds on the sides that face each other", () => {
  // 4 (3.7 to 4.6) minus 2 (1.2 to 2.4): 2 − √(0.3² + 0.4²), 2 + √(0.6² + 0.8²)
  const interval = gapInterval(
    { data_value: 2, lower_ci_bound: 1.2, upper_ci_bound: 2.4 },
    { data_value: 4, lower_ci_bound: 3.7, upper_ci_bound: 4.6 },
  );
  expect(interval!.lower).toBeCloseTo(1.5, 10);
  expect(interval!.upper).toBeCloseTo(3, 10);
});

test("without all four bounds there is no interval", () => {
  const bounded = { data_value: 4, lower_ci_bound: 3.7, upper_ci_bound: 4.6 };
  expect(gapInterval(bounded, { data_value: 2, ...unbounded })).toBeUndefined();
  expect(gapInterval({ data_value: 2, lower_ci_bound: 1, upper_ci_bound: null }, bounded)).toBeUndefined();
});

test("gaps stand from most to least, clear where their interval leaves out zero", () => {
  const found = differences(
    [
      ...["Writing", "Speaking", "Science", "Reading"].map((name) => rating("a", name, 3)),
      rating("b", "Writing", 2.5), // ± √(0.3² + 0.3²) = 0.42
      rating("b", "Speaking", 3.4),
      rating("b", "Science", 4),
      rating("b", "Reading", 5, unbounded),
    ],
    "a",
  ).get("b")!;
  expect(found.gaps.map(({ name, isClear }) => [name, isClear])).toEqual([
    ["Reading", false],
    ["Science", true],
    ["Speaking", false],
    ["Writing", true],
  ]);
  expect(found.mean).toBeCloseTo((2 + 1 + 0.4 - 0.5) / 4, 10);
});

test("what is not relevant or suppressed is no gap", () => {
  const found = differences(
    [
      rating("a", "Installation", 0, { irrelevant: true }),
      rating("b", "Installation", 3),
      rating("a", "Repairing", 3),
      rating("b", "Repairing", 0.1, { irrelevant: true }),
      rating("a", "Science", 3, { suppressed: true }),
      rating("b", "Science", 4),
      rating("a", "Writing", 3),
      rating("b", "Writing", 4, { suppressed: true }),
    ],
    "a",
  ).get("b");
  expect(found).toEqual({
    gaps: [],
    mean: undefined,
    newlyNeeded: ["Installation"],
    suppressed: ["Science", "Writing"],
  });
});

test("from an occupation without ratings there are no differences to others' elements", () => {
  const found = differences([rating("b", "Writing", 3)], "a");
  expect(found.get("b")).toMatchObject({ gaps: [], mean: undefined });
  expect(found.has("a")).toBe(false);
});
