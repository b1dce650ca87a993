// Made by npm run sql from work-styles.sql: change that, not this.
import type { Query } from "../typed-query.ts";

export interface Params {
  /** O*NET-SOC code; e.g. 29-1141.00 */
  code: string;
}

export interface Row {
  /** which of the two systems the row is of */
  system: string;
  /** Element of the content model; its prefixes name the groups above it. */
  element_id: string;
  element_name: string;
  /** 1 to 5 (scale IM), releases to 30.0 */
  importance: number | null;
  /** -3 to 3 (scale WI), releases from 30.1 on */
  impact: number | null;
  /** 1 sets the occupation apart most (scale DR), releases from 30.1 on; NULL for styles without a rank */
  distinctiveness_rank: number | null;
  date_updated: string;
  domain_source: string;
}

/**
 * Work styles of an occupation
 *
 * Personal characteristics that matter in an occupation. Two systems of measurement share this name. Releases
 * to 30.0 rate 16 styles (elements 1.C) by importance, 1 to 5, as job holders and experts see it. Releases
 * from 30.1 on rate 21 other styles (elements 1.D) by their impact, from -3 (harmful) to 3 (helpful), and
 * rank those that set the occupation apart. A release has one of the two; its columns of the other are NULL.
 * Never compare or join them. Values of the system since 30.1 have no bounds and no flags of precision. No
 * rows: the occupation is not rated.
 */
declare const workStyles: Query<Params, Row>;
export default workStyles;
