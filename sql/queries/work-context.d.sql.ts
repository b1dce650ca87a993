// Made by npm run sql from work-context.sql: change that, not this.
import type { Query } from "../typed-query.ts";

export interface Params {
  /** O*NET-SOC code; e.g. 29-1141.00 */
  code: string;
}

export interface Row {
  /** the part of work context that the question belongs to */
  area: string | null;
  /** Element of the content model; its prefixes name the groups above it. */
  element_id: string;
  element_name: string;
  /** Scale of data_value. IM (1 to 5) and LV (0 to 7) measure different things: never mix them. */
  scale_id: string;
  /** mean of the answers on scale_id */
  mean: number;
  /** Lower bound of the 95 % confidence interval, often asymmetric: do not recompute it. */
  lower_ci_bound: number | null;
  /** Upper bound of the 95 % confidence interval, often asymmetric: do not recompute it. */
  upper_ci_bound: number | null;
  /** Number of raters; empty where there were none. */
  n: number | null;
  /** the answer given most often, in words; the lower one of two */
  most_frequent: string | null;
  /** percent of the people who gave it */
  most_frequent_percent: number | null;
  suppressed: boolean;
  /** marked not relevant for the occupation */
  irrelevant: boolean;
  /** First day of the month in which the row was last updated. */
  date_updated: string;
  /** Who supplied the value, for example Incumbent, Analyst or Occupational Expert. */
  domain_source: string;
}

/**
 * Work context of an occupation
 *
 * The physical and social conditions of the work: the mean answer to each question, and the answer that was
 * given most often. Scale CX runs from 1 to 5 and CT from 1 to 3, and what the numbers mean differs from
 * question to question, so compare occupations within a question, not questions with each other. Suppressed
 * means are shown and flagged: don't chart them. Query work-context-answers has all answers to one question.
 * No rows: the occupation is not rated.
 */
declare const workContext: Query<Params, Row>;
export default workContext;
