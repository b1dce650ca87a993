// Made by npm run sql from live-release.sql: change that, not this.
import type { Query } from "../typed-query.ts";

export type Params = Record<never, never>;

export interface Row {
  release: string;
  label: string;
  /** true for made-up demonstration data */
  synthetic: boolean;
  source: string;
  sha256: string;
  format: string;
  /** when its tables were filled, which is before it went live */
  loaded_at: string;
  /** load, or revert where an earlier release was made live again */
  action: string | null;
  swapped_at: string | null;
  swapped_by: string | null;
  /** The release that was live before. */
  replaced: string | null;
  /** when all annotations were proven to have their occupation; NULL until then */
  validated_at: string | null;
  /** views under the names that tables have in other releases */
  bridges: (string | null)[];
  /** tables that O*NET publishes and this release lacks, as the administrator allowed */
  missing: (string | null)[];
  /** what the loader noticed in the file */
  warnings: (string | null)[];
  /** queries and views that the administrator knew to break and accepted */
  accepted: (string | null)[] | null;
}

/**
 * The live release
 *
 * The release that is live: from which file it was loaded, when and by whom it was put live, what it
 * replaced, which tables it lacks, which names of other releases it answers to, and what the loader warned
 * of. One row.
 */
declare const liveRelease: Query<Params, Row>;
export default liveRelease;
