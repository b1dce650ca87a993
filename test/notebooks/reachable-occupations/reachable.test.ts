import { expect, test } from "vitest";
import { toNumbers } from "../../../notebooks/reachable-occupations/numbers.ts";
import {
  type Options,
  shortEducation,
  summarize,
  toReachable,
  zoneWords,
} from "../../../notebooks/reachable-occupations/reachable.ts";
import { swarm } from "../../../notebooks/reachable-occupations/swarm.ts";
import type { Row } from "../../../sql/queries/nearest-occupations.sql";

const options: Options = { from: "1", title: "Carpenters", domain: "skill", scale: "LV" };

function nearest(title: string, distance: number, job_zone_change: number | null): Row {
  return {
    onetsoc_code: title,
    title,
    distance,
    elements: 35,
    job_zone: 3,
    job_zone_change,
    education: null,
    education_percent: null,
  };
}

test("the summary names the nearest and counts those in a higher job zone", () => {
  const rows = [nearest("Roofers", 0.3, 0), nearest("Glaziers", 0.456, 1), nearest("Pilots", 2, null)];
  expect(summarize(toReachable(rows, new Map()), options)).toBe(
    "By the level of their skills, the occupations nearest to Carpenters are Roofers (0.30), Glaziers (0.46) and Pilots (2.00). " +
      "Of the 3 shown, 1 is in a higher job zone.",
  );
  const one = toReachable(rows.slice(0, 1), new Map());
  expect(summarize(one, { ...options, domain: "knowledge", scale: "IM" })).toBe(
    "By the importance of their kinds of knowledge, the occupation nearest to Carpenters is Roofers (0.30). " +
      "Of the 1 shown, none are in a higher job zone.",
  );
});

test("a change of job zone is told in words", () => {
  expect([0, 1, 2, -1, -3, null].map(zoneWords)).toEqual([
    "same job zone",
    "one zone higher",
    "two zones higher",
    "one zone lower",
    "three zones lower",
    "no job zone",
  ]);
});

test("an answer about education loses its explanation", () => {
  expect(shortEducation("Post-Secondary Certificate - awarded for training (for example, in crafts)")).toBe(
    "Post-Secondary Certificate",
  );
  expect(shortEducation("Associate's Degree (or other 2-year degree)")).toBe("Associate's Degree");
  expect(shortEducation("Some college, no degree")).toBe("Some college, no degree");
});

test("the numbers count gaps on each side, and the clear ones among them", () => {
  const gaps = [
    { name: "Writing", gap: 1, isClear: true },
    { name: "Speaking", gap: 0.25, isClear: false },
    { name: "Reading", gap: 0, isClear: false },
    { name: "Science", gap: -0.5, isClear: true },
  ];
  const difference = { gaps, mean: 0.1875, newlyNeeded: ["Repairing"], suppressed: [] };
  const rows = toNumbers(toReachable([nearest("Roofers", 0.3, 0)], new Map([["Roofers", difference]])));
  expect(rows[0]).toMatchObject({
    place: 1,
    mean_gap: 0.188,
    higher: 2,
    clearly_higher: 1,
    lower: 1,
    clearly_lower: 1,
    newly_needed: 1,
    suppressed: 0,
  });
});

test("discs of a swarm don't touch, and lone ones stay on the line", () => {
  const positions = [0, 100, 104, 108, 109, 109, 300];
  const offsets = swarm(positions, 10);
  expect([offsets[0], offsets[1], offsets[6]]).toEqual([0, 0, 0]);
  for (const [i, x] of positions.entries())
    for (const [j, other] of positions.entries())
      if (j < i) expect(Math.hypot(x - other, offsets[i]! - offsets[j]!)).toBeGreaterThanOrEqual(20);
});
