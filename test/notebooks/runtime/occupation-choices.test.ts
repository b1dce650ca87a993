import { expect, test } from "vitest";
import { firstPick, toChoices } from "../../../notebooks/runtime/occupation-choices.ts";

/** Choices by codes; those marked with a star are rated. */
function release(...codes: string[]) {
  return toChoices(
    codes.map((text) => ({ onetsoc_code: text.replace("*", ""), title: "", rated: text.endsWith("*") })),
  );
}

test("the preferred occupation is picked where the release rates it", () => {
  expect(firstPick(release("11-1011.00*", "29-1141.00*"), "29-1141.00", 0)).toBe("29-1141.00");
});

test("where the usual ones are not rated the first rated ones stand in, each another", () => {
  const choices = release("11-1011.00*", "13-1071.00*", "29-1141.00", "31-1131.00");
  expect([firstPick(choices, "31-1131.00", 0), firstPick(choices, "29-1141.00", 1)]).toEqual([
    "11-1011.00",
    "13-1071.00",
  ]);
});

test("a release with fewer rated ones than that gives the last, and one without any nothing", () => {
  expect(firstPick(release("11-1011.00*", "29-1141.00"), "29-1141.00", 1)).toBe("11-1011.00");
  expect(firstPick(release("29-1141.00"), "29-1141.00", 0)).toBe("");
});

test("an occupation without ratings is said to be so", () => {
  expect(release("11-1011.00*", "55-1011.00").map(({ note }) => note)).toEqual([
    undefined,
    "no skill ratings",
  ]);
});
