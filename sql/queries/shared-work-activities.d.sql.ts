// Made by npm run sql from shared-work-activities.sql: change that, not this.
import type { Query } from "../typed-query.ts";

export interface Params {
  /** O*NET-SOC code of the one occupation; e.g. 43-4051.00 */
  code: string;
  /** O*NET-SOC code of the other; e.g. 41-2031.00 */
  other: string;
}

export interface Row {
  gwa_element_name: string;
  dwa_element_id: string;
  dwa_element_name: string;
  /** tasks of the one occupation that consist of it */
  tasks: number;
  /** tasks of the other that do */
  other_tasks: number;
  /** occupations that share it, these two included; the fewer, the more it tells */
  occupations: number;
}

/**
 * Detailed work activities that two occupations share
 *
 * The detailed work activities (DWAs) that tasks of both occupations consist of: common ground that their
 * titles may hide. It says that both do it, not how often or how well. No rows: they share none, or the tasks
 * of one have not been linked.
 */
declare const sharedWorkActivities: Query<Params, Row>;
export default sharedWorkActivities;
