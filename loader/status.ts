import { connectOwner } from "../sql/owner.ts";
import { type DeclaredKey, declaredKeys } from "./extension-keys.ts";
import { type ReleaseRow, releaseRow } from "./plan.ts";
import type { Session } from "./session.ts";
import { isStaged } from "./stage.ts";

export interface LoggedSwap {
  swap_id: string;
  action: "load" | "revert";
  release: string;
  replaced: string | null;
  swapped_at: string;
  swapped_by: string;
  annotations: Record<string, { followed: number; kept: number; restored: number }>;
  accepted: string[];
}

/** What is live, staged and kept, and what the log says. */
export interface Status {
  live: ReleaseRow | null;
  staged: ReleaseRow | null;
  previous: ReleaseRow | null;
  loading: boolean;
  keys: { table: string; into: string; validated: boolean }[];
  under_review: { table: string; rows: number }[];
  log: LoggedSwap[];
}

/** Reads the status without the loader's lock: it also answers while a load runs. */
export async function status(ownerUrl: string): Promise<Status> {
  const client = await connectOwner(ownerUrl, "onetbook status");
  const session = { client, ownerUrl } as Session;
  try {
    const loading = await client.query(
      "SELECT FROM pg_locks WHERE locktype = 'advisory' AND classid = x'4f4e4554'::bigint::oid AND objid = 1 AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
    );
    const review = await client.query<{ table: string; rows: number }>(
      `SELECT table_name AS table, count(*)::int AS rows FROM public.retired_annotation WHERE restored_at IS NULL GROUP BY table_name ORDER BY 1`,
    );
    const log = await client.query<LoggedSwap>(
      `SELECT swap_id, action, release, replaced, swapped_at::text AS swapped_at, swapped_by, annotations, accepted
       FROM public.release_log ORDER BY release_log.swapped_at DESC LIMIT 20`,
    );
    return {
      live: await releaseRow(session, "onet"),
      staged: (await isStaged(session)) ? await releaseRow(session, "onet_new") : null,
      previous: await releaseRow(session, "onet_old"),
      loading: (loading.rowCount ?? 0) > 0,
      keys: (await declaredKeys(session)).map(({ key, schema, validated }: DeclaredKey) => ({
        table: key.table,
        into: schema,
        validated,
      })),
      under_review: review.rows,
      log: log.rows,
    };
  } finally {
    await client.end();
  }
}
