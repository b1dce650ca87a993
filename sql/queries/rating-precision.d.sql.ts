// Made by npm run sql from rating-precision.sql: change that, not this.
import type { Query } from "../typed-query.ts";

export interface Params {
  /** importance (IM, 1 to 5) or level (LV, 0 to 7); default IM */
  scale?: "IM" | "LV";
  /** O*NET-SOC code of the only occupation to look at; e.g. 29-1141.00 */
  code?: string;
}

export interface Row {
  domain: string;
  domain_source: string;
  ratings: number;
  /** ratings with a sample size */
  with_n: number;
  /** 5 % of the ratings are by fewer people */
  n_p5: number | null;
  n_lower_quartile: number | null;
  /** half of the ratings are by fewer people */
  n_median: number | null;
  n_upper_quartile: number | null;
  n_p95: number | null;
  /** ratings with a standard error */
  with_error: number;
  /** 5 % of the standard errors are smaller */
  error_p5: number | null;
  error_lower_quartile: number | null;
  /** half of the standard errors are smaller */
  error_median: number | null;
  error_upper_quartile: number | null;
  error_p95: number | null;
}

/**
 * Sample sizes and standard errors
 *
 * How many people stand behind ratings and how far off their means may be, by domain and source: quantiles
 * over all ratings on one scale, suppressed and not relevant ones included. Standard errors are in points of
 * the scale, so compare them on one scale only. Where a source gives none (occupational experts, analysts in
 * transition) they are NULL: unknown, not zero. Ratings by categories, such as education, are percentages and
 * not listed.
 */
declare const ratingPrecision: Query<Params, Row>;
export default ratingPrecision;
