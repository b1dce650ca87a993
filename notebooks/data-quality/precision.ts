import type { Row } from "../../sql/queries/rating-precision.sql";

/** How a number is spread over ratings: 5 %, quartiles and 95 %; undefined where the source does not tell. */
export interface Spread {
  /** "knowledge, Incumbent" */
  name: string;
  quantiles: [p5: number, lower: number, median: number, upper: number, p95: number] | undefined;
  /** ratings that have the number, and all */
  known: number;
  ratings: number;
}

export function toSampleSizes(rows: readonly Row[]): Spread[] {
  return rows.map((row) => ({
    name: nameOf(row),
    quantiles: complete([row.n_p5, row.n_lower_quartile, row.n_median, row.n_upper_quartile, row.n_p95]),
    known: row.with_n,
    ratings: row.ratings,
  }));
}

export function toErrors(rows: readonly Row[]): Spread[] {
  return rows.map((row) => ({
    name: nameOf(row),
    quantiles: complete([
      row.error_p5,
      row.error_lower_quartile,
      row.error_median,
      row.error_upper_quartile,
      row.error_p95,
    ]),
    known: row.with_error,
    ratings: row.ratings,
  }));
}

const nameOf = ({ domain, domain_source }: Row) => `${domain}, ${domain_source}`;

function complete(values: (number | null)[]): Spread["quantiles"] {
  return values.every((value) => value !== null) ? (values as unknown as Spread["quantiles"]) : undefined;
}

/** A chart of spreads in words: the medians, and who does not tell. */
export function inWords(spreads: readonly Spread[], digits: number): string {
  return spreads
    .map(({ name, quantiles }) => `${name} ${quantiles ? quantiles[2].toFixed(digits) : "unknown"}`)
    .join("; ");
}
