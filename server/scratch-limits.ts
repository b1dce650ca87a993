import { HttpError } from "./errors.ts";
import type { ScratchClient } from "./scratch-client.ts";

/** Statements of one client in a minute. */
export const MOST_A_MINUTE = 60;
/** Of all clients behind one address: a classroom, or everybody behind a proxy. Without it a new cookie each time would do. */
const MOST_OF_ADDRESS = 600;
/** More are forgotten, the oldest first; an address alone can make 600 a minute. */
const MOST_KNOWN = 10_000;
const MINUTE = 60_000;
const RETRY_AFTER = 2;

/** How much each client may ask of the SQL page: one statement at a time, and so many a minute. In memory, for one server. */
export class ScratchLimits {
  readonly #now: () => number;
  readonly #running = new Set<string>();
  /** in the order of their beginnings */
  readonly #minutes = new Map<string, { start: number; count: number }>();

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** Returns what says that the statement has ended. Errors: HttpError 429. */
  enter({ id, address }: ScratchClient): () => void {
    if (this.#running.has(id)) {
      const message = "a statement of yours is still running: wait for it, or cancel it first";
      throw new HttpError(429, message, undefined, RETRY_AFTER);
    }
    this.#count(`id ${id}`, MOST_A_MINUTE, `${MOST_A_MINUTE} statements a minute are the limit`);
    this.#count(
      `address ${address}`,
      MOST_OF_ADDRESS,
      "too many statements come from your network at the moment",
    );
    this.#running.add(id);
    return () => this.#running.delete(id);
  }

  #count(key: string, most: number, message: string): void {
    const now = this.#now();
    let minute = this.#minutes.get(key);
    if (!minute || now - minute.start >= MINUTE) {
      minute = { start: now, count: 0 };
      this.#minutes.delete(key);
      this.#minutes.set(key, minute);
      for (const oldest of this.#minutes.keys()) {
        if (this.#minutes.size <= MOST_KNOWN) break;
        this.#minutes.delete(oldest);
      }
    }
    if (minute.count >= most) {
      const seconds = Math.ceil((minute.start + MINUTE - now) / 1000);
      throw new HttpError(429, `${message}: try again in ${seconds} s`, undefined, seconds);
    }
    minute.count++;
  }
}
