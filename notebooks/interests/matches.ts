import type { Row as InterestScore } from "../../sql/queries/interest-profile.sql";
import type { Row as Match } from "../../sql/queries/occupations-by-interests.sql";
import { element } from "../runtime/element.ts";
import { type Scores, type Start, TYPES } from "./scores.ts";

/** How many of the closest to name. */
const NAMED = 6;

/** Six scores as the query's parameters. */
export function toInterests(scores: Scores) {
  const [realistic = 0, investigative = 0, artistic = 0, social = 0, enterprising = 0, conventional = 0] =
    scores;
  return { realistic, investigative, artistic, social, enterprising, conventional };
}

/** The occupation's six scores in the order of TYPES. */
export function scoresOfMatch(match: Match): Scores {
  const { realistic, investigative, artistic, social, enterprising, conventional } = match;
  return [realistic, investigative, artistic, social, enterprising, conventional].map((score) => score ?? 1);
}

/** "Social, then Investigative", or an occupation with its high points. */
export function describeStart(
  start: Start | undefined,
  profile: readonly InterestScore[],
  title: string,
): string {
  if (start?.kind === "occupation") {
    const points = profile.filter(({ high_point }) => high_point !== null);
    points.sort((a, b) => a.high_point! - b.high_point!);
    return points.length > 0
      ? `${title}: ${points.map(({ element_name }) => element_name).join(", ")}`
      : title;
  }
  if (start?.letters) return namesOf(start.letters).join(", then ");
  return "Six scores";
}

function namesOf(letters: string): string[] {
  return [...letters].map((letter) => TYPES.find((type) => type.startsWith(letter))!);
}

/** "The closest are …", each with a way to what is reachable from it. */
export function matchLinks(matches: readonly Match[]): (Node | string)[] {
  if (matches.length === 0)
    return ["No occupation of this job zone has interest scores. Choose another zone."];
  const closest = matches.slice(0, NAMED);
  const links = closest.flatMap(({ onetsoc_code, title, correlation }, index): (Node | string)[] => {
    const href = `/notebooks/reachable-occupations?from=${onetsoc_code}`;
    const before = index === 0 ? "" : index === closest.length - 1 ? " and " : ", ";
    return [before, element("a", { href }, title), ` (${correlation?.toFixed(2)})`];
  });
  return [closest.length === 1 ? "The closest is " : "The closest are ", ...links, "."];
}
