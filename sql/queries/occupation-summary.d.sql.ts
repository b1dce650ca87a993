// Made by npm run sql from occupation-summary.sql: change that, not this.
import type { Query } from "../typed-query.ts";

export interface Params {
  /** O*NET-SOC code; e.g. 29-1141.00 */
  code: string;
}

export interface Row {
  /** Occupation code, NN-NNNN.NN. */
  onetsoc_code: string;
  title: string;
  description: string;
  /** Preparation needed: 1 little to 5 extensive; since 30.2 zones 1 and 2 are one, numbered 2. */
  job_zone: number | null;
  job_zone_name: string | null;
  /** Range of specific vocational preparation. */
  svp_range: string | null;
  /** names of its interest high points, first to third */
  interests: string | null;
  /**
   * level of education named most often by the people who were asked; NULL where that percentage is
   * suppressed
   */
  education: string | null;
  /** percent of them who named it */
  education_percent: number | null;
  /** RL, or from release 31.0 on RQ */
  education_scale: string | null;
  /** true where it has skill ratings */
  rated: boolean;
  /** date of the latest skill rating */
  rated_on: string | null;
  tasks: number;
  emerging_tasks: number;
  software: number;
  /** software that job postings of this occupation ask for often */
  in_demand_software: number;
  job_titles: number;
  /** true where staff have annotated it */
  annotated: boolean;
  /** What the occupation is called in the programme's own materials. */
  local_title: string | null;
  /** Local demand as staff judge it: low, medium or high. */
  demand: string | null;
  sector: string | null;
  note: string | null;
}

/**
 * An occupation in one row
 *
 * What a release says about an occupation at a glance: description, job zone, interests, the education most
 * often named, how much of the rest there is, and what staff noted. NULL means that there are no data; a
 * count of 0, that O*NET lists none.
 */
declare const occupationSummary: Query<Params, Row>;
export default occupationSummary;
