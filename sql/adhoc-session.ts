import net from "node:net";
import { Client, DatabaseError } from "pg";
import { AdhocError, AdhocStatement, type RawAnswer } from "./adhoc-statement.ts";
import type { Limit } from "./deadline.ts";

export interface AnswerCaps {
  maxRows: number;
  /** of all that the server sends for the statement */
  maxBytes: number;
}

const OPEN_MS = 5_000;

/**
 * One connection of the ad-hoc login, for one statement at a time. Whatever a statement did to the session is undone after it; where
 * that is not certain the session is closed.
 */
export class AdhocSession {
  readonly #client: Client;
  #isOpen = false;
  #isClosed = false;
  #bytesLeft = 0;
  /** Rejects the statement in flight: whatever pg does, it settles. */
  #abandon: ((reason: AdhocError) => void) | undefined;

  constructor(url: string) {
    this.#client = new Client({
      connectionString: url,
      application_name: "onetbook ad-hoc",
      connectionTimeoutMillis: OPEN_MS,
      keepAlive: true,
    });
    this.#client.on("error", () => this.destroy(lost())); // without a listener it would end the process
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Errors: AdhocError. */
  async run(text: string, limit: Limit, caps: AnswerCaps): Promise<RawAnswer> {
    const stop = limit.watch({
      timeout: () => {}, // the server's own timer, set below, has the same length
      deadline: ({ message }) => this.destroy(new AdhocError("DEADLINE", message)),
      abort: () => this.destroy(aborted()),
    });
    try {
      return await new Promise((resolve, reject) => {
        this.#abandon = reject;
        this.#execute(text, limit, caps).then(resolve, reject);
      });
    } catch (error) {
      throw toAdhocError(error);
    } finally {
      stop();
      this.#abandon = undefined;
    }
  }

  /** Closes the socket at once, and asks the server to stop what it still does for it. */
  destroy(reason: AdhocError): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    if (this.#abandon && this.#isOpen) this.#cancel();
    this.#abandon?.(reason);
    this.#client.connection.stream.destroy();
  }

  async #execute(text: string, limit: Limit, { maxRows, maxBytes }: AnswerCaps): Promise<RawAnswer> {
    this.#bytesLeft = maxBytes;
    if (!this.#isOpen) await this.#open();
    try {
      // types.ts reads what the last two write.
      await this.#client.query(
        `BEGIN READ ONLY; SET LOCAL statement_timeout = ${Math.ceil(limit.timeout)}; SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO'`,
      );
      const statement = new AdhocStatement(text, maxRows);
      this.#client.query(statement);
      return await statement.answer;
    } finally {
      await this.#tidy();
    }
  }

  async #open(): Promise<void> {
    try {
      await this.#client.connect();
      this.#isOpen = true;
    } catch (error) {
      this.#isClosed = true;
      throw error;
    }
    // A value of 600 MB would otherwise be gathered whole, and end the process with ERR_STRING_TOO_LONG.
    this.#client.connection.stream.on("data", ({ length }: Buffer) => {
      this.#bytesLeft -= length;
      if (this.#bytesLeft < 0)
        this.destroy(
          new AdhocError("CAP", "the answer is too large: select fewer columns or shorter values"),
        );
    });
  }

  /** DISCARD ALL frees what outlives a ROLLBACK, such as advisory locks, and fails inside a transaction. */
  async #tidy(): Promise<void> {
    try {
      await this.#client.query("ROLLBACK");
      await this.#client.query("DISCARD ALL");
    } catch {
      this.#abandon = undefined; // the statement's own answer or error is the better one
      this.destroy(lost());
    }
  }

  /** A backend does not notice a closed socket while it computes. pg's own cancel() is deprecated with activeQuery. */
  #cancel(): void {
    const { processID, secretKey } = this.#client as unknown as { processID: number; secretKey: number };
    const request = Buffer.alloc(16);
    [16, 80_877_102, processID, secretKey].forEach((field, index) => {
      request.writeInt32BE(field, index * 4);
    });
    const { host, port } = this.#client;
    const socket = net.connect(host.startsWith("/") ? { path: `${host}/.s.PGSQL.${port}` } : { host, port });
    socket.on("error", () => {}).setTimeout(OPEN_MS, () => socket.destroy());
    socket.resume().end(request);
  }
}

export function aborted(): AdhocError {
  return new AdhocError("ABORTED", "the statement was cancelled");
}

function lost(): AdhocError {
  return new AdhocError(
    "CONNECTION_CLOSED",
    "the connection to the database was lost: run the statement again",
  );
}

function toAdhocError(error: unknown): AdhocError {
  if (error instanceof AdhocError) return error;
  if (!(error instanceof DatabaseError) || !error.code) return lost();
  return new AdhocError(error.code, error.message, error.position ? Number(error.position) : undefined);
}
