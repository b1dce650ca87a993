import { expect, test } from "vitest";
import { hasShape, parseStart, scoresOf, stretched, TYPES } from "../../../notebooks/interests/scores.ts";
import type { Row } from "../../../sql/queries/interest-profile.sql";

function score(element_name: string, data_value: number): Row {
  return {
    element_id: element_name,
    element_name,
    data_value,
    high_point: null,
    date_updated: "2026-02-01",
    domain_source: "Expert",
  };
}

test("letters give the first interest twice the score of the second", () => {
  expect(parseStart("SI")).toEqual({ kind: "scores", scores: [0, 20, 0, 40, 0, 0], letters: "SI" });
  expect(parseStart("R")).toEqual({ kind: "scores", scores: [40, 0, 0, 0, 0, 0], letters: "R" });
});

test("scores and codes are told apart", () => {
  expect(parseStart("8.25.15.33.18.0")).toEqual({ kind: "scores", scores: [8, 25, 15, 33, 18, 0] });
  expect(parseStart("29-1141.00")).toEqual({ kind: "occupation", code: "29-1141.00" });
});

test.each([
  "",
  "X",
  "SS",
  "SIA",
  "8.25.15.33.18",
  "8.25.15.33.18.41",
  "8.25.15.33.18.-1",
  "29-1141",
])("%s is no start", (text) => {
  expect(parseStart(text)).toBeUndefined();
});

test("an occupation's scores stand in Holland's order, and all six are needed", () => {
  const rows = [...TYPES].reverse().map((type, index) => score(type, index + 1));
  expect(scoresOf(rows)).toEqual([6, 5, 4, 3, 2, 1]);
  expect(scoresOf(rows.slice(1))).toBeUndefined();
});

test("stretched scores reach from 1 to 7 and keep their proportions", () => {
  expect(stretched([0, 10, 20, 40, 30, 0])).toEqual([1, 2.5, 4, 7, 5.5, 1]);
  expect(stretched([3, 3, 3, 5, 4, 3])).toEqual([1, 1, 1, 7, 4, 1]);
});

test("equal scores have no shape", () => {
  expect([hasShape([5, 5, 5, 5, 5, 5]), hasShape([5, 5, 5, 5, 5, 6])]).toEqual([false, true]);
});
