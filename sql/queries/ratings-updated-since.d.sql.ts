// Made by npm run sql from ratings-updated-since.sql: change that, not this.
import type { Query } from "../typed-query.ts";

export interface Params {
  /** day, e.g. 2024-01-01; e.g. 2024-01-01 */
  since: string;
  /** O*NET-SOC code of the only occupation to list; e.g. 13-2011.00 */
  code?: string;
}

export interface Row {
  onetsoc_code: string;
  title: string;
  /** essential skill, knowledge, work context … or task, job zone */
  domain: string;
  /** who rated, such as incumbents, occupational experts or analysts */
  domain_source: string;
  /** ratings of this source dated on or after the day */
  updated: number;
  latest: string;
}

/**
 * What was rated anew since a day
 *
 * For each occupation and domain: how many of its ratings are dated on or after a day, by whom, and the
 * latest date. O*NET dates each rating by month, and a release keeps ratings of many years, so this is how to
 * see what a release brought: give the month of the release before. A later date can also mean another kind
 * of source (the source says) or a new occupation, not that the work has changed.
 */
declare const ratingsUpdatedSince: Query<Params, Row>;
export default ratingsUpdatedSince;
