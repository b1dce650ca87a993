// Made by npm run sql from coverage.sql: change that, not this.
import type { Query } from "../typed-query.ts";

export type Params = Record<never, never>;

export interface Row {
  /** Occupation code, NN-NNNN.NN. */
  onetsoc_code: string;
  title: string;
  /** true where it has ratings of skills */
  rated: boolean;
  knowledge: boolean;
  abilities: boolean;
  work_activities: boolean;
  work_context: boolean;
  work_styles: boolean;
  education: boolean;
  interests: boolean;
  tasks: boolean;
  task_ratings: boolean;
  job_zone: boolean;
  software: boolean;
  /** how many of the listed kinds it has */
  kinds: number;
}

/**
 * Which occupations have data, and in what
 *
 * Every occupation of the release, and for each kind of data whether it has any. Occupations without ratings
 * are unrated, which is neither low nor zero: most are residual ("All Other") or military, some are new. The
 * rated ones of two kinds are not the same, so don't take one for the other.
 */
declare const coverage: Query<Params, Row>;
export default coverage;
