// Made by npm run sql from related-occupations.sql: change that, not this.
import type { Query } from "../typed-query.ts";

export interface Params {
  /** O*NET-SOC code; e.g. 29-1141.00 */
  code: string;
}

export interface Row {
  /** Occupation code, NN-NNNN.NN. */
  onetsoc_code: string;
  title: string;
  /** Primary-Short (index 1 to 5), Primary-Long (6 to 10) or Supplemental (11 to 20). */
  relatedness_tier: string;
  /** 1 is the closest */
  related_index: number;
  /** Preparation needed: 1 little to 5 extensive; since 30.2 zones 1 and 2 are one, numbered 2. */
  job_zone: number | null;
  /** true where its own list names this occupation as well */
  mutual: boolean;
  rated: boolean;
}

/**
 * Related occupations
 *
 * The 20 occupations that O*NET names as related to one, closest first, with their job zones and whether
 * their skills are rated. Relatedness has a direction: the second occupation's own list need not name the
 * first.
 */
declare const relatedOccupations: Query<Params, Row>;
export default relatedOccupations;
