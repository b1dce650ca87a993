import type { Row as Level } from "../../sql/queries/assessment-gap.sql";
import type { Row as Rating } from "../../sql/queries/profiles.sql";
import { listed, type Skill, signed } from "../skill-gap/rows.ts";
import type { Ratings } from "./ratings.ts";

/** How a person's rating stands to the level that an occupation asks for. */
export type Outcome = "more" | "less" | "within" | "same" | "not needed" | "suppressed" | "not rated";

export interface Compared extends Level {
  outcome: Outcome;
  /** what the occupation asks for more; null where the outcome is one of the last three */
  gap: number | null;
}

/** The skills of an occupation by their importance there, those without a usable importance last. */
export function mostImportant(levels: readonly Level[], importance: readonly Rating[]): Level[] {
  const usable = importance.filter(({ suppressed }) => !suppressed);
  const values = new Map(usable.map(({ element_id, data_value }) => [element_id, data_value]));
  const of = ({ element_id }: Level) => values.get(element_id) ?? 0;
  return levels.toSorted((a, b) => of(b) - of(a));
}

/** Every skill of the occupation with the person's own rating of it. */
export function compare(levels: readonly Level[], ratings: Ratings): Compared[] {
  return levels.map((row) => {
    const self_rating = ratings.get(row.element_id) ?? null;
    const outcome = outcomeOf(row, self_rating);
    const gap = self_rating === null || row.suppressed || row.irrelevant ? null : row.level - self_rating;
    return { ...row, self_rating, outcome, gap };
  });
}

function outcomeOf(row: Level, self: number | null): Outcome {
  if (row.suppressed) return "suppressed";
  if (row.irrelevant) return "not needed";
  if (self === null) return "not rated";
  const { level, level_lower, level_upper } = row;
  if (level_lower !== null && level_upper !== null && self >= level_lower && self <= level_upper)
    return "within";
  return level > self ? "more" : level < self ? "less" : "same";
}

/** What the chart of skill-gap takes, the person on its left side: widest gap first, not needed ones last. */
export function toSkills(compared: readonly Compared[]): Skill[] {
  const shown = compared.filter(({ self_rating, suppressed }) => self_rating !== null && !suppressed);
  const skills = shown.map((row) => ({
    name: row.element_name,
    from: { value: row.self_rating!, lower: null, upper: null },
    to: row.irrelevant ? undefined : { value: row.level, lower: row.level_lower, upper: row.level_upper },
    gap: row.gap ?? undefined,
  }));
  return skills.sort(
    (a, b) => (b.gap ?? Number.NEGATIVE_INFINITY) - (a.gap ?? Number.NEGATIVE_INFINITY) || 0,
  );
}

/** The comparison in a few sentences. */
export function summarize(compared: readonly Compared[], title: string): string {
  const of = (outcome: Outcome) => compared.filter((row) => row.outcome === outcome);
  const rated = compared.filter(({ self_rating }) => self_rating !== null).length;
  if (rated === 0) return "Rate a skill above, and the gap is drawn here.";
  const more = of("more").sort((a, b) => b.gap! - a.gap!);
  const within = of("within").length + of("same").length;
  const widest = more.slice(0, 3).map(({ element_name, gap }) => `${element_name} (${signed(gap!)})`);
  return [
    `Of the ${rated} ${rated === 1 ? "skill" : "skills"} that you rated, ${title} ask for more in ${more.length || "none"} and for less in ${of("less").length || "none"}; in ${within || "none"} your rating lies within the occupation's bounds.`,
    ...(widest.length > 0 ? [`Most more is asked for in ${listed(widest)}.`] : []),
  ].join(" ");
}

/** What the chart does not show, in sentences. */
export function leftOut(compared: readonly Compared[]): string {
  const names = (outcome: Outcome) =>
    compared.filter((row) => row.outcome === outcome).map(({ element_name }) => element_name);
  const [unrated, suppressed, unneeded] = [names("not rated"), names("suppressed"), names("not needed")];
  const asked = compared.length - suppressed.length - unneeded.length;
  return [
    ...(unrated.length > 0
      ? [
          `You have not rated ${unrated.length} of the ${asked} skills that it asks for; they count for nothing here.`,
        ]
      : []),
    ...(unneeded.length > 0 ? [`Not needed in the occupation: ${listed(unneeded)}.`] : []),
    ...(suppressed.length > 0
      ? [`Left out, because the level is marked for suppression (low precision): ${listed(suppressed)}.`]
      : []),
  ].join(" ");
}
