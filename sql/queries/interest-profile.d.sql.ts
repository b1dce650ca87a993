// Made by npm run sql from interest-profile.sql: change that, not this.
import type { Query } from "../typed-query.ts";

export interface Params {
  /** O*NET-SOC code; e.g. 29-1141.00 */
  code: string;
}

export interface Row {
  /** Element of the content model; its prefixes name the groups above it. */
  element_id: string;
  element_name: string;
  /**
   * The rating on scale_id: a mean, or a percentage where category is set. IH and VH are codes: never
   * average.
   */
  data_value: number;
  /** 1, 2 or 3 where the type is a high point, else NULL */
  high_point: number | null;
  /** First day of the month in which the row was last updated. */
  date_updated: string;
  /** Who supplied the value, for example Incumbent, Analyst or Occupational Expert. */
  domain_source: string;
}

/**
 * Interest profile of an occupation
 *
 * The six RIASEC scores of an occupation (scale OI, 1 to 7), highest first, and which of them are its first,
 * second and third high point. O*NET gives high points as codes (scale IH), so they are shown as places and
 * never averaged. No rows: the occupation has no interest scores. O*NET made all scores anew around release
 * 30.2: don't compare them across it.
 */
declare const interestProfile: Query<Params, Row>;
export default interestProfile;
