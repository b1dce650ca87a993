// Made by npm run sql from emerging-tasks.sql: change that, not this.
import type { Query } from "../typed-query.ts";

export interface Params {
  /** O*NET-SOC code of the only occupation to list */
  code?: string;
}

export interface Row {
  /** Occupation code, NN-NNNN.NN. */
  onetsoc_code: string;
  title: string;
  task: string;
  /** New, or Revision of the original task */
  category: string;
  /** The task that a revision would replace. */
  original_task_id: number | null;
  original_task: string | null;
  /** First day of the month in which the row was last updated. */
  date_updated: string;
  /** Who supplied the value, for example Incumbent, Analyst or Occupational Expert. */
  domain_source: string;
}

/**
 * Emerging tasks
 *
 * Tasks that job holders and experts wrote in because O*NET's list lacked them: new ones, and revisions of
 * listed ones. They come without ratings, and most occupations have none: that does not mean that nothing
 * changes there.
 */
declare const emergingTasks: Query<Params, Row>;
export default emergingTasks;
