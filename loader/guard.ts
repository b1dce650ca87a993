import { setTimeout as sleep } from "node:timers/promises";
import { LoadError } from "./errors.ts";
import type { Session } from "./session.ts";

/**
 * Waits until no snapshot is older than the staged rows. Names are looked up anew by every statement, rows are not: a
 * REPEATABLE READ transaction (pg_dump is one) that began before staging would find the swapped-in tables empty.
 * Errors: LoadError (2) after `patienceSeconds`, naming who holds it back.
 */
export async function waitForOldSnapshots(
  session: Session,
  schema: string,
  patienceSeconds: number,
): Promise<void> {
  const started = Date.now();
  let told = 0;
  for (;;) {
    const holders = await oldSnapshots(session, schema);
    if (holders.length === 0) return;
    const waited = Date.now() - started;
    if (waited > patienceSeconds * 1000) {
      throw new LoadError(
        `transactions from before the release was staged are still open after ${patienceSeconds} s; they would see empty tables. End them, or wait longer with --wait SECONDS: ${holders.join("; ")}`,
        { exitCode: 2 },
      );
    }
    if (waited - told > 1000) {
      told = waited;
      await session.report({
        type: "waiting",
        message: `for transactions from before the release was staged: ${holders.join("; ")}`,
      });
    }
    await sleep(50);
  }
}

/**
 * Sessions whose snapshot may predate the fence. backend_xmin alone would also name new snapshots held low by some
 * older writer; a transaction that began after the fence can't have an older snapshot.
 */
async function oldSnapshots(session: Session, schema: string): Promise<string[]> {
  const { rows } = await session.client.query<{ holder: string }>(
    `WITH fence AS (SELECT fence_xid::xid AS xid, fence_at AS at FROM ${schema}.release)
     SELECT format('%s (pid %s, transaction since %s)', coalesce(nullif(a.application_name, ''), a.usename, a.backend_type), a.pid, a.xact_start::timestamp(0)) AS holder
     FROM pg_stat_activity a, fence
     WHERE a.datname = current_database() AND a.pid <> pg_backend_pid()
       AND a.backend_type NOT IN ('autovacuum worker', 'parallel worker')
       AND a.backend_xmin IS NOT NULL AND age(a.backend_xmin) >= age(fence.xid)
       AND coalesce(a.xact_start <= fence.at, true)
     UNION ALL
     SELECT format('prepared transaction %L since %s', p.gid, p.prepared::timestamp(0)) FROM pg_prepared_xacts p, fence
     WHERE p.database = current_database() AND age(p.transaction) >= age(fence.xid)
     UNION ALL
     SELECT format('replication slot %L', s.slot_name) FROM pg_replication_slots s, fence
     WHERE s.xmin IS NOT NULL AND age(s.xmin) >= age(fence.xid)
     UNION ALL
     SELECT format('standby %s (its own transactions, by hot_standby_feedback)', r.application_name) FROM pg_stat_replication r, fence
     WHERE r.backend_xmin IS NOT NULL AND age(r.backend_xmin) >= age(fence.xid)`,
  );
  return rows.map((row) => row.holder);
}
