// Made by npm run sql from skill-gap.sql: change that, not this.
import type { Query } from "../typed-query.ts";

export interface Params {
  /** O*NET-SOC code of the occupation held now; e.g. 31-1131.00 */
  from: string;
  /** O*NET-SOC code of the occupation aimed at; e.g. 29-1141.00 */
  to: string;
  /** level (LV, 0 to 7) or importance (IM, 1 to 5); default LV */
  scale?: "LV" | "IM";
}

export interface Row {
  /** Element of the content model; its prefixes name the groups above it. */
  element_id: string;
  element_name: string;
  from_value: number;
  from_lower: number | null;
  from_upper: number | null;
  to_value: number;
  to_lower: number | null;
  to_upper: number | null;
  gap: number | null;
  /**
   * lower bound of the gap's 95 % interval, from the published bounds of both ratings (Zou and Donner's
   * method, which allows for asymmetric bounds and takes the two ratings for independent); NULL where a bound
   * is not published
   */
  gap_lower: number | null;
  /** its upper bound */
  gap_upper: number | null;
  /** O*NET recommends to suppress one of the two for low precision */
  suppressed: boolean;
  /** the level is marked not relevant for the occupation held now */
  from_irrelevant: boolean;
  to_irrelevant: boolean;
}

/**
 * Skill gap between two occupations
 *
 * Level or importance of each skill in two occupations, and the difference. A positive gap means that the
 * target asks for more. A gap is only given where both ratings can be relied on: not where O*NET recommends
 * to suppress one of them, nor where a level is marked not relevant, which means "not needed". An interval of
 * the gap that does not include 0 is more than chance. No rows: one of the two is not rated.
 */
declare const skillGap: Query<Params, Row>;
export default skillGap;
