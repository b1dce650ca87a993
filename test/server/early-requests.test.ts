import { expect, test } from "vitest";
import { earlyRequests } from "../../server/early-requests.ts";
import type { NotebookDescription } from "../../server/notebooks.ts";

const notebook = {
  early: [
    { query: "occupations", params: {} },
    { query: "skill-gap", params: { from: { view: "from", value: "31-1131.00" }, top: { value: 20 } } },
    { query: "skill-gap", params: { from: { view: "from", value: "31-1131.00" }, top: { value: 20 } } },
  ],
} as unknown as NotebookDescription;

test.each([
  ["", "from=31-1131.00"],
  ["from=29-1141.00&other=1", "from=29-1141.00"],
  ['from="20"', "from=20"],
  ['from=["a","b c"]', "from=a&from=b+c"],
])("with ?%s the first queries are asked with %s, each once", (address, expected) => {
  expect(earlyRequests(notebook, new URLSearchParams(address))).toEqual([
    "/api/queries/occupations.json",
    `/api/queries/skill-gap.json?${expected}&top=20`,
  ]);
});
