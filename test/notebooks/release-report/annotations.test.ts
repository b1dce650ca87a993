import { expect, test } from "vitest";
import { inWords } from "../../../notebooks/release-report/annotations.ts";
import type { Row } from "../../../sql/queries/release-annotations.sql";

const row = (table_name: string, more: Partial<Row> = {}): Row => ({
  swapped_at: "2026-11-22T20:18:01+00:00",
  action: "load",
  release: "30.3",
  table_name,
  followed: 0,
  kept: 0,
  restored: 0,
  ...more,
});

test("what became of annotations is told by table", () => {
  expect(inWords([row("occupation", { followed: 3, kept: 1 }), row("hs_skill", { kept: 2 })])).toBe(
    "3 occupations moved to the successor of a retired code; " +
      "1 occupation and 2 skill wordings kept for review, as the release lacks their code.",
  );
});

test("without any the sentence is short", () => {
  expect(inWords([row("occupation"), row("hs_skill")])).toBe("All annotations stayed as they were.");
});
