// Made by npm run sql from technologies.sql: change that, not this.
import type { Query } from "../typed-query.ts";

export interface Params {
  /** only technologies that at least so many occupations list; default 3 */
  least?: number;
}

export interface Row {
  workplace_example: string;
  /** true where job postings of all occupations ask for it often */
  hot_technology: boolean;
  /** occupations for which it is listed */
  occupations: number;
  /**
   * of these, occupations whose own job postings ask for it often; NULL before release 27.1, which does not
   * say
   */
  in_demand_occupations: number | null;
  /** occupations in percent of all that have a list of software */
  share: number;
}

/**
 * Technologies by how many occupations list them
 *
 * Software and technologies with the number of occupations for which O*NET lists each, and of those whose own
 * job postings ask for it often. Counts of occupations, not of jobs or people: an occupation with few workers
 * counts as much as one with many. What is not listed for an occupation may be used there all the same. Query
 * hot-technologies has only the hot ones.
 */
declare const technologies: Query<Params, Row>;
export default technologies;
