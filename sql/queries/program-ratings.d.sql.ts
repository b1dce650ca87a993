// Made by npm run sql from program-ratings.sql: change that, not this.
import type { Query } from "../typed-query.ts";

export interface Params {
  /** the programme's number; query programs lists them; e.g. 1 */
  program: number;
  /** default skill */
  domain?: "skill" | "knowledge" | "ability" | "work activity";
  /** importance (IM, 1 to 5) or level (LV, 0 to 7); default IM */
  scale?: "IM" | "LV";
}

export interface Row {
  onetsoc_code: string;
  title: string;
  /** essential skill, transferable skill, knowledge, ability or work activity */
  domain: string;
  element_id: string;
  element_name: string;
  data_value: number;
  lower_ci_bound: number | null;
  upper_ci_bound: number | null;
  n: number | null;
  /** O*NET recommends to suppress the value for low precision */
  suppressed: boolean;
  /** the level is marked not relevant for the occupation */
  irrelevant: boolean;
  domain_source: string;
}

/**
 * Ratings of the occupations of a programme
 *
 * The rating that each occupation of a programme has for each skill (or element of another domain), on one
 * scale: what query program-profile is the mean of. Suppressed ratings and levels marked not relevant ("not
 * needed") are listed with their flags: leave the first out and show the second as not needed. Linked
 * occupations without ratings have no rows; query program-occupations names them.
 */
declare const programRatings: Query<Params, Row>;
export default programRatings;
