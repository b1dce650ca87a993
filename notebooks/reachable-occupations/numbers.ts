import type { TableColumn } from "../runtime/table.ts";
import type { Reachable } from "./reachable.ts";

export const COLUMNS: TableColumn[] = [
  { name: "place", type: "int4", doc: "1 is the nearest" },
  { name: "onetsoc_code", type: "text" },
  { name: "title", type: "text" },
  { name: "distance", type: "numeric", doc: "of the profiles, in standard deviations" },
  { name: "elements", type: "int4", doc: "elements that both have a usable rating of" },
  { name: "job_zone", type: "numeric" },
  { name: "job_zone_change", type: "int4", doc: "job zones from the first occupation to this one" },
  { name: "education", type: "text", doc: "answer given most often; none where it is suppressed" },
  { name: "education_percent", type: "numeric", doc: "percent of the answers" },
  { name: "mean_gap", type: "numeric", doc: "mean difference of the ratings, in points of the scale" },
  { name: "higher", type: "int4", doc: "elements that it asks for more of" },
  { name: "clearly_higher", type: "int4", doc: "of these, those whose 95 % interval leaves out zero" },
  { name: "lower", type: "int4", doc: "elements that it asks for less of" },
  { name: "clearly_lower", type: "int4", doc: "of these, those whose 95 % interval leaves out zero" },
  { name: "newly_needed", type: "int4", doc: "elements marked not relevant in the first occupation only" },
  { name: "suppressed", type: "int4", doc: "elements left out for the low precision of a rating" },
];

/** One row for each occupation, as COLUMNS has them. */
export function toNumbers(reachable: readonly Reachable[]): Record<string, unknown>[] {
  return reachable.map(({ difference, ...row }) => {
    const { gaps, mean, newlyNeeded, suppressed } = difference;
    const higher = gaps.filter(({ gap }) => gap > 0);
    const lower = gaps.filter(({ gap }) => gap < 0);
    return {
      ...row,
      mean_gap: mean === undefined ? null : Number(mean.toFixed(3)),
      higher: higher.length,
      clearly_higher: higher.filter(({ isClear }) => isClear).length,
      lower: lower.length,
      clearly_lower: lower.filter(({ isClear }) => isClear).length,
      newly_needed: newlyNeeded.length,
      suppressed: suppressed.length,
    };
  });
}
