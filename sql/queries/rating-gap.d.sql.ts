// Made by npm run sql from rating-gap.sql: change that, not this.
import type { Query } from "../typed-query.ts";

export interface Params {
  /** default knowledge */
  domain?: "knowledge" | "ability" | "work activity";
  /** level (LV, 0 to 7) or importance (IM, 1 to 5); default LV */
  scale?: "LV" | "IM";
  /** O*NET-SOC code of the occupation held now; e.g. 31-1131.00 */
  from: string;
  /** O*NET-SOC code of the occupation aimed at; e.g. 29-1141.00 */
  to: string;
}

export interface Row {
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
   * method); NULL where a bound is not published, as for all ratings by occupational experts
   */
  gap_lower: number | null;
  /** its upper bound */
  gap_upper: number | null;
  /** O*NET recommends to suppress one of the two for low precision */
  suppressed: boolean;
  /** the level is marked not relevant for the occupation held now */
  from_irrelevant: boolean;
  /**
   * true where the level was marked not relevant for the occupation; read it as "not needed", not as a
   * measurement
   */
  to_irrelevant: boolean;
  from_source: string;
  to_source: string;
}

/**
 * Gap in knowledge, abilities or work activities between two occupations
 *
 * What query skill-gap does for skills, for the other three rated domains. A positive gap means that the
 * target asks for more. A gap is only given where both ratings can be relied on: not where O*NET recommends
 * to suppress one of them, nor where a level is marked not relevant, which means "not needed". Look at the
 * sources: ratings of incumbents, experts and analysts differ in more than the occupation. No rows: one of
 * the two is not rated in this domain.
 */
declare const ratingGap: Query<Params, Row>;
export default ratingGap;
