// Made by npm run sql from occupations-by-interests.sql: change that, not this.
import type { Query } from "../typed-query.ts";

export interface Params {
  /** e.g. 8 */
  realistic: number;
  /** e.g. 25 */
  investigative: number;
  /** e.g. 15 */
  artistic: number;
  /** e.g. 33 */
  social: number;
  /** e.g. 18 */
  enterprising: number;
  /** e.g. 12 */
  conventional: number;
  /** only occupations of this job zone */
  zone?: number;
  /** how many to list; default 30 */
  top?: number;
}

export interface Row {
  /** Occupation code, NN-NNNN.NN. */
  onetsoc_code: string;
  title: string;
  /** Preparation needed: 1 little to 5 extensive; since 30.2 zones 1 and 2 are one, numbered 2. */
  job_zone: number | null;
  /** of the person's six scores with the occupation's */
  correlation: number | null;
  /** the occupation's own score, 1 to 7 */
  realistic: number | null;
  investigative: number | null;
  artistic: number | null;
  social: number | null;
  enterprising: number | null;
  conventional: number | null;
}

/**
 * Occupations that fit a person's interests
 *
 * Occupations whose six RIASEC scores are shaped most like those of a person, by Pearson's correlation of the
 * two profiles: 1 is the same shape, 0 none, -1 the opposite. It compares shapes, so the person's scores may
 * be on any scale, such as the Interest Profiler's 0 to 40, as long as all six are on the same one. Six equal
 * scores have no shape and find nothing. Only occupational interest scores (OI) are used: high points (IH)
 * are codes, never numbers to reckon with. Occupations without interest scores are not listed.
 */
declare const occupationsByInterests: Query<Params, Row>;
export default occupationsByInterests;
