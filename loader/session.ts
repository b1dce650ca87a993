import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { connectOwner } from "../sql/owner.ts";
import { LoadError } from "./errors.ts";
import type { Report, Step } from "./events.ts";

/** "ONET" and the loader: the advisory lock that lets one loader work at a time. */
const LOADER_LOCK = [0x4f4e4554, 1] as const;

/** A loader at work: one direct connection that holds the loader's lock. */
export interface Session {
  client: pg.Client;
  ownerUrl: string;
  report: Report;
  step(step: Step, detail?: string): Promise<void>;
  close(): Promise<void>;
}

/** Opens the loader's connection and takes its lock. Errors: LoadError (2) where another loader works or a pooler sits between. */
export async function openSession(ownerUrl: string, report: Report): Promise<Session> {
  const client = await connectOwner(ownerUrl, "onetbook loader");
  const close = () => client.end().catch(() => {});
  try {
    // A killed loader's statement notices within a second that nobody is there any more, and frees the lock.
    await client.query(
      "SET lock_timeout = '2s'; SET statement_timeout = '30min'; SET idle_in_transaction_session_timeout = '5min'; SET search_path = pg_catalog; SET client_connection_check_interval = '1s'",
    );
    await requireSight(client);
    if (!(await takeLock(client))) {
      throw new LoadError(
        "another loader is at work on this database; try again when it is done (npm run onet -- status)",
        { exitCode: 2 },
      );
    }
    await refusePooler(ownerUrl);
  } catch (error) {
    await close();
    throw error;
  }
  const step = async (name: Step, detail?: string) => {
    await report({ type: "step", step: name, ...(detail === undefined ? {} : { detail }) });
  };
  return { client, ownerUrl, report, step, close };
}

/** Waits a moment: the session of a loader that was just killed may still be ending. */
async function takeLock(client: pg.Client): Promise<boolean> {
  for (let attempt = 0; attempt < 12; attempt++) {
    if (await tryLock(client)) return true;
    await sleep(250);
  }
  return false;
}

async function tryLock(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ got: boolean }>("SELECT pg_try_advisory_lock($1, $2) AS got", [
    ...LOADER_LOCK,
  ]);
  return rows[0]!.got;
}

/** Behind a transaction-mode pooler a second client gets the same lock again: then the lock protects nothing. */
async function refusePooler(ownerUrl: string): Promise<void> {
  const second = await connectOwner(ownerUrl, "onetbook loader");
  try {
    if (await tryLock(second)) {
      throw new LoadError(
        "DATABASE_URL leads through a connection pooler, which shares the loader's lock; give the loader a direct connection to PostgreSQL",
        { exitCode: 2 },
      );
    }
  } finally {
    await second.end();
  }
}

/** Without pg_read_all_stats other sessions' transactions are invisible, and the snapshot guard would pass blindly. */
async function requireSight(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ sees: boolean; who: string }>(
    "SELECT pg_has_role(current_user, 'pg_read_all_stats', 'USAGE') AS sees, current_user AS who",
  );
  if (!rows[0]!.sees) {
    throw new LoadError(
      `the loader can't see other sessions' transactions; run: GRANT pg_read_all_stats TO ${client.escapeIdentifier(rows[0]!.who)}`,
      { exitCode: 2 },
    );
  }
}

/** Runs `work` in a transaction on the session's connection. */
export async function transaction<T>(session: Session, work: () => Promise<T>): Promise<T> {
  await session.client.query("BEGIN");
  try {
    const value = await work();
    await session.client.query("COMMIT");
    return value;
  } catch (error) {
    // The connection may be gone; the first error is the one that matters.
    await session.client.query("ROLLBACK").catch(() => {});
    throw error;
  }
}

export function sqlState(error: unknown): string | undefined {
  return (error as { code?: string } | null)?.code;
}
