// Made by npm run sql from hot-technologies.sql: change that, not this.
import type { Query } from "../typed-query.ts";

export interface Params {
  /** how many to list; default 100 */
  top?: number;
}

export interface Row {
  workplace_example: string;
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
 * Hot technologies
 *
 * Technologies that job postings ask for often, with the number of occupations that list each and of those
 * whose own postings ask for it. Counts of occupations, not of jobs or people: an occupation with few workers
 * counts as much as one with many.
 */
declare const hotTechnologies: Query<Params, Row>;
export default hotTechnologies;
