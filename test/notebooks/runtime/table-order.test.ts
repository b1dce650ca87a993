import fc from "fast-check";
import { expect, test } from "vitest";
import { TableOrder } from "../../../notebooks/runtime/table-order.ts";
import { rank, sortByRank } from "../../../notebooks/runtime/table-sort.ts";

/** The values in the order in which sorting shows them. */
function sorted(values: unknown[], type: string, direction: "ascending" | "descending"): unknown[] {
  return Array.from(sortByRank(rank(values, type), direction), (row) => values[row]);
}

test("numbers sort as numbers, texts as a person would, with their numbers in order", () => {
  expect(sorted([10, 9, -1, 9.5], "numeric", "ascending")).toEqual([-1, 9, 9.5, 10]);
  expect(sorted(["4.A.10", "4.A.2", "4.A.1"], "text", "ascending")).toEqual(["4.A.1", "4.A.2", "4.A.10"]);
  expect(sorted(["Zoo", "éclair", "apple", "Echo"], "text", "ascending")).toEqual([
    "apple",
    "Echo",
    "éclair",
    "Zoo",
  ]);
  expect(sorted([true, false, true], "bool", "descending")).toEqual([true, true, false]);
  expect(sorted([{ a: 2 }, { a: 1 }], "jsonb", "ascending")).toEqual([{ a: 1 }, { a: 2 }]);
});

test.each(["ascending", "descending"] as const)("no value comes last, %s", (direction) => {
  expect(sorted([null, 1, undefined, 2, Number.NaN], "int4", direction).slice(2)).toEqual([
    null,
    undefined,
    Number.NaN,
  ]);
});

test("any column sorts as the language's own stable sort would, both ways", () => {
  const value = fc.option(fc.integer({ min: -5, max: 5 }));
  fc.assert(
    fc.property(fc.array(value), fc.boolean(), (values, isDown) => {
      const rows = values.map((_, row) => row);
      const sign = isDown ? -1 : 1;
      rows.sort((a, b) => {
        if (values[a] === null || values[b] === null)
          return Number(values[a] === null) - Number(values[b] === null);
        return sign * (values[a]! - values[b]!);
      });
      expect([...sortByRank(rank(values, "int4"), isDown ? "descending" : "ascending")]).toEqual(rows);
    }),
  );
});

const COLUMNS = [
  { name: "title", type: "text" },
  { name: "n", type: "int4" },
];
const ROWS = [
  { title: "Registered Nurses", n: 3 },
  { title: "Chief Executives", n: 1 },
  { title: "Nurse Midwives", n: null },
  { title: "Nursing Assistants", n: 31 },
];

/** What is shown, by its title's first letters. */
function shown(order: TableOrder): string[] {
  return Array.from(order.shown, (row) => ROWS[row]!.title.slice(0, 7));
}

test("a column is sorted up, then down, then not; another column begins anew", () => {
  const order = new TableOrder(COLUMNS, ROWS);
  const original = shown(order);
  order.cycleSort(1);
  expect(shown(order)).toEqual(["Chief E", "Registe", "Nursing", "Nurse M"]);
  order.cycleSort(1);
  expect(order.sorted).toEqual({ column: 1, direction: "descending" });
  expect(shown(order)).toEqual(["Nursing", "Registe", "Chief E", "Nurse M"]);
  order.cycleSort(0);
  expect(order.sorted).toEqual({ column: 0, direction: "ascending" });
  order.cycleSort(0);
  order.cycleSort(0);
  expect(order.sorted).toBeUndefined();
  expect(shown(order)).toEqual(original);
});

test("a filter keeps the rows that hold every word, each in any column, and keeps the sorting", () => {
  const order = new TableOrder(COLUMNS, ROWS);
  order.cycleSort(0);
  order.filter(" 3  nurs ");
  expect(shown(order)).toEqual(["Nursing", "Registe"]);
  order.cycleSort(0);
  expect(shown(order)).toEqual(["Registe", "Nursing"]);
  order.filter("nurses3"); // no word spans two cells
  expect(shown(order)).toEqual([]);
  order.filter("–"); // what stands for no value is no text of the row
  expect(shown(order)).toEqual([]);
  order.filter("  ");
  expect(shown(order)).toHaveLength(4);
});
