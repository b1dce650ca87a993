import { expect, test } from "vitest";
import { COUNT, fits, suggest } from "../../../../notebooks/runtime/scratch/chart-choice.ts";

const title = { name: "title", type: "text" };
const code = { name: "onetsoc_code", type: "bpchar" };
const value = { name: "data_value", type: "numeric" };
const ratings = { name: "ratings", type: "int8" };
const updated = { name: "date_updated", type: "date" };

const of = (...titles: string[]) => titles.map((title, index) => ({ title, onetsoc_code: String(index) }));

test("a text with one number each is drawn as bars, with several as dots; a title is rather taken than its code", () => {
  expect(suggest([code, title, value], of("a", "b"))).toEqual({
    mark: "bars",
    x: "data_value",
    y: "title",
    color: "",
  });
  expect(suggest([code, title, value], of("a", "a")).mark).toBe("dots");
  expect(suggest([code, value], of("a", "a"))).toMatchObject({ mark: "bars", y: "onetsoc_code" });
});

test("a date with a number is drawn as a line, two numbers as dots", () => {
  expect(suggest([title, updated, value], [])).toMatchObject({
    mark: "line",
    x: "date_updated",
    y: "data_value",
  });
  expect(suggest([value, ratings], [])).toMatchObject({ mark: "dots", x: "data_value", y: "ratings" });
});

test("where nothing can be set against something else, rows are counted", () => {
  expect(suggest([value], [])).toMatchObject({ mark: "bars", x: "data_value", y: COUNT });
  expect(suggest([title], of("a"))).toMatchObject({ mark: "bars", x: COUNT, y: "title" });
  expect(suggest([updated], [])).toMatchObject({ mark: "bars", x: "date_updated", y: COUNT });
});

test("a choice fits columns that have its names, and no mark that there is not", () => {
  const choice = { mark: "bars" as const, x: "data_value", y: COUNT, color: "title" };
  expect(fits(choice, [value, title])).toBe(true);
  expect(fits(choice, [value])).toBe(false);
  expect(fits({ ...choice, mark: "pie" as "bars" }, [value, title])).toBe(false);
});
