import { HttpError } from "./errors.ts";

export type Row = Record<string, unknown>;
/** The bytes of a download. */
export type Chunks = AsyncGenerator<Uint8Array, void, void>;

/** Of the pool's 8 connections: a download keeps one, and needs a second to look which release is live. */
const MOST_DOWNLOADS = 4;
const RETRY_AFTER = 10;

/** Counts the results that are being streamed. */
export class Downloads {
  #running = 0;

  /** Returns what ends it. Errors: HttpError 503 when there are too many. */
  start(): () => void {
    if (this.#running >= MOST_DOWNLOADS) {
      const message = `${MOST_DOWNLOADS} downloads are running, which is as many as the server allows; try again when one is done`;
      throw new HttpError(503, message, undefined, RETRY_AFTER);
    }
    this.#running++;
    let isRunning = true;
    return () => {
      if (isRunning) this.#running--;
      isRunning = false;
    };
  }
}

/** A result whose first bytes are here: its tables are bound by then, so that a swap cannot change what follows. */
export class OpenResult {
  readonly #chunks: Chunks;
  readonly #abort: AbortController;
  readonly #first: Promise<IteratorResult<Uint8Array, void>>;

  private constructor(chunks: Chunks, abort: AbortController) {
    this.#chunks = chunks;
    this.#abort = abort;
    this.#first = chunks.next();
  }

  /** Errors: PostgreSQL's; what fails before the first bytes still gets a status of its own. */
  static async open(start: (signal: AbortSignal) => Chunks, signal: AbortSignal): Promise<OpenResult> {
    const abort = new AbortController();
    const result = new OpenResult(start(AbortSignal.any([signal, abort.signal])), abort);
    await result.#first;
    return result;
  }

  /** Once only. */
  async *chunks(): Chunks {
    const { value, done } = await this.#first;
    if (done) return;
    yield value;
    yield* this.#chunks;
  }

  /** Ends the query in the database, also one that is running. */
  async close(): Promise<void> {
    this.#abort.abort();
    await this.#chunks.return().catch(() => {});
  }
}

/** Less than the login's idle_in_transaction_session_timeout (roles.ts), which would close the connection. */
const STALL_MS = 25_000;

/**
 * A body made of these chunks. Nothing is read ahead of the client: where the server writes to a client that pauses, it
 * takes an error of a stream that nobody is reading for the end of the body. `onEnd` is called once, with the
 * error if there was one; the connection is then destroyed, so that half a result never looks whole.
 */
export function streamBody(
  chunks: Chunks,
  signal: AbortSignal,
  onEnd: (error?: unknown) => Promise<void>,
  stallMs = STALL_MS,
): ReadableStream<Uint8Array> {
  let stall: NodeJS.Timeout | undefined;
  let isOver = false;
  const end = async (error?: unknown) => {
    if (isOver) return;
    isOver = true;
    clearTimeout(stall);
    signal.removeEventListener("abort", leave);
    await onEnd(error);
  };
  const leave = () => void end(); // also where the body is never read
  signal.addEventListener("abort", leave);
  if (signal.aborted) leave();
  const waitForReader = (controller: ReadableStreamDefaultController) => {
    const fail = (error: Error) => {
      controller.error(error);
      void end(error);
    };
    stall = setTimeout(fail, stallMs, new Error("the client stopped reading"));
  };
  return new ReadableStream<Uint8Array>(
    {
      start: waitForReader,
      async pull(controller) {
        clearTimeout(stall);
        try {
          const { value, done } = await chunks.next();
          if (isOver) return;
          if (!done) {
            controller.enqueue(value);
            return waitForReader(controller);
          }
          controller.close();
          await end();
        } catch (error) {
          controller.error(error);
          await end(error);
        }
      },
      cancel: () => end(),
    },
    { highWaterMark: 0 },
  );
}
