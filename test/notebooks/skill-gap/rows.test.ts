import { expect, test } from "vitest";
import { signed, summarize, toSkillGap } from "../../../notebooks/skill-gap/rows.ts";
import type { Row } from "../../../sql/queries/skill-gap.sql";

function row(element_name: string, from_value: number, to_value: number, more: Partial<Row> = {}): Row {
  return {
    element_id: element_name,
    element_name,
    from_value,
    from_lower: from_value - 0.5,
    from_upper: from_value + 0.5,
    to_value,
    to_lower: null,
    to_upper: null,
    // As skill-gap.sql answers: no gap where a rating can't be relied on.
    gap_lower: null,
    gap_upper: null,
    gap: more.suppressed || more.from_irrelevant || more.to_irrelevant ? null : to_value - from_value,
    suppressed: false,
    from_irrelevant: false,
    to_irrelevant: false,
    ...more,
  };
}

const rows = [
  row("Writing", 3, 2),
  row("Installation", 0, 4, { from_irrelevant: true }),
  row("Science", 1, 4),
  row("Programming", 0, 7, { suppressed: true }),
  row("Speaking", 3, 3.25),
];

test("skills stand by their gap, those without one last", () => {
  expect(toSkillGap(rows).skills.map(({ name, gap }) => [name, gap])).toEqual([
    ["Science", 3],
    ["Speaking", 0.25],
    ["Writing", -1],
    ["Installation", undefined],
  ]);
});

test("a rating that is not relevant is no number", () => {
  expect(toSkillGap(rows).skills.at(-1)).toMatchObject({ from: undefined, to: { value: 4 } });
});

test("what O*NET recommends to suppress is left out, and named", () => {
  expect(toSkillGap(rows).suppressed).toEqual(["Programming"]);
});

test("the summary counts what can be compared and names the widest gaps", () => {
  expect(summarize(toSkillGap(rows), "Carpenters", "Electricians")).toBe(
    "Compared with Carpenters, Electricians ask for more in 2 of 3 skills and for less in 1. " +
      "The widest gaps are Science (+3.00) and Speaking (+0.25).",
  );
});

test("without a pair of numbers there is nothing to compare", () => {
  expect(summarize(toSkillGap(rows.slice(1, 2)), "Carpenters", "Electricians")).toBe(
    "No skill has a usable rating for both Carpenters and Electricians.",
  );
});

test("a gap has its sign", () => {
  expect([1.5, -0.25, 0].map(signed)).toEqual(["+1.50", "−0.25", "0.00"]);
});
