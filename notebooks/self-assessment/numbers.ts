import type { TableColumn } from "../runtime/table.ts";
import type { Compared, Outcome } from "./self-gap.ts";

export const COLUMNS: TableColumn[] = [
  { name: "element_id", type: "text" },
  { name: "skill", type: "text" },
  { name: "self_rating", type: "numeric", doc: "your rating, 0 to 7; none where you gave none" },
  { name: "level", type: "numeric", doc: "that the occupation asks for, 0 to 7" },
  { name: "level_lower", type: "numeric", doc: "lower bound of its 95 % interval" },
  { name: "level_upper", type: "numeric", doc: "upper bound of its 95 % interval" },
  { name: "gap", type: "numeric", doc: "level minus your rating, where both can be used" },
  { name: "outcome", type: "text" },
];

const WORDS: Record<Outcome, string> = {
  more: "asks for more",
  less: "asks for less",
  within: "within the bounds",
  same: "the same",
  "not needed": "not needed",
  suppressed: "suppressed",
  "not rated": "not rated by you",
};

/** One row for each skill, as COLUMNS has them. A level that is no measurement is not given as one. */
export function toNumbers(compared: readonly Compared[]): Record<string, unknown>[] {
  return compared.map(({ element_name, outcome, suppressed, irrelevant, ...row }) => ({
    ...row,
    ...((suppressed || irrelevant) && { level: null, level_lower: null, level_upper: null }),
    skill: element_name,
    gap: row.gap === null ? null : Number(row.gap.toFixed(2)),
    outcome: WORDS[outcome],
  }));
}
