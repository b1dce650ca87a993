import { expect, test } from "vitest";
import { KINDS, lacking, summarize, toCovered } from "../../../notebooks/data-quality/coverage.ts";
import type { Row } from "../../../sql/queries/coverage.sql";

const kinds = Object.keys(KINDS) as (keyof typeof KINDS)[];

function row(title: string, without: readonly (keyof Row)[]): Row {
  const flags = Object.fromEntries(kinds.map((kind) => [kind, !without.includes(kind)]));
  return { onetsoc_code: title, title, kinds: kinds.length - without.length, ...flags } as Row;
}
const rows = [row("Nurses", []), row("Pilots", ["rated", "education"]), row("All Other", kinds)];

test("each kind of data has its share of the occupations", () => {
  const covered = toCovered(rows);
  expect(covered.find(({ kind }) => kind === "rated")).toMatchObject({ name: "Skills", occupations: 1 });
  expect(covered[0]).toMatchObject({ name: "Abilities", occupations: 2 });
  expect(covered[0]!.percent).toBeCloseTo(66.7, 1);
  expect(summarize(rows, covered)).toBe(
    "Of 3 occupations 1 have all 12 kinds of data and 1 have no more than a title and a description. " +
      "Most have abilities (2), fewest skills (1).",
  );
});

test("occupations are listed that lack a kind, any kind or all", () => {
  const titles = (what: Parameters<typeof lacking>[1]) => lacking(rows, what).map(({ title }) => title);
  expect(titles("rated")).toEqual(["Pilots", "All Other"]);
  expect(titles("tasks")).toEqual(["All Other"]);
  expect(titles("any")).toEqual(["Pilots", "All Other"]);
  expect(titles("all")).toEqual(["All Other"]);
});
