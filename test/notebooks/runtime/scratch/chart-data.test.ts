import { expect, test } from "vitest";
import { COUNT, type Mark } from "../../../../notebooks/runtime/scratch/chart-choice.ts";
import { toChartData } from "../../../../notebooks/runtime/scratch/chart-data.ts";

const COLUMNS = [
  { name: "title", type: "text" },
  { name: "value", type: "numeric" },
  { name: "level", type: "int4" },
  { name: "day", type: "date" },
  { name: "hot", type: "bool" },
];

const ROWS = [
  { title: "b", value: 1, level: 2, day: "2026-01-02", hot: true },
  { title: "a", value: 5, level: 1, day: "2026-01-01", hot: false },
  { title: "b", value: 6, level: 1, day: "2026-01-01", hot: true },
  { title: "c", value: null, level: 3, day: "infinity", hot: null },
];

const data = (mark: Mark, x: string, y: string, color = "") =>
  toChartData(COLUMNS, ROWS, { mark, x, y, color });

test("bars stand on texts by what they come to, on dates and numbers as they follow each other", () => {
  expect(data("bars", "value", "title").y.places).toEqual({ shown: ["b", "a"], all: 2 });
  expect(data("bars", "day", "value").x.places?.shown).toEqual(["2026-01-01", "2026-01-02"]);
  expect(data("bars", "level", "value").x.places?.shown).toEqual([1, 2]);
});

test("rows without a value are left out and counted; so are dates that are none", () => {
  expect(data("dots", "value", "level")).toMatchObject({ missing: 1, rows: { length: 3 } });
  expect(data("line", "day", "level")).toMatchObject({ missing: 1 });
  expect(data("dots", "title", "level", "value")).toMatchObject({ missing: 1 });
  expect(data("line", "day", "level").rows[0]!.day).toEqual(new Date("2026-01-02"));
});

test("a timestamp without a zone is drawn as it reads", () => {
  const columns = [
    { name: "at", type: "timestamp" },
    { name: "n", type: "int4" },
  ];
  const choice = { mark: "line" as const, x: "at", y: "n", color: "" };
  const { rows } = toChartData(columns, [{ at: "2026-01-02T03:04:05", n: 1 }], choice);
  expect(rows[0]!.at).toEqual(new Date("2026-01-02T03:04:05Z"));
});

test("rows are counted by the other axis and by colour", () => {
  const counted = data("bars", COUNT, "title", "hot");
  expect(counted.x.name).toBe("number of rows");
  expect(counted.rows).toEqual([
    { title: "b", hot: "true", "number of rows": 2 },
    { title: "a", hot: "false", "number of rows": 1 },
    { title: "c", hot: "–", "number of rows": 1 },
  ]);
  expect(data("line", "day", COUNT).rows.map((row) => row["number of rows"])).toEqual([1, 2]);
});

test("bars count a number within ranges of it; dots do not", () => {
  expect(data("bars", "value", COUNT)).toMatchObject({ binned: "y", group: undefined });
  expect(data("bars", COUNT, "value").binned).toBe("x");
  expect(data("dots", "value", COUNT).binned).toBeUndefined();
});

test("of more texts than can be read the first forty are drawn: the largest as bars, else in the statement's order", () => {
  const rows = Array.from({ length: 50 }, (_, index) => ({ title: `t${index}`, value: index }));
  const of = (mark: Mark) =>
    toChartData(COLUMNS.slice(0, 2), rows, { mark, x: "value", y: "title", color: "" });
  expect(of("bars").y.places).toMatchObject({ all: 50, shown: { length: 40, 0: "t49" } });
  expect(of("bars").rows).toHaveLength(40);
  expect(of("dots").y.places).toMatchObject({ all: 50, shown: { length: 40, 0: "t0" } });
});
