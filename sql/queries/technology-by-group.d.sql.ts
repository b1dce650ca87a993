// Made by npm run sql from technology-by-group.sql: change that, not this.
import type { Query } from "../typed-query.ts";

export interface Params {
  /** exact name; query technologies lists them; e.g. Microsoft Excel */
  software: string;
}

export interface Row {
  /** first two digits of the codes of its occupations */
  major_group: string;
  /** occupations that list the technology */
  occupations: number;
  /**
   * of these, occupations whose own job postings ask for it often; NULL before release 27.1, which does not
   * say
   */
  in_demand_occupations: number | null;
  /** occupations with a list of software, whatever is on it */
  listing_occupations: number;
}

/**
 * One technology over the major groups of occupations
 *
 * For each major group of the Standard Occupational Classification (the first two digits of a code): how many
 * of its occupations list a technology, and how many have a list of software at all. Counts of occupations,
 * not of jobs or people. Groups whose occupations have no lists, such as the military, are not listed.
 */
declare const technologyByGroup: Query<Params, Row>;
export default technologyByGroup;
