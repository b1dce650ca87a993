import { expect, test } from "vitest";
import { fromUrlText, toUrlText } from "../../../notebooks/runtime/url-value.ts";

test.each([
  ["29-1141.00", "29-1141.00"],
  ["", ""],
  ["20", '"20"'],
  ["true", '"true"'],
  ['"quoted"', '"\\"quoted\\""'],
  [20, "20"],
  [false, "false"],
  [null, "null"],
  [["a", 1], '["a",1]'],
])("%j is %s in the address, and is read back", (value, text) => {
  expect(toUrlText(value)).toBe(text);
  expect(fromUrlText(text)[0]).toEqual(value);
});

test("a day is written as a day, a time as a time", () => {
  expect(toUrlText(new Date("2026-02-03"))).toBe("2026-02-03");
  expect(toUrlText(new Date("2026-02-03T04:05:06Z"))).toBe("2026-02-03T04:05:06.000Z");
});

test("a number written by hand may mean a text", () => {
  expect(fromUrlText("20")).toEqual([20, "20"]);
});

test.each([[{ a: 1 }], [[{ a: 1 }]], [undefined]])("%j is not kept in the address", (value) => {
  expect(toUrlText(value)).toBeUndefined();
});
