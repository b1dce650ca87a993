import {
  type Answer,
  Connection,
  type ConnectionSettings,
  connectionError,
  type OriginColumn,
} from "./connection.ts";
import { type CopyStatement, copyOut } from "./copy-out.ts";
import { Limit } from "./deadline.ts";
import { Pool } from "./pool.ts";
import {
  guard,
  OpenTransaction,
  run,
  type Statement,
  type Transaction,
  toRows,
  toStatement,
} from "./transaction.ts";

export { DeadlineError } from "./deadline.ts";
export type { Statement, Transaction } from "./transaction.ts";

export interface DatabaseOptions {
  /** connections, default 8 */
  max?: number;
  applicationName: string;
  /** ms, default 15000; also the server's statement_timeout */
  statementTimeout?: number;
  /** default_transaction_read_only = on */
  readOnly?: boolean;
  /** Called for each connection that was lost or given up; a new one takes its place when it is needed. */
  onPoolReplaced?: (reason: Error) => void;
}

export interface QueryOptions {
  signal?: AbortSignal | undefined;
  /** ms, default statementTimeout, waiting for a connection included: the statement is then cancelled (57014) */
  timeout?: number | undefined;
  /** false: parsed and planned anew each time, for texts that seldom return */
  prepare?: boolean;
}

export interface TransactionOptions {
  isolation?: "read committed" | "repeatable read" | "serializable" | undefined;
  readOnly?: boolean;
  signal?: AbortSignal | undefined;
  /** ms for all of it, default statementTimeout */
  timeout?: number | undefined;
}

const MAX_CONNECTIONS = 8;
const STATEMENT_TIMEOUT = 15_000;
const ROLLBACK_MS = 1_000;

/**
 * The only way into PostgreSQL for reads and saves. Every call settles, be the database alive, hung, restarting or gone; no call is
 * ever retried here.
 */
export class Database {
  readonly #pool: Pool;
  readonly #settings: ConnectionSettings;
  readonly #timeout: number;
  readonly #ended = new AbortController();

