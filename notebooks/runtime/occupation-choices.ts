import type { Choice } from "./matching.ts";

/** A row of the query `occupations`, or less. */
export interface Occupation {
  onetsoc_code: string;
  title: string;
  rated?: boolean;
}

const UNRATED = "no skill ratings";

export function toChoices(occupations: readonly Occupation[]): Choice[] {
  return occupations.map(({ onetsoc_code, title, rated = true }) => ({
    value: onetsoc_code,
    label: title,
    ...(!rated && { note: UNRATED }),
  }));
}

/** The preferred code where it is rated, else the rated one at place `standIn`; "" where none is. */
export function firstPick(
  choices: readonly Choice[],
  preferred: string | undefined,
  standIn: number,
): string {
  const rated = choices.filter(({ note }) => note !== UNRATED).map(({ value }) => value);
  if (preferred !== undefined && rated.includes(preferred)) return preferred;
  return rated[Math.min(standIn, rated.length - 1)] ?? "";
}
