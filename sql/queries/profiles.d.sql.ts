// Made by npm run sql from profiles.sql: change that, not this.
import type { Query } from "../typed-query.ts";

export interface Params {
  /** O*NET-SOC codes; e.g. 31-1131.00,29-1141.00,43-4051.00 */
  codes: readonly string[];
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
 * Profiles of several occupations side by side
 *
 * Ratings of several occupations in one domain and on one scale, one row for each occupation and element,
 * ready to be drawn as a heat map or parallel lines. Suppressed ratings and levels marked not relevant ("not
 * needed") are listed with their flags: leave the first out of charts and show the second as not needed.
 * Unrated occupations have no rows.
 */
declare const profiles: Query<Params, Row>;
export default profiles;
