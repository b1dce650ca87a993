import { setTimeout as sleep } from "node:timers/promises";
import { LoadError } from "./errors.ts";
import { type Session, sqlState, transaction } from "./session.ts";

type LockMode = "SHARE ROW EXCLUSIVE" | "ACCESS EXCLUSIVE";

/** Lock modes that conflict with SHARE ROW EXCLUSIVE: readers (AccessShareLock, RowShareLock) do not. */
const WRITERS = [
  "RowExclusiveLock",
  "ShareUpdateExclusiveLock",
  "ShareLock",
  "ShareRowExclusiveLock",
  "ExclusiveLock",
  "AccessExclusiveLock",
];

/** How long to look for a gap before giving up with the names of those in the way. */
const PATIENCE_MS = 10 * 60_000;

/**
 * Runs a statement that takes a strong lock, without making anybody queue: looks first whether a transaction older
 * than 100 ms holds one of the tables, then tries with a short lock_timeout, and backs off. A waiting ACCESS EXCLUSIVE lock stops every reader
 * behind it; measured beside 30 s readers, this way waits for a gap (0.5 to 61 s) and then holds the lock 1 to 15 ms.
 */
export async function politely<T>(
  session: Session,
  mode: LockMode,
  tables: readonly string[],
  work: () => Promise<T>,
): Promise<T> {
  const started = Date.now();
  let lockTimeout = 10;
  let told = 0;
  for (;;) {
    const holders = await longHolders(session, mode, tables);
    if (holders.length === 0) {
      try {
        return await transaction(session, async () => {
          await session.client.query(`SET LOCAL lock_timeout = ${lockTimeout}`);
          return work();
        });
      } catch (error) {
        if (sqlState(error) !== "55P03" && sqlState(error) !== "40P01") throw error;
        lockTimeout = Math.min(lockTimeout * 2, 200);
      }
    }
    const waited = Date.now() - started;
    if (waited > PATIENCE_MS) {
      throw new LoadError(
        `no moment without a reader or writer of ${tables.join(", ")} within ${PATIENCE_MS / 60_000} minutes: ${holders.join("; ")}`,
        { exitCode: 2 },
      );
    }
    if (holders.length && waited - told > 1000) {
      told = waited;
      await session.report({
        type: "waiting",
        message: `for a gap between transactions on ${tables.join(", ")}: ${holders.join("; ")}`,
      });
    }
    await sleep(50 + Math.random() * 50);
  }
}

async function longHolders(session: Session, mode: LockMode, tables: readonly string[]): Promise<string[]> {
  const { rows } = await session.client.query<{ holder: string }>(
    `SELECT DISTINCT format('%s (pid %s) since %s', coalesce(nullif(a.application_name, ''), a.usename), a.pid, a.xact_start::timestamp(0)) AS holder
     FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
     WHERE l.locktype = 'relation' AND l.granted AND l.pid <> pg_backend_pid()
       AND l.relation = ANY (SELECT to_regclass(t) FROM unnest($1::text[]) t)
       AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
       AND a.xact_start < clock_timestamp() - interval '100 milliseconds'
       AND ($2 OR l.mode = ANY ($3))`,
    [tables, mode === "ACCESS EXCLUSIVE", WRITERS],
  );
  return rows.map((row) => row.holder);
}
