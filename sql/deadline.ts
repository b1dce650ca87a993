import { setMaxListeners } from "node:events";

/** The database, or the line to it, did not answer in time. A statement that is merely slow is cancelled before: 57014. */
export class DeadlineError extends Error {
  readonly code = "DEADLINE";
}

export interface Watcher {
  /** The time is over. */
  timeout: () => void;
  /** It has been over for a second. */
  deadline: (error: DeadlineError) => void;
  /** The caller's signal was aborted, with this reason. */
  abort: (reason: unknown) => void;
}

const GRACE_MS = 1_000;

/** How long one call may take, all waiting included, and the signal that ends it sooner. */
export class Limit {
  /** ms */
  readonly timeout: number;
  readonly signal: AbortSignal | undefined;
  readonly #start: number;

  constructor(timeout: number, signal?: AbortSignal, start = performance.now()) {
    this.timeout = timeout;
    this.signal = signal;
    this.#start = start;
  }

  /** For what may not be aborted any more. */
  withoutSignal(): Limit {
    return new Limit(this.timeout, undefined, this.#start);
  }

  /** For tidying up: what is left, and no more than `ms`. */
  atMost(ms: number): Limit {
    return new Limit(Math.min(ms, this.#start + this.timeout - performance.now()));
  }

  /** Calls the watcher until the returned function stops it. It goes on after an abort, whose effect may not come. */
  watch({ timeout, deadline, abort }: Watcher): () => void {
    const { signal } = this;
    const total = this.timeout + GRACE_MS;
    const left = (ms: number) => Math.max(0, this.#start + ms - performance.now());
    const onDeadline = () =>
      deadline(new DeadlineError(`the database did not answer within ${total / 1000} s`));
    let timer = setTimeout(() => {
      timer = setTimeout(onDeadline, left(total));
      timeout();
    }, left(this.timeout));
    const onAbort = () => abort(signal?.reason);
    if (signal) setMaxListeners(0, signal); // a page may ask more than ten queries under one signal, and Node warns
    signal?.addEventListener("abort", onAbort, { once: true });
    return () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", onAbort);
    };
  }
}
