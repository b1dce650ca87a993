import type { Database, Transaction, TransactionOptions } from "./client.ts";

/** The live release, as the loader recorded it. */
export interface LiveRelease {
  /** e.g. "30.2" */
  release: string;
  label: string;
  /** made up for tests: no data of the U.S. Department of Labor */
  synthetic: boolean;
  load_id: string;
}

export class NoReleaseError extends Error {
  readonly code = "NO_RELEASE";
}

export interface FenceOptions {
  /** Runs `read` in one read-only transaction of this level; without it, on the pool. */
  isolation?: TransactionOptions["isolation"];
  signal?: AbortSignal | undefined;
  /** ms, for a transaction or a look at the release */
  timeout?: number | undefined;
}

const ATTEMPTS = 5;

// Names are looked up anew by each statement, in every isolation level, so two statements can read two releases. A table's OID
// tells the releases apart, and tableoid that of the very row which names the release in the answer.
const RELEASE = "select tableoid, release, label, synthetic, load_id from onet.release";
const LIVE = "select to_regclass('onet.release')::oid as tableoid";

type Look = <Row extends object>(text: string) => Promise<Row[]>;

/**
 * Runs `read` between two looks at which release is live, and again if it changed meanwhile (5 times at most): no value mixes two
 * releases. `read` may run more than once, so it only reads. Errors: NoReleaseError; those of `read`.
 */
export async function withinRelease<T>(
  db: Database,
  read: (db: Database | Transaction, release: LiveRelease) => Promise<T>,
  { isolation, signal, timeout }: FenceOptions = {},
): Promise<{ value: T; release: LiveRelease }> {
  // Unprepared: a cached plan survives the instant between the swap's commit and its invalidation message.
  const lookAnywhere: Look = (text) => db.query(text, [], { prepare: false, signal, timeout });
  const attempt = () => {
    if (!isolation) return fenced(lookAnywhere, (release) => read(db, release));
    const inside = (tx: Transaction) => {
      const look: Look = (text) => tx.query(text);
      return fenced(look, (release) => read(tx, release));
    };
    return db.begin(inside, { isolation, readOnly: true, signal, timeout });
  };
  for (let attempts = 0; attempts < ATTEMPTS; attempts++) {
    try {
      const found = await attempt();
      if (found) return found;
    } catch (error) {
      if (!isStalePlan(error)) throw error;
    }
  }
  throw new Error(`onet was swapped during each of ${ATTEMPTS} attempts to read it: try again`);
}

/** Undefined when the release changed meanwhile. */
async function fenced<T>(
  look: Look,
  read: (release: LiveRelease) => Promise<T>,
): Promise<{ value: T; release: LiveRelease } | undefined> {
  const [row] = await look<LiveRelease & { tableoid: number }>(RELEASE).catch(refuseMissing);
  if (!row) return undefined; // the transaction's snapshot is older than the release
  const { tableoid, ...release } = row;
  const value = await read(release);
  const [live] = await look<{ tableoid: number | null }>(LIVE);
  return live?.tableoid === tableoid ? { value, release } : undefined;
}

function refuseMissing(error: unknown): never {
  if (codeOf(error) !== "42P01") throw error;
  throw new NoReleaseError("no release is live yet; load one with: npm run onet -- load <zip or folder>");
}

/** "cached plan must not change result type": a statement prepared in the words of the old release, by `read` itself. */
function isStalePlan(error: unknown): boolean {
  return codeOf(error) === "0A000" && (error as Error).message.includes("cached plan");
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
