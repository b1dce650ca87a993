// Made by npm run sql from shared-strengths.sql: change that, not this.
import type { Query } from "../typed-query.ts";

export interface Params {
  /** O*NET-SOC code of the occupation held now; e.g. 31-1131.00 */
  code: string;
  /** how many of its strongest skills to look for; default 10 */
  strengths?: number;
  /** how many occupations to list; default 50 */
  top?: number;
}

export interface Row {
  onetsoc_code: string;
  title: string;
  /** how many strengths were looked for; fewer than asked for where fewer are important */
  strengths: number;
  /** strengths that are important in this occupation too */
  asked_for: number;
  /** of these, how many are asked for at no higher level than the occupation held now has */
  level_reached: number;
  /** names of the strengths that are asked for, strongest first */
  skills: string;
  /** mean importance, in this occupation, of the strengths that are asked for */
  mean_importance: number;
}

/**
 * Where an occupation's strongest skills are asked for
 *
 * An occupation's strengths are those skills that are important in it (importance 3 or more) and stand out
 * most against all rated occupations (in standard deviations of importance). For every other rated
 * occupation: how many of these strengths are important there too, and for how many of them the level that it
 * asks for is already reached. Importance and level are looked at one by one and never mixed. Suppressed
 * ratings are left out. Occupations that are not rated are not listed.
 */
declare const sharedStrengths: Query<Params, Row>;
export default sharedStrengths;
