// Made by npm run sql from release-log.sql: change that, not this.
import type { Query } from "../typed-query.ts";

export type Params = Record<never, never>;

export interface Row {
  swapped_at: string;
  action: string;
  release: string;
  label: string;
  /** The release that was live before. */
  replaced: string | null;
  /** true for made-up demonstration data */
  synthetic: boolean;
  source: string;
  /** SHA-256 of the release file as it was loaded. */
  sha256: string;
  tables: number;
  rows: number | null;
  /** how many annotations followed their occupation, were kept for review or were put back, per table */
  annotations: unknown;
  /** queries and views that the administrator knew to break and accepted */
  accepted: (string | null)[];
  swapped_by: string;
}

/**
 * Releases that went live
 *
 * Every load and revert of a release, latest first: what went live when, from which file, what it replaced,
 * and what became of the annotations. The earlier releases themselves are not readable here; query
 * release-row-counts compares their sizes.
 */
declare const releaseLog: Query<Params, Row>;
export default releaseLog;
