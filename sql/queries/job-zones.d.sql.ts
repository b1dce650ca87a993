// Made by npm run sql from job-zones.sql: change that, not this.
import type { Query } from "../typed-query.ts";

export type Params = Record<never, never>;

export interface Row {
  /** Preparation needed: 1 little to 5 extensive; since 30.2 zones 1 and 2 are one, numbered 2. */
  job_zone: number;
  name: string;
  education: string;
  experience: string;
  job_training: string;
  /** Range of specific vocational preparation. */
  svp_range: string;
  occupations: number;
}

/**
 * Job zones
 *
 * The job zones in O*NET's words, with the number of occupations in each. From release 30.2 on zones 1 and 2
 * are one, called 2, so numbers by zone can't be compared across that release.
 */
declare const jobZones: Query<Params, Row>;
export default jobZones;
