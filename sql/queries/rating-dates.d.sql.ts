// Made by npm run sql from rating-dates.sql: change that, not this.
import type { Query } from "../typed-query.ts";

export interface Params {
  /** O*NET-SOC code of the only occupation to count; e.g. 29-1141.00 */
  code?: string;
}

export interface Row {
  /** essential skill, knowledge, work context … or task, job zone */
  domain: string;
  /** who rated, such as incumbents, occupational experts or analysts */
  domain_source: string;
  /** its first day */
  month: string;
  /** ratings (or tasks, or job zones) with this date */
  ratings: number;
  /** occupations that they are of */
  occupations: number;
}

/**
 * How old the ratings are
 *
 * How many ratings of each domain and source are of each month, and of how many occupations. A release keeps
 * ratings of many years: old ones are not wrong, they have not been collected anew. A newer date can also
 * mean another kind of source or a new occupation, so look at one source at a time.
 */
declare const ratingDates: Query<Params, Row>;
export default ratingDates;
