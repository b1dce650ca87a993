import net from "node:net";
import postgres from "postgres";
import { type Column, driverTypes } from "./types.ts";

/** What a connection is opened with; the same for all of a pool. */
export interface ConnectionSettings {
  url: string;
  /** run-time parameters of the session */
  parameters: Record<string, string>;
}

export interface Answer {
  rows: Record<string, unknown>[];
  columns: readonly Column[];
  /** what the server did, e.g. "SELECT", "COMMIT" */
  command: string;
}

/** With the column of a table or view that it is, or 0 and 0. */
export interface OriginColumn extends Column {
  table: number;
  number: number;
}

const OPEN_MS = 5_000;
const CLOSE_S = 0.5;

/**
 * One connection: a postgres.js of its own that is given one statement at a time and is thrown away with its socket.
 *
 * So none of the faults of postgres.js 3.4.9 can happen that need a second statement in flight (a cancelled neighbour,
 * a hang after a change of result types), a second life after the socket closed (bytes left over from the first one
 * make it hang for ever) or a statement sent to a closed socket (its transactions send ROLLBACK there: an uncaught
 * TypeError in nextWrite ends the process).
 */
export class Connection {
  readonly #sql: postgres.Sql;
  readonly #onClosed: (reason: Error) => void;
  #socket: net.Socket | undefined;
  #address: net.NetConnectOpts | undefined;
  #backend: { pid: number; secret: number } | undefined;
  #closed: Error | undefined;
  /** Ends when all that was sent is over, so that the next statement may be. */
  #tail: Promise<unknown> = Promise.resolve();
  /** Rejects the statement in flight: whatever the library does, it settles. */
  #abandon: ((reason: Error) => void) | undefined;
  #isCancelling = false;

  /** `onClosed` is called once, also if the connection never opened, but not after close(). */
  constructor({ url, parameters }: ConnectionSettings, onClosed: (reason: Error) => void) {
    this.#onClosed = onClosed;
    const options = {
      max: 1,
      max_pipeline: 0,
      max_lifetime: null,
      connect_timeout: 0,
      // Asked per connection, unguarded: its failure would be an unhandled rejection. Ours has the arrays' OIDs.
      fetch_types: false,
      types: driverTypes,
      connection: parameters,
      onnotice: () => {},
      onclose: () => this.destroy(connectionError("CONNECTION_CLOSED", "the database closed the connection")),
      socket: (options: SocketOptions) => this.#connect(options),
    };
    this.#sql = postgres(url, options);
  }

