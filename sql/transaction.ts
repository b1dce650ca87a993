import type { Answer, Connection } from "./connection.ts";
import type { Limit } from "./deadline.ts";
import { parseRows } from "./types.ts";

/** A text with its values, such as sql-template-tag makes. */
export interface Statement {
  text: string;
  values: readonly unknown[];
}

export interface Transaction {
  /** Runs one statement, in the order of the calls. After an error only a rollback to a savepoint helps. */
  query<Row extends object>(statement: string | Statement, values?: readonly unknown[]): Promise<Row[]>;
}

/** A transaction on a connection that was lent for it. */
export class OpenTransaction implements Transaction {
  readonly #connection: Connection;
  readonly #limit: Limit;
  #failure: unknown;
  #isOver = false;

  constructor(connection: Connection, limit: Limit) {
    this.#connection = connection;
    this.#limit = limit;
  }

  async query<Row extends object>(
    statement: string | Statement,
    values: readonly unknown[] = [],
  ): Promise<Row[]> {
    if (this.#isOver) throw new Error("this transaction is over: await all its queries");
    try {
      // Unprepared: after a swap of releases nothing here meets an old plan, which a transaction cannot replace (0A000).
      return toRows(await run(this.#connection, this.#limit, toStatement(statement, values)));
    } catch (error) {
      this.#failure ??= error;
      throw error;
    }
  }

  /** Settles as `work` does, and by the deadline or the abort although it may hang elsewhere. */
  during<T>(work: Promise<T>): Promise<T> {
    let stop = () => {};
    const settled = new Promise<T>((resolve, reject) => {
      const deadline = (error: Error) => {
        this.#connection.destroy(error);
        reject(error);
      };
      stop = this.#limit.watch({ timeout: () => {}, deadline, abort: reject });
      work.then(resolve, reject);
    });
    return settled.finally(stop); // from then on the connection may be another's
  }

  /** Once sent, no abort reaches the COMMIT: its answer is awaited. */
  async commit(): Promise<void> {
    this.#isOver = true;
    const { command } = await run(this.#connection, this.#limit.withoutSignal(), toStatement("commit"));
    if (command !== "COMMIT") throw this.#failure ?? new Error("the transaction was rolled back");
  }

  /** Leaves the connection without a transaction, or closed. */
  async rollback(limit: Limit): Promise<void> {
    this.#isOver = true;
    if (this.#connection.isClosed) return;
    try {
      await run(this.#connection, limit, toStatement("rollback"));
    } catch (error) {
      this.#connection.destroy(error as Error);
    }
  }
}

export function run(
  connection: Connection,
  limit: Limit,
  { text, values }: Statement,
  prepare = false,
): Promise<Answer> {
  return guard(connection, limit, connection.run(text, values, { prepare, signal: limit.signal }));
}

/** Settles as `statement` does, and by the deadline in any case. It is watched to its end also after an abort. */
export function guard<T>(connection: Connection, limit: Limit, statement: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = limit.watch({
      timeout: () => connection.cancel(),
      deadline: (error) => {
        connection.cancel();
        connection.destroy(error);
        reject(error);
      },
      abort: (reason) => {
        connection.cancel();
        reject(reason);
      },
    });
    void statement.then(resolve, reject).finally(stop);
  });
}

export function toStatement(statement: string | Statement, values: readonly unknown[] = []): Statement {
  return typeof statement === "string" ? { text: statement, values } : statement;
}

export function toRows<Row extends object>({ rows, columns }: Answer): Row[] {
  parseRows(rows, columns);
  return rows as Row[];
}