  /** Connects when first asked. Errors: an address that cannot be one, not quoted: it may hold a password. */
  constructor(url: string, options: DatabaseOptions) {
    this.#timeout = options.statementTimeout ?? STATEMENT_TIMEOUT;
    const settings: ConnectionSettings = {
      url,
      parameters: {
        application_name: options.applicationName,
        statement_timeout: String(this.#timeout),
        // types.ts reads what these two write, whatever the server's own are.
        TimeZone: "UTC",
        DateStyle: "ISO",
        // Cursors are read to the end, so plan them for that, not for a quick first row.
        cursor_tuple_fraction: "1",
        ...(options.readOnly && { default_transaction_read_only: "on" }),
      },
    };
    try {
      new Connection(settings, () => {});
    } catch {
      throw new Error("the address of the database is not like postgres://user:password@host:5432/database");
    }
    this.#settings = settings;
    this.#pool = new Pool({
      settings,
      max: options.max ?? MAX_CONNECTIONS,
      onLost: (reason) => options.onPoolReplaced?.(reason),
    });
  }

  /** Runs one statement, prepared unless asked not to; rows as objects with the types of types.ts. */
  async query<Row extends object>(
    statement: string | Statement,
    values: readonly unknown[] = [],
    options: QueryOptions = {},
  ): Promise<Row[]> {
    return toRows(await this.texts(statement, values, options));
  }

  /** The same with PostgreSQL's own texts in the rows. */
  texts(
    statement: string | Statement,
    values: readonly unknown[] = [],
    { signal, timeout = this.#timeout, prepare = true }: QueryOptions = {},
  ): Promise<Answer> {
    const limit = new Limit(timeout, signal);
    return this.#lease(limit, async (connection) => {
      const answer = await run(connection, limit, toStatement(statement, values), prepare);
      if (answer.command === "BEGIN" || answer.command === "START TRANSACTION") {
        const error = new Error("query() was given a BEGIN: use begin()");
        connection.destroy(error); // or the next borrower would be inside
        throw error;
      }
      return answer;
    });
  }

  /**
   * One transaction: committed when `work` resolves, rolled back when it rejects or when a statement has failed. Where the connection
   * is lost during the COMMIT nobody knows which: saves need an idempotency key.
   */
  async begin<T>(
    work: (tx: Transaction) => Promise<T>,
    { isolation, readOnly, signal, timeout = this.#timeout }: TransactionOptions = {},
  ): Promise<T> {
    const limit = new Limit(timeout, signal);
    const begin = ["begin", isolation && `isolation level ${isolation}`, readOnly && "read only"];
    return this.#lease(limit, async (connection) => {
      const transaction = new OpenTransaction(connection, limit);
      try {
        await run(connection, limit, toStatement(begin.filter(Boolean).join(" ")));
        const value = await transaction.during(work(transaction));
        await transaction.commit();
        return value;
      } catch (error) {
        await transaction.rollback(limit.atMost(ROLLBACK_MS));
        throw error;
      }
    });
  }

  /**
   * The rows in batches of `size`, each within the timeout: for results too large to hold. Holds a connection and a snapshot until it
   * is read to the end or left (break, return, throw).
   */
  async *cursor<Row extends object>(
    statement: string | Statement,
    values: readonly unknown[],
    size: number,
    { signal, timeout = this.#timeout }: QueryOptions = {},
  ): AsyncGenerator<Row[], void, void> {
    if (!(Number.isInteger(size) && size > 0))
      throw new RangeError(`a cursor cannot read ${size} rows at a time`);
    let limit = new Limit(timeout, signal);
    const connection = await this.#pool.acquire(limit);
    // Not the library's cursor: while its reader pauses, the server's statement_timeout goes on and ends it.
    const transaction = new OpenTransaction(connection, limit);
    try {
      const { text, values: given } = toStatement(statement, values);
      await run(connection, limit, toStatement("begin read only"));
      await run(connection, limit, toStatement(`declare batch no scroll cursor for ${text}`, given));
      for (let isMore = true; isMore; ) {
        const answer = await run(connection, limit, toStatement(`fetch ${size} from batch`));
        isMore = answer.rows.length === size;
        if (answer.rows.length > 0) yield toRows(answer);
        limit = new Limit(timeout, signal);
      }
    } finally {
      await transaction.rollback(new Limit(ROLLBACK_MS));
      this.#pool.release(connection);
    }
  }

  /**
   * The rows as PostgreSQL's own CSV with a header line, in the chunks in which they come, on a connection of its own and
   * within the timeout until the first of them.
   */
  copyCsv(
    statement: CopyStatement,
    { signal, timeout = this.#timeout }: { signal: AbortSignal; timeout?: number },
  ): AsyncGenerator<Uint8Array, void, void> {
    const either = AbortSignal.any([signal, this.#ended.signal]);
    return copyOut(statement, { ...this.#settings, timeout, signal: either });
  }

  /** The statement as the server describes it, without running it: OIDs of the parameters' types, columns with theirs. */
  describe(text: string): Promise<{ parameters: number[]; columns: OriginColumn[] }> {
    const limit = new Limit(this.#timeout);
    return this.#lease(limit, (connection) => guard(connection, limit, connection.describe(text)));
  }

  /** Closes all connections, within 3 s; what still runs then is rejected. */
  end(): Promise<void> {
    this.#ended.abort(connectionError("CONNECTION_ENDED", "the program is ending"));
    return this.#pool.end();
  }

  async #lease<T>(limit: Limit, work: (connection: Connection) => Promise<T>): Promise<T> {
    const connection = await this.#pool.acquire(limit);
    try {
      return await work(connection);
    } finally {
      this.#pool.release(connection);
    }
  }
}

const LOST = new Set([
  "DEADLINE",
  "CONNECT_TIMEOUT",
  "CONNECTION_CLOSED",
  "CONNECTION_DESTROYED",
  "CONNECTION_ENDED",
  "EAI_AGAIN",
  "ECONNREFUSED",
  "ECONNRESET",
  "EHOSTUNREACH",
  "ENOTFOUND",
  "EPIPE",
  "ETIMEDOUT",
  "57P01", // the administrator ends sessions
  "57P02", // another session crashed
  "57P03", // starting up or shutting down
]);

/** Lost connections, restarts, deadlines: worth one retry of a read, and a 503 rather than a 500. */
export function isConnectionLoss(error: unknown): boolean {
  return error instanceof Error && "code" in error && LOST.has(String(error.code));
}
