// Made by npm run sql from program-profile.sql: change that, not this.
import type { Query } from "../typed-query.ts";

export interface Params {
  /** default skill */
  domain?: "skill" | "knowledge" | "ability" | "work activity";
  /** level (LV, 0 to 7) or importance (IM, 1 to 5); default LV */
  scale?: "LV" | "IM";
  /** the programme's number; query programs lists them; e.g. 1 */
  program: number;
}

export interface Row {
  /** essential skill, transferable skill, knowledge, ability or work activity */
  domain: string;
  element_id: string;
  element_name: string;
  /** occupations that the programme leads to, rated or not */
  linked: number;
  /** of these, occupations with a usable rating of the element */
  occupations: number;
  /** their unweighted mean */
  mean_value: number;
  lowest_value: number;
  /** the most that any of them asks for */
  highest_value: number;
  /** unweighted mean over all occupations with a usable rating */
  all_mean_value: number;
  /** mean_value less all_mean_value */
  difference: number;
}

/**
 * What the occupations of a programme ask for
 *
 * For each skill (or element of another domain): the unweighted mean, lowest and highest rating over the
 * occupations that a programme leads to, against the mean over all rated occupations. Elements on which the
 * programme's occupations stand out come first. Suppressed ratings and levels marked not relevant are left
 * out on both sides, so look at how many occupations a mean is of. Linked occupations without ratings are
 * left out too; query program-occupations names them. No rows: the programme is not known or none of its
 * occupations is rated.
 */
declare const programProfile: Query<Params, Row>;
export default programProfile;
