// Made by npm run sql from training-and-experience.sql: change that, not this.
import type { Query } from "../typed-query.ts";

export interface Params {
  /** O*NET-SOC code; e.g. 29-1141.00 */
  code: string;
}

export interface Row {
  /** Element of the content model; its prefixes name the groups above it. */
  element_id: string;
  element_name: string;
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
 * Training and experience that an occupation requires
 *
 * Percent of answers for each amount of related work experience (scale RW), of training in a classroom or
 * plant (PT) and of training on the job (OJ), shortest first. The percentages of one scale add up to 100, but
 * for rounding; the three are different questions. Suppressed percentages are shown and flagged, since
 * without them the rest would not add up. No rows: the occupation was not surveyed.
 */
declare const trainingAndExperience: Query<Params, Row>;
export default trainingAndExperience;
