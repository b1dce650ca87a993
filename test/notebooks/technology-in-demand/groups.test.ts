import { expect, test } from "vitest";
import { describeGroups, toGroupBars } from "../../../notebooks/technology-in-demand/groups.ts";
import { describeSoftware } from "../../../notebooks/technology-in-demand/occupation.ts";
import type { Row as Software } from "../../../sql/queries/software-of-occupation.sql";
import type { Row as Group } from "../../../sql/queries/technology-by-group.sql";

const group = (
  major_group: string,
  occupations: number,
  in_demand_occupations: number | null,
  listing_occupations: number,
): Group => ({ major_group, occupations, in_demand_occupations, listing_occupations });

const groups = [group("51", 40, 3, 107), group("15", 21, 4, 36), group("39", 0, 0, 31)];

test("groups stand by the share of their occupations that list it, those without it are left out", () => {
  expect(toGroupBars(groups)).toEqual([
    {
      name: "Computer and mathematical",
      whole: (100 * 21) / 36,
      part: (100 * 4) / 36,
      value: "21 of 36",
      details: ["listed for 21 of 36 occupations (58 %)", "in demand for 4 of them"],
    },
    {
      name: "Production",
      whole: (100 * 40) / 107,
      part: (100 * 3) / 107,
      value: "40 of 107",
      details: ["listed for 40 of 107 occupations (37 %)", "in demand for 3 of them"],
    },
  ]);
});

test("the sums are over all groups with a list", () => {
  expect(describeGroups("SAP", groups)).toBe(
    "SAP is listed for 61 of the 174 occupations with a list and in demand for 7 of them. " +
      "Its share is highest in the group Computer and mathematical (21 of 36).",
  );
});

test("demand that is not published is no zero", () => {
  const silent = groups.map((row) => ({ ...row, in_demand_occupations: null }));
  expect(describeGroups("SAP", silent)).toMatch(
    /with a list; for which of them it is in demand is not published in this release\./,
  );
  expect(toGroupBars(silent)[0]!.part).toBeNull();
  expect(describeGroups("SAP", [group("11", 0, null, 50)])).toBe("No occupation of this release lists SAP.");
});

const software = (
  workplace_example: string,
  hot_technology: boolean,
  in_demand: boolean | null,
): Software => ({
  workplace_example,
  element_id: null,
  category: null,
  hot_technology,
  in_demand,
});

test("an occupation's list is counted, and what is in demand named", () => {
  const list = [
    software("Excel", true, true),
    software("Word", true, false),
    software("Abacus", false, true),
  ];
  expect(describeSoftware("Clerks", list)).toBe(
    "For Clerks O*NET lists 3 technologies, 2 of them hot. In demand are Excel and Abacus.",
  );
  expect(describeSoftware("Clerks", list.slice(1, 2))).toBe(
    "For Clerks O*NET lists 1 technology, 1 of them hot. None is marked as in demand.",
  );
  expect(describeSoftware("Clerks", [software("Excel", true, null)])).toMatch(
    /not published in this release/,
  );
  expect(describeSoftware("Clerks", [])).toMatch(/no list of software/);
});

test("of many in demand the first are named, the others counted", () => {
  const list = Array.from({ length: 10 }, (_, index) => software(`S${index}`, true, true));
  expect(describeSoftware("Clerks", list)).toMatch(/S6, S7 and 2 more\.$/);
  expect(describeSoftware("Clerks", list.slice(0, 9))).toMatch(/S7 and S8\.$/);
});