  /** Resolves when the server is ready. Errors: the server's, the socket's, CONNECT_TIMEOUT after 5 s. */
  async open(): Promise<void> {
    const late = connectionError("CONNECT_TIMEOUT", "the database does not take the connection");
    const timer = setTimeout(() => this.destroy(late), OPEN_MS);
    try {
      const { state } = await this.#alone(() => this.#sql.unsafe("select 1", [], extended(false)));
      this.#backend = state;
    } catch (error) {
      this.destroy(error as Error);
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Runs a statement after those before it; an abort keeps it from being sent, no more (see cancel). */
  run(
    text: string,
    values: readonly unknown[],
    { prepare, signal }: { prepare: boolean; signal?: AbortSignal | undefined },
  ): Promise<Answer> {
    return this.#alone(async () => {
      signal?.throwIfAborted();
      if (values.includes(undefined))
        throw new TypeError(`$${values.indexOf(undefined) + 1} is undefined: pass null`);
      // Type 0: the server decides. postgres.js would guess from the value, and takes an array of booleans for a boolean.
      const parameters = values.map((value) => this.#sql.typed(value, 0)) as never[];
      const rows = await this.#send(this.#sql.unsafe(text, parameters, extended(prepare)));
      // After an error between rows postgres.js goes on counting: the next result begins with as many holes, which filter skips.
      return { rows: rows.filter(() => true), columns: rows.columns ?? [], command: rows.command };
    });
  }

  /** The statement's shape; nothing is run. */
  describe(text: string): Promise<{ parameters: number[]; columns: OriginColumn[] }> {
    return this.#alone(async () => {
      const { types, columns } = await this.#send(this.#sql.unsafe(text).describe());
      return {
        parameters: types,
        columns: columns.map(({ name, type, table, number }) => ({ name, type, table, number })),
      };
    });
  }

  /**
   * Asks the server to cancel what it is running here. The next statement waits for the request to be over: it could be hit itself.
   * Not the library's cancel(): that one fails with an unhandled rejection when the server is down.
   */
  cancel(): void {
    if (this.#isCancelling || !this.#backend || this.#closed) return;
    this.#isCancelling = true;
    const request = Buffer.alloc(16);
    [16, 80_877_102, this.#backend.pid, this.#backend.secret].forEach((field, index) => {
      request.writeUInt32BE(field, index * 4);
    });
    const socket = net.connect(this.#address!).on("error", () => {});
    socket.setTimeout(OPEN_MS, () => socket.destroy()).resume();
    socket.end(request);
    const over = new Promise<void>((resolve) => socket.once("close", () => resolve()));
    this.#tail = Promise.all([this.#tail, over]).then(() => {
      this.#isCancelling = false;
    });
  }

  /** Resolves when nothing is running or being cancelled here. */
  async settled(): Promise<void> {
    await this.#tail;
  }

  get isClosed(): boolean {
    return this.#closed !== undefined;
  }

  /** Closes the socket at once; the statement in flight and all later ones are rejected with `reason`. */
  destroy(reason: Error): void {
    if (this.#closed) return;
    this.#closed = reason;
    this.#abandon?.(reason);
    this.#socket?.destroy();
    this.#onClosed(reason);
  }

  /** Says goodbye to the server and closes the socket, within a second. */
  async close(reason: Error): Promise<void> {
    if (this.#closed) return;
    this.#closed = reason;
    this.#abandon?.(reason);
    await this.#sql.end({ timeout: CLOSE_S });
    this.#socket?.destroy();
  }

  /** Runs `work` when all before it is over. */
  async #alone<T>(work: () => Promise<T>): Promise<T> {
    const before = this.#tail;
    let over: () => void = () => {};
    this.#tail = new Promise<void>((resolve) => {
      over = resolve;
    });
    await before;
    try {
      return await new Promise<T>((resolve, reject) => {
        if (this.#closed) throw this.#closed;
        this.#abandon = reject;
        work().then(resolve, reject);
      });
    } finally {
      this.#abandon = undefined;
      over();
    }
  }

  /** An error that is not the server's own leaves the protocol in a state nobody knows: this connection has served. */
  async #send<T>(statement: PromiseLike<T>): Promise<T> {
    try {
      return await statement;
    } catch (error) {
      if (!(error instanceof postgres.PostgresError)) this.destroy(error as Error);
      throw error;
    }
  }

  /** The library's socket, so that destroy() can end it for sure. It asks again when one closes early: no. */
  async #connect({ path, host, port }: SocketOptions): Promise<net.Socket> {
    if (this.#socket) throw connectionError("CONNECTION_CLOSED", "the database closed the connection");
    this.#address = path ? { path } : { host: host[0]!, port: port[0]! };
    const socket = net.connect({ ...this.#address, noDelay: true });
    this.#socket = Object.assign(socket, { host: host[0] }); // the name that a certificate must carry
    await new Promise((resolve, reject) => {
      socket.once("connect", resolve).once("error", reject).once("close", reject);
    });
    return socket;
  }
}

/** What postgres.js makes of the URL. */
interface SocketOptions {
  path: string | false;
  host: string[];
  port: number[];
}

/** The extended protocol, which refuses two statements in one text: `commit; insert …` would leave a read-only transaction. */
function extended(prepare: boolean) {
  return { prepare, simple: false };
}

export function connectionError(code: string, message: string): Error {
  return Object.assign(new Error(message), { code });
}
