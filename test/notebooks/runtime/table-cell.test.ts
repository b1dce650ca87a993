import { expect, test } from "vitest";
import { cellText } from "../../../notebooks/runtime/table-cell.ts";
import { columnWidths } from "../../../notebooks/runtime/table-widths.ts";

test.each([
  [3.1, "numeric", "3.1"],
  [0.1 + 0.2, "float8", "0.30000000000000004"],
  [1234567, "int4", "1234567"],
  [12345678901234567890n, "numeric", "12345678901234567890"],
  [0, "int4", "0"],
  [false, "bool", "false"],
  ["2026-03-01", "date", "2026-03-01"],
  ["2026-03-01T09:15:10.25+00:00", "timestamptz", "2026-03-01 09:15:10.25+00:00"],
  ["at T9", "text", "at T9"],
  [new Date(0), "date", "1970-01-01"],
  [new Date(0), "timestamptz", "1970-01-01T00:00:00.000Z"],
  [["a", null, "b"], "text[]", "a, –, b"],
  [["2026-03-01T09:15:10"], "timestamp[]", "2026-03-01 09:15:10"],
  [[], "text[]", ""],
  [{ a: [1, "<b>"] }, "jsonb", '{"a":[1,"<b>"]}'],
  [[1, 2], "json", "[1,2]"],
  [null, "json", ""],
  [undefined, "text", ""],
])("%s of type %s says %s", (value, type, text) => {
  expect(cellText(value, type)).toBe(text);
});

test("a column is as wide as its name with an arrow, or as its longest text in a sample, up to 44 characters", () => {
  const columns = [
    { name: "n", type: "int4" },
    { name: "onetsoc_code", type: "text" },
    { name: "title", type: "text" },
    { name: "description", type: "text" },
  ];
  const rows = Array.from({ length: 1000 }, () => ({
    n: 12,
    onetsoc_code: "11",
    title: "Chief Executives",
    description: "x".repeat(300),
  }));
  expect(columnWidths(columns, rows)).toEqual([5, 14, 16, 44]);
  expect(columnWidths(columns, [])).toEqual([5, 14, 7, 13]);
});
