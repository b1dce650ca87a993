import { expect, test } from "vitest";
import { toColumns } from "../../../notebooks/program/occupations.ts";
import {
  countStates,
  grouped,
  inWords,
  needed,
  neededAlone,
  summarize,
  toElements,
} from "../../../notebooks/program/rows.ts";
import { TABLE_COLUMNS, toTableRows } from "../../../notebooks/program/table.ts";
import type { Row as Occupation } from "../../../sql/queries/program-occupations.sql";
import type { Row as Profile } from "../../../sql/queries/program-profile.sql";
import type { Row as Rating } from "../../../sql/queries/program-ratings.sql";

function rating(title: string, element: string, data_value: number, more: Partial<Rating> = {}): Rating {
  return {
    onetsoc_code: title,
    title,
    domain: "essential skill",
    element_id: element,
    element_name: element,
    data_value,
    lower_ci_bound: data_value - 0.5,
    upper_ci_bound: null,
    n: 8,
    suppressed: false,
    irrelevant: false,
    domain_source: "Analyst",
    ...more,
  };
}

function profile(element: string, mean_value: number, all_mean_value: number): Profile {
  return {
    domain: "essential skill",
    element_id: element,
    element_name: element,
    linked: 3,
    occupations: 2,
    mean_value,
    lowest_value: mean_value,
    highest_value: mean_value,
    all_mean_value,
    difference: mean_value - all_mean_value,
  };
}

const ratings = [
  rating("Nurses", "Speaking", 4),
  rating("Clerks", "Speaking", 3),
  rating("Nurses", "Science", 4.5),
  rating("Clerks", "Science", 1, { irrelevant: true }),
  rating("Nurses", "Writing", 3.5),
  rating("Clerks", "Writing", 5, { suppressed: true }),
  rating("Nurses", "Repairing", 1),
  rating("Clerks", "Repairing", 2),
];
const profiles = [
  profile("Speaking", 3.5, 3),
  profile("Science", 4.5, 2),
  profile("Writing", 3.5, 3.2),
  profile("Repairing", 1.5, 2),
];
const elements = toElements(ratings, profiles, 3);
const groups = grouped(elements, 2);
const names = (of: readonly { name: string }[]) => of.map(({ name }) => name);

test("an element is of all, of one alone, or of none", () => {
  expect(names(groups.all)).toEqual(["Speaking"]);
  expect(groups.some).toEqual([]);
  expect(names(groups.one)).toEqual(["Science", "Writing"]);
  expect(names(groups.none)).toEqual(["Repairing"]);
  expect(names(needed(groups))).toEqual(["Speaking", "Science", "Writing"]);
});

test("neither what is suppressed nor what is not relevant is a number", () => {
  const [, science, writing] = elements;
  expect(science!.cells.map(inWords)).toEqual(["4.50", "not needed"]);
  expect(writing!.rated.map(({ occupation }) => occupation)).toEqual(["Nurses"]);
  expect(countStates(elements)).toEqual({ suppressed: 1, notNeeded: 1 });
  expect(writing!.cells.map(({ state }) => state)).toEqual(["rated", "suppressed"]);
});

test("a rating has its bounds where it has both", () => {
  const [cell] = toElements([rating("Nurses", "Speaking", 4, { upper_ci_bound: 4.4 })], [], 3)[0]!.cells;
  expect(inWords(cell!)).toBe("4.00 (3.50 to 4.40)");
});

test("the summary counts, and what one occupation alone needs is under its name", () => {
  expect(summarize(groups, 2, "skill", "importance of 3 or more")).toBe(
    "1 of 4 skills is needed by all 2 rated occupations, 2 by one alone and 1 by none (importance of 3 or more).",
  );
  expect(neededAlone(groups)).toEqual([{ occupation: "Nurses", names: ["Science", "Writing"] }]);
});

test("one rated occupation has nothing to share", () => {
  const own = toElements(
    ratings.filter(({ title }) => title === "Nurses"),
    profiles,
    3,
  );
  expect(summarize(grouped(own, 1), 1, "skill", "level of 3 or more")).toBe(
    "Its one rated occupation needs 3 of 4 skills (level of 3 or more).",
  );
  expect(neededAlone(grouped(own, 1))).toEqual([]);
});

test("a threshold that nothing reaches is said to be so", () => {
  expect(summarize(grouped(toElements(ratings, profiles, 5), 2), 2, "skill", "level of 5 or more")).toBe(
    "Of 4 skills none is needed by a rated occupation (level of 5 or more).",
  );
});

test("without ratings the summary says so", () => {
  expect(summarize(grouped([], 0), 0, "knowledge", "")).toBe(
    "None of its occupations has ratings of kinds of knowledge in this release.",
  );
});

test("occupations keep their number in the list, rated or not", () => {
  const occupation = (title: string): Occupation => ({
    onetsoc_code: title,
    title,
    local_title: null,
    demand: null,
    sector: null,
    job_zone: null,
    rated: true,
    note: "",
  });
  expect(toColumns(["Clerks", "Managers", "Nurses"].map(occupation), ratings)).toEqual([
    { number: 1, code: "Clerks", title: "Clerks" },
    { number: 3, code: "Nurses", title: "Nurses" },
  ]);
});

test("the table has a row for each element, with NULL where nothing is known", () => {
  const suppressed = toElements([rating("Nurses", "Writing", 3.5, { suppressed: true })], [], 3);
  const [speaking, writing] = toTableRows([elements[0]!, ...suppressed]);
  expect(Object.keys(speaking!)).toEqual(TABLE_COLUMNS.map(({ name }) => name));
  expect(speaking).toMatchObject({
    needed_by: 2,
    rated: 2,
    mean: 3.5,
    lowest: 3,
    highest: 4,
    difference: 0.5,
  });
  expect(writing).toMatchObject({ needed_by: 0, rated: 0, suppressed: 1, mean: null, lowest: null });
});
