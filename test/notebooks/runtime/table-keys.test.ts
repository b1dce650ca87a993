import { expect, test } from "vitest";
import { moved } from "../../../notebooks/runtime/table-keys.ts";

const SIZE = { rows: 100, columns: 4, page: 10 };
const at = (row: number, column: number) => ({ row, column });

test.each([
  ["ArrowDown", false, at(6, 1)],
  ["ArrowUp", false, at(4, 1)],
  ["ArrowLeft", false, at(5, 0)],
  ["ArrowRight", false, at(5, 2)],
  ["PageDown", false, at(15, 1)],
  ["PageUp", false, at(0, 1)],
  ["Home", false, at(5, 0)],
  ["End", false, at(5, 3)],
  ["ArrowDown", true, at(99, 1)],
  ["ArrowUp", true, at(0, 1)],
  ["ArrowLeft", true, at(5, 0)],
  ["ArrowRight", true, at(5, 3)],
  ["Home", true, at(0, 0)],
  ["End", true, at(99, 3)],
  ["Enter", false, undefined],
  ["a", true, undefined],
])("from row 5, column 1, %s (with Ctrl: %s) leads to %j", (key, isFar, place) => {
  expect(moved(at(5, 1), key, isFar, SIZE)).toEqual(place);
});

test("the header is above the first row, and nothing is beyond the edges", () => {
  expect(moved(at(0, 1), "ArrowUp", false, SIZE)).toEqual(at(-1, 1));
  expect(moved(at(-1, 1), "ArrowUp", false, SIZE)).toEqual(at(-1, 1));
  expect(moved(at(-1, 1), "PageUp", false, SIZE)).toEqual(at(-1, 1));
  expect(moved(at(-1, 0), "ArrowLeft", false, SIZE)).toEqual(at(-1, 0));
  expect(moved(at(95, 3), "PageDown", false, SIZE)).toEqual(at(99, 3));
  expect(moved(at(-1, 3), "End", true, { ...SIZE, rows: 0 })).toEqual(at(-1, 3));
});
