// Made by npm run sql from occupations-by-element.sql: change that, not this.
import type { Query } from "../typed-query.ts";

export interface Params {
  /** element id; query elements finds it; e.g. 2.B.1.a */
  element: string;
  /** importance (IM, 1 to 5) or level (LV, 0 to 7); default IM */
  scale?: "IM" | "LV";
  /** how many to list; default 50 */
  top?: number;
}

export interface Row {
  /** 1 is the highest; equal values share a place */
  place: number;
  onetsoc_code: string;
  title: string;
  /** NULL where it has none */
  job_zone: number | null;
  data_value: number;
  lower_ci_bound: number | null;
  upper_ci_bound: number | null;
  n: number | null;
  domain_source: string;
}

/**
 * Occupations that ask most for one element
 *
 * Rated occupations by the importance or level of one skill, kind of knowledge, ability or work activity,
 * highest first. Ratings that O*NET recommends to suppress and levels marked not relevant are left out, and
 * unrated occupations can't be listed: absence is not a low rating. Neighbours whose bounds overlap are not
 * surely in this order.
 */
declare const occupationsByElement: Query<Params, Row>;
export default occupationsByElement;
