// Made by npm run sql from job-zone-ladder.sql: change that, not this.
import type { Query } from "../typed-query.ts";

export interface Params {
  /** O*NET-SOC code of the occupation held now; e.g. 43-4051.00 */
  code: string;
  /** zones to go up; 0 stays in the zone, -1 goes down; default 1 */
  steps?: number;
}

export interface Row {
  /** Occupation code, NN-NNNN.NN. */
  onetsoc_code: string;
  title: string;
  /** Preparation needed: 1 little to 5 extensive; since 30.2 zones 1 and 2 are one, numbered 2. */
  job_zone: number;
  job_zone_name: string;
  /** education that occupations of its zone usually need, in O*NET's words */
  preparation: string;
  /** Primary-Short (index 1 to 5), Primary-Long (6 to 10) or Supplemental (11 to 20). */
  relatedness_tier: string;
  /** 1 is the most closely related */
  related_index: number;
}

/**
 * Next steps up the job zones
 *
 * Related occupations that need more preparation than an occupation does: one job zone higher, or as many as
 * asked for. Job zones run from 1 (little preparation) to 5 (extensive); from release 30.2 on zones 1 and 2
 * are one, called 2. O*NET lists 20 related occupations for each, so an occupation that is not here may still
 * be a next step.
 */
declare const jobZoneLadder: Query<Params, Row>;
export default jobZoneLadder;
