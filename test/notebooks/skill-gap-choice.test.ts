import { expect, test } from "vitest";
import { type Occupations, readChoice } from "../../notebooks/skill-gap-choice.ts";

/** Occupations named by their codes; those marked with a star are rated. */
function release(...codes: string[]): Occupations {
  return new Map(
    codes.map((text) => {
      const onetsoc_code = text.replace("*", "");
      return [onetsoc_code, { onetsoc_code, title: `Title of ${onetsoc_code}`, rated: text.endsWith("*") }];
    }),
  );
}

const full = release("11-1011.00*", "29-1141.00*", "31-1131.00*", "55-1011.00");

test("without a choice the usual two are compared by level", () => {
  expect(readChoice({}, full)).toEqual({
    choice: { from: "31-1131.00", to: "29-1141.00", scale: "LV" },
    notices: [],
  });
});

test("what the address names is taken as it is, rated or not", () => {
  const asked = { from: "55-1011.00", to: "11-1011.00", scale: "IM" };
  expect(readChoice(asked, full)).toEqual({ choice: asked, notices: [] });
});

test("a code that the release lacks falls back to the usual one, and is told", () => {
  const { choice, notices } = readChoice({ from: "99-9999.99", to: "11-1011.00" }, full);
  expect(choice).toMatchObject({ from: "31-1131.00", to: "11-1011.00" });
  expect(notices).toEqual([
    "This release has no occupation 99-9999.99; Title of 31-1131.00 stand in for it.",
  ]);
});

test("an unknown scale falls back to the level, and is told", () => {
  expect(readChoice({ scale: "constructor" }, full)).toMatchObject({
    choice: { scale: "LV" },
    notices: ['There is no scale "constructor"; the level is shown instead.'],
  });
});

test("where the usual ones are not rated the first rated ones stand in", () => {
  const { choice } = readChoice({}, release("11-1011.00*", "13-1071.00*", "29-1141.00", "31-1131.00"));
  expect(choice).toMatchObject({ from: "11-1011.00", to: "13-1071.00" });
});
