import { expect, test } from "vitest";
import { keepAnswer, keptAnswers } from "../../../notebooks/runtime/kept-answers.ts";

test("of too many answers those asked longest ago are forgotten, but never the newest", () => {
  const at = new Date(0);
  const keep = (url: string, length: number) => keepAnswer(url, "x".repeat(length), at, 10);
  keep("a", 4);
  keep("b", 4);
  keep("a", 5);
  expect([...keptAnswers().keys()]).toEqual(["b", "a"]);
  keep("c", 2);
  expect([...keptAnswers().keys()]).toEqual(["a", "c"]);
  keep("d", 11);
  expect([...keptAnswers().keys()]).toEqual(["d"]);
  keep("e", 10);
  expect([...keptAnswers()]).toEqual([["e", { text: "x".repeat(10), at }]]);
});
