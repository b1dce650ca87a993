import { expect, test } from "vitest";
import { matching } from "../../../notebooks/runtime/matching.ts";

const choices = [
  { value: "25-1032.00", label: "Engineering Teachers, Postsecondary" },
  { value: "17-2051.00", label: "Civil Engineers" },
  { value: "53-4011.00", label: "Locomotive Engineers" },
  { value: "17-3026.00", label: "Bioengineers" },
  { value: "29-1141.00", label: "Registered Nurses" },
];
const labels = (text: string) => matching(choices, text).map(({ label }) => label);

test("what begins with the text comes first, then words that do, then the rest", () => {
  expect(labels("engineer")).toEqual([
    "Engineering Teachers, Postsecondary",
    "Civil Engineers",
    "Locomotive Engineers",
    "Bioengineers",
  ]);
});

test("words are found in any order, and codes too", () => {
  expect(labels("nurses reg")).toEqual(["Registered Nurses"]);
  expect(labels("17-20")).toEqual(["Civil Engineers"]);
});

test("no text matches all", () => {
  expect(labels(" ")).toHaveLength(choices.length);
});

test("a text with an operator of regular expressions is only text", () => {
  expect(labels(".*")).toEqual([]);
});
