import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import type { FromNotebooks, NotebookFault, ToNotebooks } from "../sql/gate-messages.ts";
import type { QueryFile } from "../sql/query-file.ts";
import type { LentConnection } from "./lent-connection.ts";

type Ready = Extract<FromNotebooks, { type: "ready" }>;

/** Until the notebooks are compiled, which takes 2.5 s of CPU. */
const START_SECONDS = 60;
/**
 * A notebook that never stops adding ends its process before the machine runs out of memory; the shipped ones take 100 MB.
 * As in the loader, the PostgreSQL parser runs too shortly to be optimised.
 */
const FLAGS = ["--max-old-space-size=512", "--liftoff-only"];
const MAIN = "server/gate/main.ts";
/** What takes longest to load, before tsx, through which it would take longer: 0.7 s of CPU instead of 1.7. */
const PRELOADED = ["vite", "happy-dom", "@observablehq/plot", "zod", "tsx"];
const LAST_WORDS = 2_000;

interface Expected {
  resolve(message: FromNotebooks): void;
  reject(error: Error): void;
}

/**
 * The process that runs the notebooks of the project in `root` (server/gate/main.ts there): what a notebook does, hang, eat memory
 * or crash, it does there.
 */
export class NotebookProcess {
  /** Errors: why it could not start. */
  readonly ready: Promise<Ready>;
  readonly #child: ChildProcess;
  readonly #kill = () => void this.#child.kill("SIGKILL");
  #expected: Expected | undefined;
  #lent: LentConnection | undefined;
  #end: Error | undefined;
  #lastWords = "";

  constructor(root: string, queries: readonly QueryFile[]) {
    // It gets no way into the database but the loader.
    const { DATABASE_URL: _, ONETBOOK_DATA: __, ...env } = process.env;
    this.#child = spawn(
      process.execPath,
      [...FLAGS, ...PRELOADED.flatMap((name) => ["--import", import.meta.resolve(name)]), join(root, MAIN)],
      { cwd: root, env: { ...env, NODE_ENV: "production" }, stdio: ["ignore", "ignore", "pipe", "ipc"] },
    );
    process.once("exit", this.#kill);
    this.#child.stderr!.setEncoding("utf8").on("data", (text: string) => {
      this.#lastWords = (this.#lastWords + text).slice(-LAST_WORDS);
    });
    this.#child.on("error", (error) => this.#ended(error));
    this.#child.on("close", (code, signal) => {
      this.#ended(
        new Error(`its process ended (${signal ?? `exit code ${code}`}): ${this.#lastWords.trim()}`),
      );
    });
    this.#child.on("message", (message: FromNotebooks) => void this.#take(message));
    this.ready = this.#expect(START_SECONDS, "could not be started") as Promise<Ready>;
    this.ready.catch(() => {}); // told to whoever waits for it
    this.#tell({ type: "start", queries });
  }

  get hasEnded(): boolean {
    return this.#end !== undefined;
  }

  /** Runs a notebook over a connection, and says what of it fails. Errors: that it did not finish, or ended the process; it is stopped then. */
  async run(notebook: string, lent: LentConnection, seconds: number): Promise<NotebookFault[]> {
    this.#lent = lent;
    const done = this.#expect(seconds, "did not finish");
    this.#tell({ type: "run", notebook });
    const message = await done;
    return message.type === "done" ? message.faults : [];
  }

  stop(): void {
    this.#ended(new Error("it was stopped"));
    this.#kill();
  }

  /** The next message that is no statement. Errors: that it did not come in time, or that the process has ended. */
  async #expect(seconds: number, failure: string): Promise<FromNotebooks> {
    const timer = setTimeout(() => {
      this.#ended(new Error(`${failure} within ${seconds} s`));
      this.#kill();
    }, seconds * 1000);
    try {
      return await new Promise((resolve, reject) => {
        this.#expected = { resolve, reject };
        if (this.#end) reject(this.#end);
      });
    } finally {
      clearTimeout(timer);
    }
  }

  async #take(message: FromNotebooks): Promise<void> {
    if (this.#end) return;
    if (message.type !== "statement") this.#expected?.resolve(message);
    else if (this.#lent) this.#tell(await this.#lent.answer(message));
  }

  /** One that is gone, or going, needs no answer. */
  #tell(message: ToNotebooks): void {
    if (!this.#end && this.#child.connected) this.#child.send(message, () => {});
  }

  #ended(reason: Error): void {
    process.removeListener("exit", this.#kill);
    this.#end ??= reason;
    this.#expected?.reject(this.#end);
  }
}
