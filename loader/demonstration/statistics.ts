import { clamp, random } from "./random.ts";
import type { Row } from "./row.ts";

/** Whoever rated an occupation: how many, and whether experts, whose ratings come without statistics. */
export interface Raters {
  n: number;
  experts: boolean;
}

/** Survey respondents of an occupation; every sixth occupation is rated by experts, as in real releases. */
export function respondents(code: string): Raters {
  return { n: 15 + Math.floor(random(`${code} n`) * 45), experts: random(`${code} experts`) < 1 / 6 };
}

/** Eight analysts rate skills and abilities of every occupation. */
export const analysts: Raters = { n: 8, experts: false };

/** n, standard_error, lower_ci_bound, upper_ci_bound and recommend_suppress of a mean on a scale. */
export function meanStatistics(
  key: string,
  value: number,
  raters: Raters,
  [low, high]: readonly [number, number],
): Row {
  const n = String(raters.n);
  if (raters.experts) return [n, null, null, null, null];
  // Raters rarely differ much: with eight of them about one rating in thirty is too imprecise to show.
  const spread = 0.35 + random(`${key} spread`) ** 30 * 1.2;
  const error = ((high - low) * 0.32 * spread) / Math.sqrt(raters.n);
  const suppress = raters.n === analysts.n ? error > 0.51 : error > value / 2;
  return [
    n,
    error.toFixed(4),
    clamp(value - 1.96 * error, low, high).toFixed(4),
    clamp(value + 1.96 * error, low, high).toFixed(4),
    suppress ? "Y" : "N",
  ];
}

/** The same for a percentage; where nobody gave an answer there is no interval. */
export function percentStatistics(percent: number, raters: Raters): Row {
  const n = String(raters.n);
  if (raters.experts) return [n, null, null, null, null];
  if (percent === 0) return [n, "0.0000", null, null, "N"];
  const error = Math.sqrt((percent * (100 - percent)) / raters.n);
  return [
    n,
    error.toFixed(4),
    clamp(percent - 1.5 * error, 0, 100).toFixed(4),
    clamp(percent + 2.3 * error, 0, 100).toFixed(4),
    "N",
  ];
}

/** How answers spread over `count` categories around `centre` (1 to count); in hundredths of a percent, 10,000 in all. */
export function shares(key: string, centre: number, width: number, count: number): number[] {
  const weights = Array.from({ length: count }, (_, i) => {
    const distance = (i + 1 - centre) / width;
    const weight = (0.6 + 0.8 * random(`${key} ${i}`)) / (1 + distance * distance) ** 3;
    return weight < 0.01 ? 0 : weight;
  });
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const parts = weights.map((weight) => Math.floor((weight / total) * 10_000));
  const largest = parts.indexOf(Math.max(...parts));
  parts[largest]! += 10_000 - parts.reduce((sum, part) => sum + part, 0);
  return parts;
}
