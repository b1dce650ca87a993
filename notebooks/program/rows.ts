import type { Row as Profile } from "../../sql/queries/program-profile.sql";
import type { Row as Rating } from "../../sql/queries/program-ratings.sql";
import { listed } from "../skill-gap/rows.ts";

/** An occupation's rating of an element: a number only where `state` is "rated". */
export interface Cell {
  code: string;
  occupation: string;
  state: "rated" | "not needed" | "suppressed";
  value: number;
  /** 95 % confidence bounds; NULL where the source gives none */
  lower: number | null;
  upper: number | null;
}

/** A skill, or an element of another domain, with what the programme's occupations ask for. */
export interface Element {
  id: string;
  name: string;
  /** of every rated occupation of the programme */
  cells: Cell[];
  rated: Cell[];
  /** those that reach the threshold */
  needing: Cell[];
  /** unweighted mean of the programme's usable ratings; undefined where there is none */
  mean: number | undefined;
  /** the same over all occupations of the release */
  allMean: number | undefined;
}

export function toElements(
  ratings: readonly Rating[],
  profile: readonly Profile[],
  atLeast: number,
): Element[] {
  const means = new Map(profile.map((row) => [row.element_id, row]));
  const names = new Map(ratings.map((row) => [row.element_id, row.element_name]));
  return [...names].map(([id, name]) => {
    const cells = ratings.filter((row) => row.element_id === id).map(toCell);
    const rated = cells.filter(({ state }) => state === "rated");
    return {
      id,
      name,
      cells,
      rated,
      needing: rated.filter(({ value }) => value >= atLeast),
      mean: means.get(id)?.mean_value,
      allMean: means.get(id)?.all_mean_value,
    };
  });
}

function toCell(row: Rating): Cell {
  return {
    code: row.onetsoc_code,
    occupation: row.title,
    // A level that is not relevant is no measurement, and neither is what O*NET recommends to suppress.
    state: row.suppressed ? "suppressed" : row.irrelevant ? "not needed" : "rated",
    value: row.data_value,
    lower: row.lower_ci_bound,
    upper: row.upper_ci_bound,
  };
}

/** Elements by how many of the rated occupations need them, highest mean first. */
export interface Groups {
  all: Element[];
  some: Element[];
  /** of one alone, where there are several */
  one: Element[];
  none: Element[];
}

export function grouped(elements: readonly Element[], occupations: number): Groups {
  const sorted = [...elements].sort((a, b) => (b.mean ?? 0) - (a.mean ?? 0));
  const by = (test: (needing: number) => boolean) => sorted.filter(({ needing }) => test(needing.length));
  return {
    all: by((needing) => needing > 0 && needing === occupations),
    some: by((needing) => needing > 1 && needing < occupations),
    one: by((needing) => needing === 1 && needing < occupations),
    none: by((needing) => needing === 0),
  };
}

/** Those that are drawn: what all need first, what one alone needs last. */
export function needed({ all, some, one }: Groups): Element[] {
  const byCount = some.toSorted((a, b) => b.needing.length - a.needing.length);
  return [...all, ...byCount, ...one];
}

export const PLURALS = {
  skill: "skills",
  knowledge: "kinds of knowledge",
  ability: "abilities",
  "work activity": "work activities",
};
export type Domain = keyof typeof PLURALS;

/** The page in a sentence, for those who read on and those who can't see the charts. */
export function summarize(groups: Groups, occupations: number, domain: Domain, threshold: string): string {
  const { all, some, one, none } = groups;
  const total = all.length + some.length + one.length + none.length;
  const plural = PLURALS[domain];
  if (total === 0) return `None of its occupations has ratings of ${plural} in this release.`;
  if (none.length === total)
    return `Of ${total} ${plural} none is needed by a rated occupation (${threshold}).`;
  if (occupations === 1)
    return `Its one rated occupation needs ${all.length} of ${total} ${plural} (${threshold}).`;
  const rest = [
    ...(some.length > 0 ? [`${some.length} by several`] : []),
    ...(one.length > 0 ? [`${one.length} by one alone`] : []),
    ...(none.length > 0 ? [`${none.length} by none`] : []),
  ];
  const first = `${all.length || "None"} of ${total} ${plural} ${all.length === 1 ? "is" : "are"} needed by all ${occupations} rated occupations`;
  return `${listed([first, ...rest])} (${threshold}).`;
}

/** For each occupation what it alone needs, most first. */
export function neededAlone({ one }: Groups): { occupation: string; names: string[] }[] {
  const occupations = [...new Set(one.map(({ needing }) => needing[0]!.occupation))];
  const found = occupations.map((occupation) => ({
    occupation,
    names: one.filter(({ needing }) => needing[0]!.occupation === occupation).map(({ name }) => name),
  }));
  return found.sort((a, b) => b.names.length - a.names.length);
}

/** How many ratings are left out for their low precision, and how many levels are not needed. */
export function countStates(elements: readonly Element[]): { suppressed: number; notNeeded: number } {
  const cells = elements.flatMap((element) => element.cells);
  return {
    suppressed: cells.filter(({ state }) => state === "suppressed").length,
    notNeeded: cells.filter(({ state }) => state === "not needed").length,
  };
}

export function inWords({ state, value, lower, upper }: Cell): string {
  if (state !== "rated") return state;
  const bounds = lower === null || upper === null ? "" : ` (${lower.toFixed(2)} to ${upper.toFixed(2)})`;
  return `${value.toFixed(2)}${bounds}`;
}
