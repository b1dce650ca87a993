// Made by npm run sql from occupations-using-software.sql: change that, not this.
import type { Query } from "../typed-query.ts";

export interface Params {
  /** only what is called exactly so: "R" is in most names; default false */
  exact?: boolean;
  /** name or part of it, e.g. Python; e.g. Microsoft Excel */
  software: string;
}

export interface Row {
  /** Occupation code, NN-NNNN.NN. */
  onetsoc_code: string;
  title: string;
  workplace_example: string;
  /** true where job postings of all occupations ask for it often */
  hot_technology: boolean;
  /** true where job postings of this very occupation ask for it often; NULL before release 27.1 */
  in_demand: boolean | null;
}

/**
 * Occupations that use a software
 *
 * Occupations for which O*NET lists a software or technology whose name contains the given text; upper and
 * lower case are the same. Those that ask for it in their job postings come first. What is not listed may be
 * used all the same.
 */
declare const occupationsUsingSoftware: Query<Params, Row>;
export default occupationsUsingSoftware;
