import type { Log } from "./log.ts";

const HARD_EXIT_MS = 10_000;

/** Ends the program in good order: what was opened last is closed first. */
export class Shutdown {
  readonly #log: Log;
  readonly #hardExitMs: number;
  readonly #steps: (() => Promise<unknown>)[] = [];
  #ending: Promise<void> | undefined;

  constructor(log: Log, hardExitMs = HARD_EXIT_MS) {
    this.#log = log;
    this.#hardExitMs = hardExitMs;
  }

  get isEnding(): boolean {
    return this.#ending !== undefined;
  }

  /** Registers what closes something that was just opened. */
  add(step: () => Promise<unknown>): void {
    this.#steps.push(step);
  }

  /** SIGTERM and SIGINT end the program with exit code 0; a second one ends it at once. A bug ends it with 1. */
  listen(): void {
    for (const signal of ["SIGTERM", "SIGINT"] as const) {
      process.on(signal, () => {
        if (this.isEnding) process.exit(1);
        this.#log.info(`${signal}: stopping`);
        void this.end(0);
      });
    }
    // Nothing is known about the state after a bug: no good order, and a supervisor starts us again.
    const bug = (err: unknown) => {
      this.#log.fatal({ err }, "a bug ended the program");
      process.exit(1);
    };
    process.on("uncaughtException", bug);
    process.on("unhandledRejection", bug);
  }

  /** Closes everything, within 10 s, and exits. */
  end(exitCode: number): Promise<void> {
    this.#ending ??= this.#end(exitCode);
    return this.#ending;
  }

  async #end(exitCode: number): Promise<void> {
    setTimeout(() => {
      this.#log.error(`not everything was closed within ${this.#hardExitMs / 1000} s`);
      process.exit(1);
    }, this.#hardExitMs).unref();
    for (const step of this.#steps.reverse()) {
      await step().catch((err: unknown) => this.#log.error({ err }, "while stopping"));
    }
    process.exit(exitCode);
  }
}
