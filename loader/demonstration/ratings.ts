import type { Element } from "./elements.ts";
import { type Occupation, rated } from "./occupations.ts";
import { clamp, noise, random } from "./random.ts";
import { type Row, SOURCE } from "./row.ts";
import {
  analysts,
  meanStatistics,
  percentStatistics,
  type Raters,
  respondents,
  shares,
} from "./statistics.ts";
import { match } from "./traits.ts";
import { workContext, workWeek } from "./work-context.ts";

/** How much of an element the occupation needs, 0 to 1. */
export function need(occupation: Occupation, element: Pick<Element, "id" | "weights">): number {
  const chance = noise(`${occupation.code} ${element.id}`) * 0.12;
  return clamp(match(occupation.strengths, element.weights) * 1.2 - 0.12 + chance, 0, 1);
}

/** Month of the last update, one for all rows of an occupation. */
export function updated(code: string): string {
  const quarter = ["02", "05", "08", "11"][Math.floor(random(`${code} month`) * 4)];
  return `${quarter}/${2022 + Math.floor(random(`${code} year`) * 4)}`;
}

/** Importance and level of each element for each rated occupation. */
export function importanceAndLevel(elements: readonly Element[], raters?: Raters): Row[] {
  return rated.flatMap((occupation) =>
    elements.flatMap((element) =>
      importanceAndLevelOf(occupation, element, raters ?? respondents(occupation.code)),
    ),
  );
}

function importanceAndLevelOf(occupation: Occupation, element: Element, raters: Raters): Row[] {
  const { code, zone } = occupation;
  const needed = need(occupation, element);
  const importance = clamp(1 + 3.9 * needed, 1, 5);
  // Where an element hardly matters, raters are told to skip its level: it is near zero and "not relevant".
  const irrelevant = importance <= 1.5;
  const level = irrelevant ? needed * 2 : clamp(5.6 * needed + (zone - 3) * 0.25 + 0.3, 0.5, 7);
  const rows: Row[] = [];
  for (const [scale, mean, range] of [
    ["IM", importance, [1, 5]],
    ["LV", level, [0, 7]],
  ] as const) {
    // Eight analysts can only agree on eighths.
    const value = raters === analysts ? Math.round(mean * 8) / 8 : mean;
    rows.push([
      code,
      element.id,
      scale,
      value.toFixed(2),
      ...meanStatistics(`${code} ${element.id} ${scale}`, value, raters, range),
      scale === "LV" ? (irrelevant ? "Y" : "N") : null,
      updated(code),
      SOURCE,
    ]);
  }
  return rows;
}

/** A mean, and the percentages it comes from. */
export function workContextRows(): Row[] {
  return rated.flatMap((occupation) => [
    ...workContext.flatMap((element) => contextRows(occupation, element, "CX", 5)),
    ...workWeek.flatMap((element) => contextRows(occupation, element, "CT", 3)),
  ]);
}

function contextRows(occupation: Occupation, element: Element, scale: "CX" | "CT", categories: 5 | 3): Row[] {
  const { code } = occupation;
  const raters = respondents(code);
  const key = `${code} ${element.id}`;
  const parts = shares(key, 1 + (categories - 1) * need(occupation, element), 1.4, categories);
  const mean = parts.reduce((sum, part, i) => sum + part * (i + 1), 0) / 10_000;
  const tail = [null, updated(code), SOURCE];
  return [
    [
      code,
      element.id,
      scale,
      null,
      mean.toFixed(2),
      ...meanStatistics(`${key} ${scale}`, mean, raters, [1, categories]),
      ...tail,
    ],
    ...parts.map((part, i): Row => {
      const statistics = [String(raters.n), null, null, null, raters.experts ? null : "N"];
      return [code, element.id, `${scale}P`, String(i + 1), (part / 100).toFixed(2), ...statistics, ...tail];
    }),
  ];
}

/** What respondents say is required: answers by category, and the mean importance of one more element. */
interface Requirements {
  answered: { elementId: string; scale: string; categories: number; usual: ByZone }[];
  weighed: Pick<Element, "id" | "weights">;
}

/** Usual answer in job zones 2 to 5. */
type ByZone = readonly [number, number, number, number];

export const education: Requirements = {
  answered: [{ elementId: "2.D.1", scale: "RL", categories: 12, usual: [2, 4, 6, 9] }],
  weighed: { id: "2.D.4.a", weights: { care: 1, order: 1, science: 1 } },
};

export const training: Requirements = {
  answered: [
    { elementId: "3.A.1", scale: "RW", categories: 11, usual: [3, 5, 7, 8] },
    { elementId: "3.A.2", scale: "PT", categories: 9, usual: [2, 4, 4, 3] },
    { elementId: "3.A.3", scale: "OJ", categories: 9, usual: [3, 5, 5, 4] },
  ],
  weighed: { id: "3.A.4.a", weights: { machines: 2, physical: 1 } },
};

export function requirementRows({ answered, weighed }: Requirements): Row[] {
  return rated.flatMap((occupation) => {
    const { code, zone } = occupation;
    const raters = respondents(code);
    const tail = [updated(code), SOURCE];
    const mean = 1 + 4 * need(occupation, weighed);
    return [
      ...answered.flatMap(({ elementId, scale, categories, usual }) =>
        shares(`${code} ${elementId}`, usual[zone - 2]!, 1.2, categories).map((part, i): Row => {
          const percent = part / 100;
          const statistics = percentStatistics(percent, raters);
          return [code, elementId, scale, String(i + 1), percent.toFixed(2), ...statistics, ...tail];
        }),
      ),
      [
        code,
        weighed.id,
        "IM",
        null,
        mean.toFixed(2),
        ...meanStatistics(`${code} ${weighed.id}`, mean, raters, [1, 5]),
        ...tail,
      ],
    ];
  });
}
