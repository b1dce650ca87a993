// Made by npm run sql from detailed-work-activities.sql: change that, not this.
import type { Query } from "../typed-query.ts";

export interface Params {
  /** O*NET-SOC code; e.g. 29-1141.00 */
  code: string;
}

export interface Row {
  gwa_element_name: string;
  iwa_element_name: string;
  dwa_element_id: string;
  dwa_element_name: string;
  /** tasks of the occupation that consist of it */
  tasks: number;
  /** other occupations with a task that consists of it */
  other_occupations: number;
}

/**
 * Detailed work activities of an occupation
 *
 * What the tasks of an occupation consist of in words that are shared by all occupations, from general (GWA)
 * through intermediate (IWA) to detailed (DWA), and how many other occupations do the same. Ids of IWAs and
 * DWAs were issued anew in release 30.3: across it compare names. No rows: its tasks have not been linked.
 */
declare const detailedWorkActivities: Query<Params, Row>;
export default detailedWorkActivities;
