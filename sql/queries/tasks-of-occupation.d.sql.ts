// Made by npm run sql from tasks-of-occupation.sql: change that, not this.
import type { Query } from "../typed-query.ts";

export interface Params {
  /** O*NET-SOC code; e.g. 29-1141.00 */
  code: string;
}

export interface Row {
  /** Task; the number stays, but the occupation of a task may change between taxonomies. */
  task_id: number;
  task: string;
  /** Core or Supplemental as O*NET judges by importance and relevance; NULL where it has not judged */
  task_type: string | null;
  /** NULL where the task is unrated or O*NET recommends to suppress the value */
  importance: number | null;
  importance_lower: number | null;
  importance_upper: number | null;
  /** likewise */
  relevance: number | null;
  /** percent of those who do the task that do it daily or more often */
  daily_percent: number | null;
  rated: boolean;
  /** O*NET recommends to suppress one of the values for low precision */
  suppressed: boolean;
  /** First day of the month in which the row was last updated. */
  date_updated: string;
  /** Who supplied the value, for example Incumbent, Analyst or Occupational Expert. */
  domain_source: string;
}

/**
 * Tasks of an occupation
 *
 * What people in an occupation do, most important task first, with how they rated it. Importance (1 to 5) and
 * relevance (percent of those asked who do the task at all) are different scales. The share who do it at
 * least daily is the sum of three answers about frequency, and NULL where one of them is suppressed. Tasks
 * without ratings are listed as unrated, with NULL: that says nothing about their importance. No rows: the
 * occupation has no tasks.
 */
declare const tasksOfOccupation: Query<Params, Row>;
export default tasksOfOccupation;
