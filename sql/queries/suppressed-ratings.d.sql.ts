// Made by npm run sql from suppressed-ratings.sql: change that, not this.
import type { Query } from "../typed-query.ts";

export interface Params {
  /** the only domain to count; all of them take a second; e.g. knowledge */
  domain?: "essential skill" | "transferable skill" | "knowledge" | "ability" | "work activity" | "work context" | "education" | "training and experience" | "task";
}

export interface Row {
  domain: string;
  scale_id: string;
  domain_source: string;
  /** all ratings, one for each occupation, element (or task), scale and category */
  ratings: number;
  suppressed_ratings: number;
  /** in percent of all ratings */
  share_suppressed: number;
  irrelevant_ratings: number;
  /** ratings that are neither flagged as low in precision nor as precise enough */
  without_flag: number;
  /** ratings without a confidence interval */
  without_bounds: number;
}

/**
 * Suppressed ratings by domain and source
 *
 * How many ratings of each domain, scale and source O*NET recommends to suppress for low precision, how many
 * levels it marks not relevant (read them as "not needed"), and how many come without a flag. Ratings by
 * occupational experts have no flag and no bounds: that is no sign of precision, but they are not suppressed
 * either. Interests and work styles are not listed: in the newest releases they have no such flags.
 */
declare const suppressedRatings: Query<Params, Row>;
export default suppressedRatings;
