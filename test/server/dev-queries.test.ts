import { expect, test } from "vitest";
import { faultsOf } from "../../server/dev-queries.ts";

test("what is said of broken queries is taken apart, with as much of the place as is told", () => {
  const reason = [
    'sql/queries/a.sql:12:8: column "b" does not exist',
    "sql/queries/below/c.sql:1: front matter: params: Invalid input",
    "sql/queries/d.sql: has integer on release 30.3, but bigint on 25.0: cast them alike",
    "sql/views/e.sql: is no query",
    "connection lost",
  ];
  expect(faultsOf(reason.join("\n"))).toEqual([
    { name: "a", line: 12, column: 8, message: 'column "b" does not exist' },
    { name: "below/c", line: 1, message: "front matter: params: Invalid input" },
    { name: "d", message: "has integer on release 30.3, but bigint on 25.0: cast them alike" },
  ]);
});
