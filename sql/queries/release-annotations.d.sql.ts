// Made by npm run sql from release-annotations.sql: change that, not this.
import type { Query } from "../typed-query.ts";

export type Params = Record<never, never>;

export interface Row {
  swapped_at: string;
  action: string;
  release: string;
  /** occupation (by O*NET-SOC code) or hs_skill (by element) */
  table_name: string;
  /** moved to the one official successor of their code */
  followed: number;
  /** taken out of the way for review, with all that hung on them */
  kept: number;
  /** put back, since the release has their code again */
  restored: number;
}

/**
 * What swaps did to annotations
 *
 * For each load and revert, latest first, and each table of annotations: how many rows moved to the successor
 * of a retired code, were kept for review, or were put back because their code is valid again. All others
 * stayed as they were. What waits for review now is for administrators: npm run onet -- status.
 */
declare const releaseAnnotations: Query<Params, Row>;
export default releaseAnnotations;
