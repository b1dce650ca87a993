import { expect, test } from "vitest";
import { type Shape, shapeChanges, shapeOf } from "../../sql/shape.ts";

const recorded: Shape = {
  parameters: ["from text", "scale text"],
  columns: [
    "element_id character varying(20) not null",
    "to_value numeric(5,2) not null",
    "gap numeric(5,2)",
  ],
  reads: ["onet.skills"],
};
const changed = (change: Partial<Shape>) => shapeChanges(recorded, { ...recorded, ...change });
const [id, value, gap] = recorded.columns as [string, string, string];

test("a shape is written in the words of CREATE TABLE", () => {
  const column = { oid: 0, comment: null, from: null };
  const described = {
    parameters: [
      { oid: 25, type: "text" },
      { oid: 1009, type: "text[]" },
    ],
    columns: [
      { ...column, name: "to_value", type: "numeric(5,2)", nullable: false },
      { ...column, name: "2023", type: "timestamp with time zone", nullable: true },
      { ...column, name: 'say "ah"', type: "text", nullable: false },
    ],
    reads: ["onet.skills"],
  };
  expect(shapeOf(described, ["from", "Codes"])).toEqual({
    parameters: ["from text", '"Codes" text[]'],
    columns: [
      "to_value numeric(5,2) not null",
      '"2023" timestamp with time zone',
      '"say ""ah""" text not null',
    ],
    reads: ["onet.skills"],
  });
});

test("the same shape has no changes, whatever it reads", () => {
  expect(changed({ reads: ["onet.essential_skills", "onet.skills"] })).toEqual([]);
});

test.each<[string, Partial<Shape>, string[]]>([
  ["a lost NOT NULL", { columns: [id, "to_value numeric(5,2)", gap] }, ["column to_value may now be NULL"]],
  ["a column less", { columns: [id, value] }, ["column gap is gone"]],
  ["a column more", { columns: [id, value, gap, '"N 2" integer'] }, ['column "N 2" is new']],
  [
    "another type and NULL",
    { columns: [id, "to_value text", gap] },
    ["column to_value is now text instead of numeric(5,2)", "column to_value may now be NULL"],
  ],
  [
    "another order",
    { columns: [id, gap, value] },
    ["the columns are now in the order element_id, gap, to_value instead of element_id, to_value, gap"],
  ],
  [
    "a parameter's type",
    { parameters: ["from integer", "scale text"] },
    ["parameter from is now integer instead of text"],
  ],
  [
    "other parameters",
    { parameters: ["from text", "to text"] },
    ["parameter scale is gone", "parameter to is new"],
  ],
])("%s is told and breaks the query", (_, change, sentences) => {
  expect(changed(change)).toEqual(sentences.map((sentence) => ({ message: sentence, breaks: true })));
});

test("a column that is never NULL any more breaks nothing", () => {
  expect(changed({ columns: [id, value, `${gap} not null`] })).toEqual([
    { message: "column gap is never NULL any more", breaks: false },
  ]);
});

test.each([
  ["another precision", value, "to_value numeric(6,3) not null"],
  ["a longer text", id, "element_id character varying(40) not null"],
  ["another kind of text", id, "element_id text not null"],
])("%s is told and breaks nothing: code takes both alike", (_, before, after) => {
  const columns = recorded.columns.map((column) => (column === before ? after : column));
  expect(changed({ columns })).toEqual([{ message: expect.stringContaining(" is now "), breaks: false }]);
});

test("an array of texts is no text", () => {
  const list = (type: string): Shape => ({ parameters: [], columns: [`codes ${type}`], reads: [] });
  expect(shapeChanges(list("text"), list("text[]"))).toMatchObject([{ breaks: true }]);
  expect(shapeChanges(list("text[]"), list("character varying(9)[]"))).toMatchObject([{ breaks: false }]);
});

test("a record that was edited by hand into something else is refused", () => {
  expect(() => changed({ columns: ["to_value"] })).toThrow(
    "not a column or parameter of a recorded shape: to_value",
  );
});
