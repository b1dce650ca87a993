// Made by npm run sql from software-of-occupation.sql: change that, not this.
import type { Query } from "../typed-query.ts";

export interface Params {
  /** O*NET-SOC code; e.g. 15-1252.00 */
  code: string;
}

export interface Row {
  workplace_example: string;
  element_id: string | null;
  /** kind of software in the content model; NULL before release 30.3 */
  category: string | null;
  /** true where job postings of all occupations ask for it often */
  hot_technology: boolean;
  /** true where job postings of this very occupation ask for it often; NULL before release 27.1 */
  in_demand: boolean | null;
}

/**
 * Software used in an occupation
 *
 * The software and technologies that O*NET lists for an occupation; those in demand come first, then hot
 * technologies. A list, not a measurement: what is not on it may be used all the same. The category is only
 * known from release 30.3 on.
 */
declare const softwareOfOccupation: Query<Params, Row>;
export default softwareOfOccupation;
