import type { Row as Nearest } from "../../sql/queries/nearest-occupations.sql";
import { listed } from "../skill-gap/rows.ts";
import type { Difference } from "./differences.ts";

/** An occupation with its place among the nearest, 1 the nearest, and what it asks for. */
export interface Reachable extends Nearest {
  place: number;
  difference: Difference;
}

export type Domain = "skill" | "knowledge" | "ability" | "work activity";

/** What a reader chose. */
export interface Options {
  /** code and title of the occupation held now */
  from: string;
  title: string;
  domain: Domain;
  scale: "LV" | "IM";
}

/** What the profiles are made of, in the plural. */
export const ELEMENTS: Record<Domain, string> = {
  skill: "skills",
  knowledge: "kinds of knowledge",
  ability: "abilities",
  "work activity": "work activities",
};

const NONE: Difference = { gaps: [], mean: undefined, newlyNeeded: [], suppressed: [] };

export function toReachable(
  nearest: readonly Nearest[],
  differences: ReadonlyMap<string, Difference>,
): Reachable[] {
  return nearest.map((row, index) => ({
    ...row,
    place: index + 1,
    difference: differences.get(row.onetsoc_code) ?? NONE,
  }));
}

/** The list in two sentences, for those who read on and those who can't see the chart. */
export function summarize(reachable: readonly Reachable[], { title, domain, scale }: Options): string {
  const named = reachable.slice(0, 3).map(({ title, distance }) => `${title} (${distance.toFixed(2)})`);
  const higher = reachable.filter(({ job_zone_change }) => (job_zone_change ?? 0) > 0).length;
  const isOne = named.length === 1;
  return [
    `By the ${scale === "LV" ? "level" : "importance"} of their ${ELEMENTS[domain]}, the occupation${isOne ? "" : "s"} nearest to ${title} ${isOne ? "is" : "are"} ${listed(named)}.`,
    `Of the ${reachable.length} shown, ${higher || "none"} ${higher === 1 ? "is" : "are"} in a higher job zone.`,
  ].join(" ");
}

/** "same job zone", "one zone higher" */
export function zoneWords(change: number | null): string {
  if (change === null) return "no job zone";
  if (change === 0) return "same job zone";
  const count = ["", "one", "two", "three", "four"][Math.abs(change)];
  return `${count} zone${Math.abs(change) === 1 ? "" : "s"} ${change > 0 ? "higher" : "lower"}`;
}

/** O*NET's answers explain themselves at length: "Bachelor's Degree", "Associate's Degree". */
export function shortEducation(answer: string): string {
  return answer.replace(/ - .*| \(.*/s, "");
}
