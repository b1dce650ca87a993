import { expect, test } from "vitest";
import { fromHash, isRatingsHash, toHash } from "../../../notebooks/self-assessment/ratings.ts";

const ratings = new Map([
  ["2.B.4.g", 5],
  ["2.A.1.a", 0],
]);

test("ratings stand behind the # in four letters each, in the order of their skills", () => {
  expect(toHash(ratings)).toBe("#ratings=A1a0B4g5");
  expect(toHash(new Map())).toBe("");
});

test("what was written is read again", () => {
  expect(fromHash(toHash(ratings))).toEqual(ratings);
  expect(fromHash("#ratings=")).toEqual(new Map());
});

test.each([
  "",
  "#contents",
  "#ratings=A1a",
  "#ratings=A1a8",
  "#ratings=C1a3",
  "#ratings=A1a3 ",
  "#ratings=x",
])("%s has no ratings", (hash) => {
  expect(fromHash(hash)).toBeUndefined();
});

test("an address with broken ratings is told from one without any", () => {
  expect([isRatingsHash("#ratings=A1a8"), isRatingsHash("#contents")]).toEqual([true, false]);
});
