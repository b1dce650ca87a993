// Made by npm run sql from assessment-gap.sql: change that, not this.
import type { Query } from "../typed-query.ts";

export interface Params {
  /** element ids of the skills that the person rated; e.g. 2.A.1.a,2.A.1.b,2.B.1.a */
  elements?: readonly string[];
  /** the ratings, 0 to 7, in the order of elements; e.g. 3,4.5,2 */
  ratings?: readonly number[];
  /** O*NET-SOC code of the occupation aimed at; e.g. 29-1141.00 */
  code: string;
}

export interface Row {
  /** essential skill, transferable skill, knowledge, ability or work activity */
  domain: string;
  element_id: string;
  element_name: string;
  /** the skill in words for high-school readers, where staff have written them */
  wording: string | null;
  /** NULL where the person has not rated the skill */
  self_rating: number | null;
  level: number;
  level_lower: number | null;
  level_upper: number | null;
  gap: number | null;
  /**
   * true where the self-rating lies between the bounds of the level, so that the gap may be chance; NULL
   * without bounds
   */
  within_bounds: boolean | null;
  /** true where O*NET recommends suppressing the value for low precision */
  suppressed: boolean;
  /**
   * true where the level was marked not relevant for the occupation; read it as "not needed", not as a
   * measurement
   */
  irrelevant: boolean;
}

/**
 * Self-ratings against an occupation
 *
 * Compares a person's own ratings of skills on the level scale (0 to 7) with the levels that an occupation
 * asks for. The ratings are given as two lists in the same order; self-assessments that are stored are
 * private and not read here. Every skill of the occupation is listed, so that what the person has not rated
 * is seen to be missing rather than zero; without the lists nothing is rated. A positive gap means that the
 * occupation asks for more. No gap is given where O*NET recommends to suppress the level or marks it not
 * relevant ("not needed"). People judge themselves by another yardstick than O*NET's analysts do: read a gap
 * as a prompt to talk, not as a measurement. No rows: the occupation is not rated.
 */
declare const assessmentGap: Query<Params, Row>;
export default assessmentGap;
