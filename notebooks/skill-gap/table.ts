import { element } from "../runtime/element.ts";
import { inWords } from "./chart.ts";
import { type SkillGap, signed } from "./rows.ts";

/** The rows of the chart as a table, closed until it is asked for. */
export function drawTable({ skills, suppressed }: SkillGap, from: string, to: string): HTMLElement {
  const head = ["Skill", from, to, "Gap"].map((name) => element("th", { scope: "col" }, name));
  const rows = [
    ...skills.map((skill) => [
      skill.name,
      inWords(skill.from),
      inWords(skill.to),
      skill.gap === undefined ? "no gap" : signed(skill.gap),
    ]),
    ...suppressed.map((name) => [name, "–", "–", "suppressed"]),
  ];
  const table = element(
    "table",
    {},
    element("caption", {}, "Ratings with their 95 % confidence bounds, and the gap between them"),
    element("thead", {}, element("tr", {}, ...head)),
    element(
      "tbody",
      {},
      ...rows.map(([name, ...cells]) =>
        element(
          "tr",
          {},
          element("th", { scope: "row" }, name!),
          ...cells.map((text) => element("td", {}, text)),
        ),
      ),
    ),
  );
  return element(
    "details",
    {},
    element("summary", {}, "Show the ratings as a table"),
    element("div", { className: "scroll", tabIndex: 0 }, table),
  );
}
