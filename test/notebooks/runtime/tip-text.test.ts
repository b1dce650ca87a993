import { expect, test } from "vitest";
import { joined } from "../../../notebooks/runtime/tip-text.ts";

const plain = (text: string) => ({ text, isNamed: false });
const named = (text: string) => ({ text, isNamed: true });

test("lines of a tip are told with commas between them", () => {
  expect(joined([plain("Speaking"), named("Nurses: 4.50"), named("Gap: +0.25")])).toBe(
    "Speaking, Nurses: 4.50, Gap: +0.25",
  );
  expect(joined([plain("Speaking"), plain("of two"), plain("An occupation of many")])).toBe(
    "Speaking, of two, An occupation of many",
  );
  expect(joined([plain("Speaking")])).toBe("Speaking");
  expect(joined([])).toBe("");
});

test("a line that goes on in the next one is not broken by a comma", () => {
  const lines = [
    plain("Talking to others to convey"),
    plain("information effectively"),
    named("Level: 4.50"),
  ];
  expect(joined(lines)).toBe("Talking to others to convey information effectively, Level: 4.50");
});
