import type { Row as Rating } from "../../sql/queries/profiles.sql";

/** How much more, in points of the scale, an occupation asks for of one element. */
export interface Gap {
  name: string;
  gap: number;
  /** Whether the gap is more than chance: its 95 % interval leaves out 0. False too where a bound is not published. */
  isClear: boolean;
}

/** What an occupation asks for other than the one that somebody comes from. */
export interface Difference {
  /** of the elements that both need and have a usable rating of, widest first, down to where it asks for least */
  gaps: Gap[];
  /** mean of the gaps; undefined without any */
  mean: number | undefined;
  /** names of elements that it needs, and whose level is marked not relevant where somebody comes from */
  newlyNeeded: string[];
  /** names of elements left out, because O*NET recommends to suppress one of the two ratings */
  suppressed: string[];
}

type Bounded = Pick<Rating, "data_value" | "lower_ci_bound" | "upper_ci_bound">;

/** From one occupation to each other in the rows, by its code. */
export function differences(ratings: readonly Rating[], from: string): Map<string, Difference> {
  const of = (code: string) => ratings.filter(({ onetsoc_code }) => onetsoc_code === code);
  const own = new Map(of(from).map((rating) => [rating.element_id, rating]));
  const others = new Set(ratings.map(({ onetsoc_code }) => onetsoc_code));
  others.delete(from);
  return new Map([...others].map((code) => [code, difference(own, of(code))]));
}

function difference(own: ReadonlyMap<string, Rating>, there: readonly Rating[]): Difference {
  const gaps: Gap[] = [];
  const newlyNeeded: string[] = [];
  const suppressed: string[] = [];
  for (const b of there) {
    const a = own.get(b.element_id);
    if (!a) continue;
    if (a.suppressed || b.suppressed) suppressed.push(b.element_name);
    else if (a.irrelevant && !b.irrelevant) newlyNeeded.push(b.element_name);
    else if (!a.irrelevant && !b.irrelevant) gaps.push(gapBetween(a, b));
  }
  gaps.sort((a, b) => b.gap - a.gap);
  const sum = gaps.reduce((total, { gap }) => total + gap, 0);
  return { gaps, mean: gaps.length > 0 ? sum / gaps.length : undefined, newlyNeeded, suppressed };
}

function gapBetween(a: Rating, b: Rating): Gap {
  const interval = gapInterval(a, b);
  return {
    name: b.element_name,
    gap: b.data_value - a.data_value,
    isClear: interval !== undefined && (interval.lower > 0 || interval.upper < 0),
  };
}

/**
 * The 95 % interval of b − a from the published bounds of both, by Zou and Donner's method (2008): it allows for
 * asymmetric bounds and takes the ratings for independent. Undefined where a bound is not published.
 */
export function gapInterval(a: Bounded, b: Bounded): { lower: number; upper: number } | undefined {
  const [aLower, aUpper, bLower, bUpper] = [
    a.lower_ci_bound,
    a.upper_ci_bound,
    b.lower_ci_bound,
    b.upper_ci_bound,
  ];
  if (aLower === null || aUpper === null || bLower === null || bUpper === null) return undefined;
  const gap = b.data_value - a.data_value;
  return {
    lower: gap - Math.hypot(b.data_value - bLower, aUpper - a.data_value),
    upper: gap + Math.hypot(bUpper - b.data_value, a.data_value - aLower),
  };
}
