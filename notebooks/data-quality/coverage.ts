import type { Row } from "../../sql/queries/coverage.sql";

/** The kinds of data that the query `coverage` looks for, as people call them. */
export const KINDS = {
  rated: "Skills",
  knowledge: "Knowledge",
  abilities: "Abilities",
  work_activities: "Work activities",
  work_context: "Work context",
  work_styles: "Work styles",
  education: "Education",
  interests: "Interests",
  tasks: "Tasks",
  task_ratings: "Task ratings",
  job_zone: "Job zone",
  software: "Software",
} as const satisfies Partial<Record<keyof Row, string>>;
export type Kind = keyof typeof KINDS;

export interface Covered {
  kind: Kind;
  name: string;
  occupations: number;
  percent: number;
}

/** How many occupations have each kind of data; the most common first. */
export function toCovered(rows: readonly Row[]): Covered[] {
  const kinds = Object.entries(KINDS) as [Kind, string][];
  const found = kinds.map(([kind, name]): Covered => {
    const occupations = rows.filter((row) => row[kind]).length;
    return { kind, name, occupations, percent: (100 * occupations) / rows.length };
  });
  return found.sort((a, b) => b.occupations - a.occupations || a.name.localeCompare(b.name));
}

/** Those that lack something: "any" of the kinds, "all" of them, or one by name. */
export function lacking(rows: readonly Row[], what: Kind | "any" | "all"): Row[] {
  if (what === "any") return rows.filter(({ kinds }) => kinds < Object.keys(KINDS).length);
  if (what === "all") return rows.filter(({ kinds }) => kinds === 0);
  return rows.filter((row) => !row[what]);
}

/** The chart in a few sentences. */
export function summarize(rows: readonly Row[], covered: readonly Covered[]): string {
  const whole = rows.length - lacking(rows, "any").length;
  const without = lacking(rows, "all").length;
  const [most] = covered;
  const least = covered.at(-1)!;
  return [
    `Of ${rows.length.toLocaleString("en")} occupations ${whole.toLocaleString("en")} have all ${covered.length} kinds of data and ${without || "none"} have no more than a title and a description.`,
    `Most have ${most!.name.toLowerCase()} (${most!.occupations.toLocaleString("en")}), fewest ${least.name.toLowerCase()} (${least.occupations.toLocaleString("en")}).`,
  ].join(" ");
}
