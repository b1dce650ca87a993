// Made by npm run sql from education-required.sql: change that, not this.
import type { Query } from "../typed-query.ts";

export interface Params {
  /** O*NET-SOC code; e.g. 29-1141.00 */
  code: string;
}

export interface Row {
  /** Scale of data_value. IM (1 to 5) and LV (0 to 7) measure different things: never mix them. */
  scale_id: string;
  /** Numbered answer that data_value counts in percent; empty where data_value is a mean. */
  category: number;
  category_description: string;
  /** of the answers */
  percent: number;
  /** Lower bound of the 95 % confidence interval, often asymmetric: do not recompute it. */
  lower_ci_bound: number | null;
  /** Upper bound of the 95 % confidence interval, often asymmetric: do not recompute it. */
  upper_ci_bound: number | null;
  /** how many people answered */
  n: number | null;
  /** O*NET recommends to suppress the percentage for low precision */
  suppressed: boolean;
  /** First day of the month in which the row was last updated. */
  date_updated: string;
  /** Who supplied the value, for example Incumbent, Analyst or Occupational Expert. */
  domain_source: string;
}

/**
 * Education that an occupation requires
 *
 * How the people who were asked answered what education a new hire needs: percent of answers for each level
 * of education, lowest level first. The percentages of one scale add up to 100, but for rounding. Releases to
 * 30.3 ask on scale RL; 31.0 adds scale RQ, whose levels 10 and 11 mean other degrees: never add or compare
 * the two by number. Suppressed percentages are shown and flagged, since without them the rest would not add
 * up. No rows: the occupation was not surveyed.
 */
declare const educationRequired: Query<Params, Row>;
export default educationRequired;
