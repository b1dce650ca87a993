import { AdhocSession, type AnswerCaps, aborted } from "./adhoc-session.ts";
import { AdhocError, type RawAnswer } from "./adhoc-statement.ts";
import { Limit } from "./deadline.ts";
import { type Column, columnType } from "./types.ts";

export { AdhocError } from "./adhoc-statement.ts";

export interface AdhocLimits extends AnswerCaps {
  /** connections, default 3: twice that is the login's CONNECTION LIMIT, and each may take 2.5 GB of the server's memory */
  maxConnections: number;
  /** ms, default 10000, waiting for a connection included */
  timeoutMs: number;
  /** of a statement, default 64 kB */
  maxTextBytes: number;
}

export interface AdhocOptions extends Partial<AnswerCaps> {
  signal?: AbortSignal | undefined;
  timeoutMs?: number | undefined;
}

export interface AdhocResult {
  /** in order; names can repeat or be "?column?" */
  columns: Column[];
  /** values in the order of the columns, parsed as everywhere else (types.ts) */
  rows: unknown[][];
  /** there were more rows than maxRows */
  isCut: boolean;
}

const DEFAULTS: AdhocLimits = {
  maxConnections: 3,
  timeoutMs: 10_000,
  maxRows: 1_000,
  maxBytes: 16 * 1024 * 1024,
  maxTextBytes: 64 * 1024,
};

interface Waiter {
  go(): void;
  fail(error: AdhocError): void;
}

/**
 * Runs SQL that a person typed, over the ad-hoc login (roles.ts), which may read the release and the public tables and nothing else.
 * Everything here comes on top of that login's own limits: a SELECT can lift most of those, but not these.
 */
export class AdhocSql {
  readonly #url: string;
  readonly #limits: AdhocLimits;
  readonly #sessions = new Set<AdhocSession>();
  readonly #idle: AdhocSession[] = [];
  readonly #waiting = new Set<Waiter>();
  #running = 0;
  #isEnded = false;

  /** Connects when first asked. */
  constructor(url: string, limits: Partial<AdhocLimits> = {}) {
    this.#url = url;
    this.#limits = { ...DEFAULTS, ...limits };
  }

  /** Runs one statement; it settles within timeoutMs and a second. Errors: AdhocError, no other. */
  async run(text: string, options: AdhocOptions = {}): Promise<AdhocResult> {
    const limits = this.#limits;
    const { timeoutMs = limits.timeoutMs, maxRows = limits.maxRows, maxBytes = limits.maxBytes } = options;
    const { signal } = options;
    refuseOddText(text, limits.maxTextBytes);
    if (signal?.aborted) throw aborted();
    const limit = new Limit(timeoutMs, signal);
    await this.#turn(limit);
    const session = this.#session();
    try {
      return toResult(await session.run(text, limit, { maxRows, maxBytes }), maxRows);
    } finally {
      this.#giveBack(session);
    }
  }

  /** Ends all connections; statements that run or wait are rejected with CONNECTION_ENDED. */
  async end(): Promise<void> {
    this.#isEnded = true;
    for (const waiter of [...this.#waiting]) waiter.fail(ended());
    for (const session of this.#sessions) session.destroy(ended());
    this.#sessions.clear();
    this.#idle.length = 0;
  }

  async #turn(limit: Limit): Promise<void> {
    if (this.#isEnded) throw ended();
    if (this.#running < this.#limits.maxConnections) {
      this.#running++;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const leave = () => {
        stop();
        this.#waiting.delete(waiter);
      };
      const waiter: Waiter = {
        go: () => {
          leave();
          resolve();
        },
        fail: (error) => {
          leave();
          reject(error);
        },
      };
      const stop = limit.watch({
        timeout: () => waiter.fail(busy()),
        deadline: () => {},
        abort: () => waiter.fail(aborted()),
      });
      this.#waiting.add(waiter);
    });
  }

  #session(): AdhocSession {
    for (let idle = this.#idle.pop(); idle; idle = this.#idle.pop()) {
      if (!idle.isClosed) return idle;
      this.#sessions.delete(idle); // lost while nobody used it
    }
    const session = new AdhocSession(this.#url);
    this.#sessions.add(session);
    return session;
  }

  /** The turn goes to the first who waits. */
  #giveBack(session: AdhocSession): void {
    if (session.isClosed) this.#sessions.delete(session);
    else this.#idle.push(session);
    const [next] = this.#waiting;
    if (next) next.go();
    else this.#running--;
  }
}

/** A NUL would end the text early in the protocol. */
function refuseOddText(text: string, maxBytes: number): void {
  const bytes = Buffer.byteLength(text);
  if (bytes > maxBytes)
    throw new AdhocError("TEXT", `the text has ${bytes} bytes: at most ${maxBytes} can be run`);
  const nul = text.indexOf("\0");
  if (nul >= 0) throw new AdhocError("TEXT", `character ${nul + 1} of the text is a NUL: delete it`, nul + 1);
}

function toResult({ columns, rows }: RawAnswer, maxRows: number): AdhocResult {
  const isCut = rows.length > maxRows;
  const parsers = columns.map(({ type }) => columnType(type)?.parse);
  const parseCell = (text: string | null, index: number): unknown => {
    const parse = parsers[index];
    if (text === null || !parse) return text;
    try {
      return parse(text);
    } catch (error) {
      throw new AdhocError("VALUE", `column "${columns[index]!.name}" holds ${(error as Error).message}`);
    }
  };
  return { columns, rows: rows.slice(0, maxRows).map((row) => row.map(parseCell)), isCut };
}

function busy(): AdhocError {
  return new AdhocError("BUSY", "other people's statements are still running: try again in a moment");
}

function ended(): AdhocError {
  return new AdhocError(
    "CONNECTION_ENDED",
    "the connections to the database are closed: the program is ending",
  );
}
