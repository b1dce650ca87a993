// Made by npm run sql from release-row-counts.sql: change that, not this.
import type { Query } from "../typed-query.ts";

export type Params = Record<never, never>;

export interface Row {
  table_name: string;
  /** NULL where the live release does not publish the table */
  rows: number | null;
  /** NULL where the earlier one did not, or where no release was live before */
  rows_before: number | null;
  change: number | null;
  release: string | null;
  release_before: string | null;
}

/**
 * What the live release changed in size
 *
 * Rows of each table of the live release, and of the release that was live before it, from the log of swaps.
 * Tables that only one of them publishes show NULL for the other: a renamed table is one that goes and one
 * that comes. Equal counts don't mean equal contents: the earlier release cannot be read here, so ask query
 * ratings-updated-since what was rated anew.
 */
declare const releaseRowCounts: Query<Params, Row>;
export default releaseRowCounts;
