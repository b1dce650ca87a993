import { cellText, isNone, isNumeric } from "./table-cell.ts";

export type Direction = "ascending" | "descending";

/** Where each row stands in a column: the same for the same value, `distinct` for no value. */
export interface Ranks {
  of: Uint32Array;
  distinct: number;
}

/** "4.A.2" comes before "4.A.10". */
const collator = new Intl.Collator("en", { numeric: true });

/** Ranks the values of a column of PostgreSQL's `type`. NaN counts as no value. */
export function rank(values: readonly unknown[], type: string): Ranks {
  const keys = values.map((value) => sortKey(value, type));
  const distinct = [...new Set(keys)].filter((key) => key !== undefined);
  if (isNumeric(type) || type === "bool") distinct.sort(ascending);
  // Nearly in order by code unit, which is fast, the collator has a quarter of the comparisons left to make.
  else distinct.sort().sort((a, b) => collator.compare(a as string, b as string));
  const ranks = new Map<Key | undefined, number>(distinct.map((key, index) => [key, index]));
  return {
    of: Uint32Array.from(keys, (key) => ranks.get(key) ?? distinct.length),
    distinct: distinct.length,
  };
}

/** The rows' numbers in the order of their ranks, equals as they were, no value last both ways: a counting sort. */
export function sortByRank({ of, distinct }: Ranks, direction: Direction): Uint32Array {
  const isDown = direction === "descending";
  const bucket = (rank: number) => (isDown && rank < distinct ? distinct - 1 - rank : rank);
  const next = new Uint32Array(distinct + 2);
  for (const rank of of) next[bucket(rank) + 1]!++;
  for (let i = 1; i < next.length; i++) next[i]! += next[i - 1]!;
  const order = new Uint32Array(of.length);
  for (let row = 0; row < of.length; row++) order[next[bucket(of[row]!)]!++] = row;
  return order;
}

type Key = string | number | bigint | boolean;

function sortKey(value: unknown, type: string): Key | undefined {
  if (isNone(value) || Number.isNaN(value)) return undefined;
  return isNumeric(type) || type === "bool" ? (value as Key) : cellText(value, type);
}

function ascending(a: Key, b: Key): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
