// Made by npm run sql from programs.sql: change that, not this.
import type { Query } from "../typed-query.ts";

export type Params = Record<never, never>;

export interface Row {
  program_id: number;
  program: string;
  credential: string;
  /** Classification of Instructional Programs, two, four or six digits. */
  cip_code: string | null;
  institution: string;
  place: string;
  sector: string | null;
  /** occupations that it leads to */
  occupations: number;
  /** of these, occupations with skill ratings */
  rated: number;
}

/**
 * Programmes
 *
 * The programmes that staff have entered, with the number of occupations that each leads to and how many of
 * these have skill ratings in the live release. What was removed is left out. No rows: no programmes have
 * been entered.
 */
declare const programs: Query<Params, Row>;
export default programs;
