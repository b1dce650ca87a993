// Made by npm run sql from tasks-mentioning.sql: change that, not this.
import type { Query } from "../typed-query.ts";

export interface Params {
  /** what to look for; e.g. supervise staff */
  words: string;
  /** how many tasks to list; default 100 */
  top?: number;
}

export interface Row {
  /** Occupation code, NN-NNNN.NN. */
  onetsoc_code: string;
  title: string;
  /** Task; the number stays, but the occupation of a task may change between taxonomies. */
  task_id: number;
  task: string;
  /** Core or Supplemental; NULL where O*NET has not judged */
  task_type: string | null;
  /** 1 to 5; NULL where the task is unrated or O*NET recommends to suppress the value */
  importance: number | null;
}

/**
 * Tasks that mention something
 *
 * Tasks of all occupations whose text has every one of the given words, as a word or the beginning of one;
 * upper and lower case are the same. To find who does a kind of work whatever the occupation is called. The
 * words are taken as they are: no synonyms.
 */
declare const tasksMentioning: Query<Params, Row>;
export default tasksMentioning;
