// Made by npm run sql from occupation-data-quality.sql: change that, not this.
import type { Query } from "../typed-query.ts";

export interface Params {
  /** O*NET-SOC code of the occupation; e.g. 29-1141.00 */
  code: string;
}

export interface Row {
  domain: string;
  scale_id: string;
  domain_source: string;
  ratings: number;
  suppressed_ratings: number;
  /** levels marked not relevant; read them as "not needed" */
  irrelevant_ratings: number;
  /** ratings without a confidence interval */
  without_bounds: number;
  /** the fewest people behind a rating; NULL where the source gives no number */
  n_smallest: number | null;
  n_largest: number | null;
  /**
   * half of the standard errors are smaller; in points of the scale, or percentage points of category scales
   */
  error_median: number | null;
  earliest: string;
  latest: string;
}

/**
 * How good the data of an occupation are
 *
 * What O*NET has about one occupation, by domain, scale and source: how many ratings, how many of them
 * suppressed or marked not relevant, how many people rated, how far off the means may be, and when. No row
 * for a domain: it is unrated, which is neither low nor zero.
 */
declare const occupationDataQuality: Query<Params, Row>;
export default occupationDataQuality;
