import { type Database, DeadlineError, isConnectionLoss } from "../sql/client.ts";
import { type LiveRelease, NoReleaseError } from "../sql/fence.ts";
import { editionGlance, liveEdition } from "../sql/raw-queries.ts";
import { runRaw } from "../sql/raw-query.ts";
import { HttpError } from "./errors.ts";

/** The state of everything that queries read: the live release and how often each table of `public` was written. */
export interface Edition {
  release: LiveRelease;
  /** by table; that of release_log counts the swaps */
  versions: Record<string, number>;
  /** OID of onet.release */
  table: number;
}

const ATTEMPTS = 5;

/**
 * The fence around what the web server reads (see sql/fence.ts), for many requests at once: a request reads on the
 * edition that is known, then looks whether that is still live, and one look serves all requests that wait for one. So
 * a request costs one statement and its share of another; with two looks of its own it had 0.23 of the bare speed.
 */
export class Editions {
  readonly #db: Database;
  #known: Edition | undefined;
  #running: Promise<Edition> | undefined;
  #next: Promise<Edition> | undefined;

  constructor(db: Database) {
    this.#db = db;
  }

  /** What is live at some moment after the call. Errors: NoReleaseError; those of the client. */
  now(): Promise<Edition> {
    if (!this.#running) return this.#look();
    // One that began before the call may have seen what was live before it.
    this.#next ??= this.#running.then(
      () => this.#look(),
      () => this.#look(),
    );
    return this.#next;
  }

  /**
   * Runs `read` on one edition, and again (5 times at most) where a swap came in between: names are looked up anew by each
   * statement, so an answer could mix two releases. After an edit it runs again once, so that an ETag is that of the newest
   * edition, or under a stream of edits of one that is a little older than the data: it is then asked for in vain.
   * A lost connection is forgiven once. What `isProven` says is of its edition (see `unchanged`) needs no look.
   * Errors: HttpError 499 when the client went away; those of `read`.
   */
  async within<T>(
    read: (edition: Edition) => Promise<T>,
    signal: AbortSignal,
    isProven: (value: T) => boolean = () => false,
  ): Promise<T> {
    try {
      return await this.#fenced(read, isProven).catch((error) => {
        if (!isConnectionLoss(error) || error instanceof DeadlineError) throw error;
        return this.#fenced(read, isProven);
      });
    } catch (error) {
      if (signal.aborted) throw new HttpError(499, "the client went away");
      throw error;
    }
  }

  async #fenced<T>(read: (edition: Edition) => Promise<T>, isProven: (value: T) => boolean): Promise<T> {
    let edition = this.#known ?? (await this.now());
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const outcome = await read(edition).then(
        (value) => ({ value }),
        (error: unknown) => ({ error }),
      );
      if ("error" in outcome && isConnectionLoss(outcome.error)) throw outcome.error;
      if ("value" in outcome && isProven(outcome.value)) return outcome.value;
      const now = await this.now();
      if (isSwapless(edition, now) && (attempt > 0 || isEditless(edition, now))) {
        if ("error" in outcome) throw outcome.error;
        return outcome.value;
      }
      edition = now;
    }
    throw new Error(`onet was swapped during each of ${ATTEMPTS} attempts to read it: try again`);
  }

  #look(): Promise<Edition> {
    const look = this.#read().finally(() => {
      if (this.#running === look) this.#running = undefined;
    });
    this.#running = look;
    this.#next = undefined;
    return look;
  }

  async #read(): Promise<Edition> {
    this.#known = (await this.#glance()) ?? (await this.#lookClosely());
    return this.#known;
  }

  /** A quarter of the time of a close look. Undefined where the known edition is not of the live release. */
  async #glance(): Promise<Edition | undefined> {
    const known = this.#known;
    if (!known) return undefined;
    const [row] = await runRaw(this.#db, editionGlance, []);
    const now = { ...known, table: row!.tableoid ?? 0, versions: row!.versions ?? {} };
    return isSwapless(known, now) ? now : undefined;
  }

  async #lookClosely(): Promise<Edition> {
    // Unprepared: a cached plan survives the instant between the swap's commit and its invalidation message.
    const [row] = await runRaw(this.#db, liveEdition, [], { prepare: false }).catch(refuseMissing);
    if (!row) throw new NoReleaseError("no release is live yet");
    const { tableoid: table, versions, ...release } = row;
    return { release, versions: versions ?? {}, table };
  }
}

/** SQL that is true or false, with what it calls its parameter. */
export interface Condition {
  text: (parameter: string) => string;
  value: unknown;
}

/**
 * True in a statement that reads this edition's release, and these tables as the edition has them. PostgreSQL evaluates it on the
 * snapshot on which it reads, taken after it looked up all names: a swap that any of them saw is counted there. So rows
 * under this condition prove themselves, unless a function looks names up while it runs.
 */
export function unchanged({ versions }: Edition, tables: readonly string[]): Condition {
  const own = tables.flatMap((table) => /^public\.(.*)$/.exec(table)?.[1] ?? []);
  const counted = ["release_log", ...own].filter((table) => table in versions);
  return {
    text: (parameter) =>
      `(SELECT jsonb_object_agg(table_name, version) FROM public.table_version WHERE ${parameter}::jsonb ? table_name) = ${parameter}::jsonb`,
    value: Object.fromEntries(counted.map((table) => [table, versions[table]])),
  };
}

/** No swap lies between them: not even two that put the same release back, since the log counts both. */
function isSwapless(a: Edition, b: Edition): boolean {
  return a.table === b.table && a.versions.release_log === b.versions.release_log;
}

function isEditless(a: Edition, b: Edition): boolean {
  return Object.entries(b.versions).every(([table, version]) => a.versions[table] === version);
}

function refuseMissing(error: unknown): never {
  if (!(error instanceof Error && "code" in error && error.code === "42P01")) throw error;
  throw new NoReleaseError("no release is live yet; load one with: npm run onet -- load <zip or folder>");
}
