import type { Element } from "./elements.ts";
import { HIGH_POINTS, interestAreas, interestTypes, keywords } from "./interests.ts";
import { described, type Occupation } from "./occupations.ts";
import { need, updated } from "./ratings.ts";
import { type Row, SOURCE } from "./row.ts";
import { workStyles } from "./work-styles.ts";

/** An interest below this is no high point. */
const HIGH = 4;

const interest = (occupation: Occupation, element: Element) => 1 + 6 * need(occupation, element);

/** Six interests, then the first to third high point as codes (1 Realistic … 6 Conventional, 0 none). */
export function careerInterestTypes(): Row[] {
  return described.flatMap((occupation) => {
    const { code } = occupation;
    const tail = [updated(code), SOURCE];
    const values = interestTypes.map((element) => interest(occupation, element));
    const ranked = values.map((value, i) => ({ value, number: i + 1 })).sort((a, b) => b.value - a.value);
    return [
      ...interestTypes.map(({ id }, i): Row => [code, id, "OI", values[i]!.toFixed(2), ...tail]),
      ...HIGH_POINTS.map(([id], i): Row => {
        const { value, number } = ranked[i]!;
        return [code, id, "IH", (i === 0 || value >= HIGH ? number : 0).toFixed(2), ...tail];
      }),
    ];
  });
}

/** Interest in each area, and its rank in the occupation: 0 for the strongest to 100 for the weakest. */
export function specificInterestAreas(): Row[] {
  return described.flatMap((occupation) => {
    const { code } = occupation;
    const tail = [updated(code), SOURCE];
    const values = interestAreas.map((element) => interest(occupation, element));
    return interestAreas.flatMap(({ id }, i) => {
      const stronger = values.filter((value) => value > values[i]!).length;
      return [
        [code, id, "OI", values[i]!.toFixed(2), ...tail],
        [code, id, "DS", ((stronger * 100) / (values.length - 1)).toFixed(2), ...tail],
      ];
    });
  });
}

/** Impact of each work style, and its place among the five that set the occupation apart (0: not among them). */
export function workStyleRows(): Row[] {
  const impact = (occupation: Occupation, element: Element) => -1 + 4 * need(occupation, element);
  const usual = workStyles.map(
    (style) => described.reduce((sum, occupation) => sum + impact(occupation, style), 0) / described.length,
  );
  return described.flatMap((occupation) => {
    const { code } = occupation;
    const tail = [updated(code), SOURCE];
    const impacts = workStyles.map((style) => impact(occupation, style));
    const excess = impacts.map((value, i) => value - usual[i]!);
    return workStyles.flatMap(({ id }, i) => {
      const rank = 1 + excess.filter((other) => other > excess[i]!).length;
      return [
        [code, id, "DR", (rank <= 5 ? rank : 0).toFixed(2), ...tail],
        [code, id, "WI", impacts[i]!.toFixed(2), ...tail],
      ];
    });
  });
}

export function interestKeywords(): Row[] {
  return interestTypes.flatMap(({ id }, i) => {
    const [actions, objects] = keywords[i]!;
    return [
      ...actions.split(", ").map((word): Row => [id, word, "Action"]),
      ...objects.split(", ").map((word): Row => [id, word, "Object"]),
    ];
  });
}

const kinds = [
  ...interestTypes.map((element) => ({ element, kind: "Career Type" })),
  ...interestAreas.map((element) => ({ element, kind: "Specific Area" })),
];

export function illustrativeActivities(): Row[] {
  return kinds.map(({ element, kind }) => [element.id, kind, element.description]);
}

/** The three occupations that need most of what the interest is about. */
export function illustrativeOccupations(): Row[] {
  return kinds.flatMap(({ element, kind }) =>
    described
      .map((occupation) => ({ code: occupation.code, value: need(occupation, element) }))
      .sort((a, b) => b.value - a.value)
      .slice(0, 3)
      .map(({ code }): Row => [element.id, kind, code]),
  );
}
