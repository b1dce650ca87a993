// Made by npm run sql from nearest-occupations.sql: change that, not this.
import type { Query } from "../typed-query.ts";

export interface Params {
  /** default skill */
  domain?: "skill" | "knowledge" | "ability" | "work activity";
  /** importance (IM) or level (LV); a profile is of one of them, never of both; default IM */
  scale?: "IM" | "LV";
  /** O*NET-SOC code; e.g. 29-1141.00 */
  code: string;
  /** job zones to go up at most; 0 stays in the zone or goes down */
  steps?: number;
  /** how many to list; default 20 */
  top?: number;
}

export interface Row {
  onetsoc_code: string;
  title: string;
  /** in standard deviations */
  distance: number;
  /** elements that both have a usable rating of */
  elements: number;
  /** Preparation needed: 1 little to 5 extensive; since 30.2 zones 1 and 2 are one, numbered 2. */
  job_zone: number | null;
  /** job zones from the first occupation to this one */
  job_zone_change: number | null;
  /**
   * level of education named most often by the people who were asked; NULL where that percentage is
   * suppressed
   */
  education: string | null;
  /** percent of them who named it */
  education_percent: number | null;
}

/**
 * Nearest occupations by profile
 *
 * The rated occupations whose profile of skills (or of another domain) is most like that of one occupation.
 * The difference in each element is divided by that element's standard deviation over all rated occupations,
 * so that elements on which occupations differ widely don't outweigh the others; the distance is the root of
 * the mean squared difference. 0 means the same profile; two occupations drawn at random are about 1.4 apart.
 * Suppressed ratings are left out, a level marked not relevant counts as 0 ("not needed"). Occupations
 * without ratings, or with fewer than half of the elements to compare, are not listed: that says nothing
 * about how near they are.
 */
declare const nearestOccupations: Query<Params, Row>;
export default nearestOccupations;
