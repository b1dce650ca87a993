// Made by npm run sql from occupations.sql: change that, not this.
import type { Query } from "../typed-query.ts";

export type Params = Record<never, never>;

export interface Row {
  /** Occupation code, NN-NNNN.NN. */
  onetsoc_code: string;
  title: string;
  /** true where the occupation has skill ratings */
  rated: boolean;
}

/**
 * Occupations
 *
 * All occupations of the live release, and whether their skills are rated. Unrated is neither low nor zero:
 * most unrated ones are residual ("All Other") or military, some are new. Query coverage has the other kinds
 * of data.
 */
declare const occupations: Query<Params, Row>;
export default occupations;
