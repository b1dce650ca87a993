import { Connection, type ConnectionSettings, connectionError } from "./connection.ts";
import { DeadlineError, type Limit } from "./deadline.ts";

export interface PoolOptions {
  settings: ConnectionSettings;
  max: number;
  /** for each connection that was open and is lost or given up */
  onLost: (reason: Error) => void;
}

interface Waiter {
  take(connection: Connection): void;
  fail(error: unknown): void;
}

/** How long end() lets running calls finish. */
const END_MS = 2_000;

/** Lends connections, one borrower each, first come first served. A lost one is replaced when somebody needs it. */
export class Pool {
  readonly #options: PoolOptions;
  readonly #connections = new Set<Connection>();
  readonly #opening = new Set<Connection>();
  readonly #idle: Connection[] = [];
  readonly #waiting = new Set<Waiter>();
  #ended: Promise<void> | undefined;
  #drained: (() => void) | undefined;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  /** A connection of one's own, to be given back by release(). Errors: what opening one met, deadline, abort. */
  acquire(limit: Limit): Promise<Connection> {
    return new Promise((resolve, reject) => {
      limit.signal?.throwIfAborted();
      if (this.#ended) throw endedError();
      const free = this.#idle.pop();
      if (free) return resolve(free); // the usual case, without a timer
      const leave = () => {
        stop();
        this.#waiting.delete(waiter);
      };
      const waiter: Waiter = {
        take: (connection) => {
          leave();
          resolve(connection);
        },
        fail: (error) => {
          leave();
          reject(error);
        },
      };
      const late = () =>
        waiter.fail(new DeadlineError(`no connection was free within ${limit.timeout / 1000} s`));
      const stop = limit.watch({ timeout: late, deadline: waiter.fail, abort: waiter.fail });
      this.#waiting.add(waiter);
      this.#serve();
    });
  }

  /** Takes a connection back; it is lent again when nothing runs there any more. */
  release(connection: Connection): void {
    void connection.settled().then(() => {
      if (!this.#connections.has(connection)) return;
      this.#idle.push(connection);
      this.#serve();
    });
  }

  /** Refuses new calls, lets running ones finish for 2 s, closes all connections. */
  end(): Promise<void> {
    this.#ended ??= this.#end();
    return this.#ended;
  }

  async #end(): Promise<void> {
    for (const waiter of [...this.#waiting]) waiter.fail(endedError());
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, END_MS);
      this.#drained = () => {
        clearTimeout(timer);
        resolve();
      };
      this.#serve();
    });
    await Promise.all([...this.#connections].map((connection) => connection.close(endedError())));
  }

  #serve(): void {
    for (const waiter of this.#waiting) {
      const connection = this.#idle.pop();
      if (!connection) break;
      waiter.take(connection);
    }
    while (this.#opening.size < this.#waiting.size && this.#connections.size < this.#options.max)
      this.#open();
    if (this.#idle.length + this.#opening.size === this.#connections.size) this.#drained?.();
  }

  #open(): void {
    const connection = new Connection(this.#options.settings, (reason) => this.#lost(connection, reason));
    this.#connections.add(connection);
    this.#opening.add(connection);
    const opened = () => {
      this.#opening.delete(connection);
      this.release(connection);
    };
    void connection.open().then(opened, () => {}); // its failure comes as a loss
  }

  #lost(connection: Connection, reason: Error): void {
    this.#connections.delete(connection);
    const index = this.#idle.indexOf(connection);
    if (index >= 0) this.#idle.splice(index, 1);
    if (this.#opening.delete(connection)) {
      const [first] = this.#waiting;
      first?.fail(reason);
    } else this.#options.onLost(reason);
    this.#serve();
  }
}

function endedError(): Error {
  return connectionError(
    "CONNECTION_ENDED",
    "the connections to the database are closed: the program is ending",
  );
}
