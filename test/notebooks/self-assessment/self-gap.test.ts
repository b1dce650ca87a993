import { expect, test } from "vitest";
import { toNumbers } from "../../../notebooks/self-assessment/numbers.ts";
import {
  compare,
  leftOut,
  mostImportant,
  summarize,
  toSkills,
} from "../../../notebooks/self-assessment/self-gap.ts";
import type { Row as Level } from "../../../sql/queries/assessment-gap.sql";
import type { Row as Rating } from "../../../sql/queries/profiles.sql";

function level(element_name: string, level: number, more: Partial<Level> = {}): Level {
  return {
    domain: "essential skill",
    element_id: element_name,
    element_name,
    wording: null,
    self_rating: null,
    level,
    level_lower: level - 0.5,
    level_upper: level + 0.5,
    gap: null,
    within_bounds: null,
    suppressed: false,
    irrelevant: false,
    ...more,
  };
}

const unbounded = { level_lower: null, level_upper: null };
const levels = [
  level("Writing", 4.25),
  level("Speaking", 4.75),
  level("Science", 2.88),
  level("Reading", 4, unbounded),
  level("Repairing", 0.12, { irrelevant: true }),
  level("Programming", 3, { suppressed: true }),
  level("Negotiation", 3),
];
const ratings = new Map([
  ["Writing", 4],
  ["Speaking", 2],
  ["Science", 5],
  ["Reading", 4],
  ["Repairing", 6],
  ["Programming", 1],
]);
const compared = compare(levels, ratings);

test("a rating is within the bounds, below, above, the same, or says nothing", () => {
  expect(compared.map(({ element_name, outcome, gap }) => [element_name, outcome, gap])).toEqual([
    ["Writing", "within", 0.25],
    ["Speaking", "more", 2.75],
    ["Science", "less", 2.88 - 5],
    ["Reading", "same", 0],
    ["Repairing", "not needed", null],
    ["Programming", "suppressed", null],
    ["Negotiation", "not rated", null],
  ]);
});

test("without bounds any difference is one", () => {
  const [row] = compare([level("Writing", 4.25, unbounded)], ratings);
  expect(row).toMatchObject({ outcome: "more", gap: 0.25 });
});

test("a rating of 0 is a rating", () => {
  const [row] = compare([level("Writing", 4)], new Map([["Writing", 0]]));
  expect(row).toMatchObject({ outcome: "more", gap: 4, self_rating: 0 });
});

test("the chart has what was rated and not suppressed, without bounds on the person's side", () => {
  const skills = toSkills(compared);
  expect(skills.map(({ name, gap }) => [name, gap])).toEqual([
    ["Speaking", 2.75],
    ["Writing", 0.25],
    ["Reading", 0],
    ["Science", 2.88 - 5],
    ["Repairing", undefined],
  ]);
  expect(skills[0]).toMatchObject({
    from: { value: 2, lower: null, upper: null },
    to: { value: 4.75, lower: 4.25, upper: 5.25 },
  });
  expect(skills.at(-1)!.to).toBeUndefined();
});

test("the summary counts outcomes of what was rated", () => {
  expect(summarize(compared, "Roofers")).toBe(
    "Of the 6 skills that you rated, Roofers ask for more in 1 and for less in 1; in 2 your rating lies within the occupation's bounds. " +
      "Most more is asked for in Speaking (+2.75).",
  );
  expect(summarize(compare(levels, new Map()), "Roofers")).toMatch(/^Rate a skill above/);
});

test("what the chart leaves out is said", () => {
  expect(leftOut(compared)).toBe(
    "You have not rated 1 of the 5 skills that it asks for; they count for nothing here. " +
      "Not needed in the occupation: Repairing. " +
      "Left out, because the level is marked for suppression (low precision): Programming.",
  );
});

test("a level that is no measurement is not in the table", () => {
  const rows = toNumbers(compared);
  expect(rows[1]).toMatchObject({ skill: "Speaking", level: 4.75, gap: 2.75, outcome: "asks for more" });
  expect(rows[4]).toMatchObject({
    skill: "Repairing",
    level: null,
    level_upper: null,
    outcome: "not needed",
  });
  expect(rows[5]).toMatchObject({ skill: "Programming", level: null, outcome: "suppressed" });
});

test("the most important skills come first, those without a usable importance last", () => {
  const importance = (element_id: string, data_value: number, suppressed = false) =>
    ({ element_id, data_value, suppressed }) as Rating;
  const order = mostImportant(levels.slice(0, 4), [
    importance("Writing", 3),
    importance("Speaking", 5, true),
    importance("Science", 2),
    importance("Reading", 4.5),
  ]);
  expect(order.map(({ element_name }) => element_name)).toEqual([
    "Reading",
    "Writing",
    "Science",
    "Speaking",
  ]);
});
