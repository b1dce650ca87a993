// Made by npm run sql from work-context-answers.sql: change that, not this.
import type { Query } from "../typed-query.ts";

export interface Params {
  /** O*NET-SOC code; e.g. 29-1141.00 */
  code: string;
  /** element id of the question; query work-context lists them; e.g. 4.C.3.d.1 */
  element: string;
}

export interface Row {
  element_name: string;
  /** Scale of data_value. IM (1 to 5) and LV (0 to 7) measure different things: never mix them. */
  scale_id: string;
  /** Numbered answer that data_value counts in percent; empty where data_value is a mean. */
  category: number;
  category_description: string;
  /** of the answers */
  percent: number;
  /** Number of raters; empty where there were none. */
  n: number | null;
  /** O*NET recommends to suppress the percentage for low precision */
  suppressed: boolean;
}

/**
 * Answers to one question of work context
 *
 * Percent of answers to a question about the conditions of work in an occupation, in the order of the
 * answers. They add up to 100, but for rounding. Suppressed percentages are shown and flagged, since without
 * them the rest would not add up. No rows: the occupation is not rated, or the element is no question of work
 * context.
 */
declare const workContextAnswers: Query<Params, Row>;
export default workContextAnswers;
