// Made by npm run sql from program-occupations.sql: change that, not this.
import type { Query } from "../typed-query.ts";

export interface Params {
  /** the programme's number; query programs lists them; e.g. 1 */
  program: number;
}

export interface Row {
  /** Occupation code, NN-NNNN.NN. */
  onetsoc_code: string;
  title: string;
  /** what the programme calls it */
  local_title: string | null;
  /** local demand as staff judge it */
  demand: string | null;
  sector: string | null;
  /** Preparation needed: 1 little to 5 extensive; since 30.2 zones 1 and 2 are one, numbered 2. */
  job_zone: number | null;
  /** whether it has skill ratings; without them it is missing from query program-profile */
  rated: boolean;
  note: string;
}

/**
 * Occupations that a programme leads to
 *
 * The occupations that staff have linked to a programme, with what they noted, the job zone, and whether
 * O*NET has rated their skills. Links to occupations that the live release lacks wait for review and are not
 * listed. No rows: the programme is not known or has no links.
 */
declare const programOccupations: Query<Params, Row>;
export default programOccupations;
