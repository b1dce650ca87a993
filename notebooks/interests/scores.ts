import type { Row as InterestScore } from "../../sql/queries/interest-profile.sql";

/** The six types in Holland's order, in which neighbours are most alike; also their order in the content model. */
export const TYPES = [
  "Realistic",
  "Investigative",
  "Artistic",
  "Social",
  "Enterprising",
  "Conventional",
] as const;

/** Six scores in the order of TYPES. */
export type Scores = readonly number[];

/** Highest score that a person gives, as in O*NET's Interest Profiler. */
export const HIGHEST = 40;

/** What the interests are taken from. */
export type Start =
  | { kind: "occupation"; code: string }
  | { kind: "scores"; scores: Scores /** of one or two types, where it was given so */; letters?: string };

/** Reads "SI", "8.25.15.33.18.12" or "29-1141.00". Undefined for anything else. */
export function parseStart(text: string): Start | undefined {
  if (/^\d\d-\d{4}\.\d\d$/.test(text)) return { kind: "occupation", code: text };
  if (/^([RIASEC])(?!\1)[RIASEC]?$/.test(text))
    return { kind: "scores", scores: ofLetters(text), letters: text };
  const scores = text.split(".").map(Number);
  const isScore = (score: number) => Number.isInteger(score) && score >= 0 && score <= HIGHEST;
  return /^\d+(\.\d+){5}$/.test(text) && scores.every(isScore) ? { kind: "scores", scores } : undefined;
}

/** The first type has the highest score, the second half of it, all others none. */
function ofLetters(letters: string): Scores {
  return TYPES.map((type) => {
    const place = letters.indexOf(type.charAt(0));
    return place < 0 ? 0 : HIGHEST / (place + 1);
  });
}

/** An occupation's six scores; undefined where one is missing. */
export function scoresOf(profile: readonly InterestScore[]): Scores | undefined {
  const scores = TYPES.map((type) => profile.find(({ element_name }) => element_name === type)?.data_value);
  return scores.every((score) => score !== undefined) ? scores : undefined;
}

/** Equal scores prefer nothing, and correlate with nothing. */
export function hasShape(scores: Scores): boolean {
  return new Set(scores).size > 1;
}

/** Brings scores from any scale onto that of occupations: the lowest to 1, the highest to 7. */
export function stretched(scores: Scores): Scores {
  const [least, most] = [Math.min(...scores), Math.max(...scores)];
  return scores.map((score) => 1 + (6 * (score - least)) / (most - least));
}
