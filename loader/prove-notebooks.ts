import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { NotebookFault } from "../sql/gate-messages.ts";
import type { QueryFile } from "../sql/query-file.ts";
import type { Problem, ProjectSql } from "./incoming.ts";
import { LentConnection } from "./lent-connection.ts";
import { NotebookProcess } from "./notebook-process.ts";
import { exists } from "./recover.ts";
import type { Session } from "./session.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
/** before a notebook's name, where it is accepted */
const NAME = "notebooks/";
/** Well below the silence after which PostgreSQL ends a gate whose loader is paused. */
const SIGN_OF_LIFE_MS = 3_000;

export interface NotebookOptions {
  /** of the project whose notebooks these are */
  root?: string;
  /** s that one notebook may take */
  seconds?: number;
}

/** The notebooks, to be run on a release that would replace a live one. */
export class NotebookGate {
  readonly #start: () => NotebookProcess;
  readonly #seconds: number;
  #process: NotebookProcess;

  /** Their process starts at once, so that it is warm when the gate opens. */
  constructor(queries: readonly QueryFile[], { root = ROOT, seconds = 20 }: NotebookOptions) {
    this.#start = () => new NotebookProcess(root, queries);
    this.#seconds = seconds;
    this.#process = this.#start();
  }

  /**
   * Runs every notebook, or only these, with its defaults inside the session's transaction: each cell that fails is a problem,
   * and so is a notebook that does not finish or can't be run.
   */
  async prove(session: Session, only?: ReadonlySet<string>): Promise<Problem[]> {
    const { client } = session;
    const alive = setInterval(() => void client.query("SELECT").catch(() => {}), SIGN_OF_LIFE_MS);
    const lent = new LentConnection(session);
    try {
      // Whatever comes late must not reach the connection, nor the process stay while somebody is asked for a yes.
      return await lent.lend(() => this.#proveAll(lent, only).finally(() => this.stop()));
    } finally {
      clearInterval(alive);
    }
  }

  /**
   * Without the notebooks' problems that the live release has in the same words: those are told, and held against no release.
   * So a notebook that the stand-in for a browser can't run is in nobody's way. Outside a transaction.
   */
  async withoutOld(session: Session, problems: readonly Problem[]): Promise<Problem[]> {
    const failed = problems.filter(({ name }) => name.startsWith(NAME));
    if (failed.length === 0) return [...problems];
    // The process before remembers the answers of the incoming release.
    this.#process = this.#start();
    await session.client.query("BEGIN READ ONLY; SET LOCAL search_path = pg_catalog");
    const names = new Set(failed.map(({ name }) => name));
    const live = await this.prove(session, names).finally(() => session.client.query("ROLLBACK"));
    const old = failed.filter(({ message }) => live.some((problem) => problem.message === message));
    for (const { message } of old)
      await session.report({ type: "warning", message: `${message} (on the live release too)` });
    return problems.filter((problem) => !old.includes(problem));
  }

  stop(): void {
    this.#process.stop();
  }

  async #proveAll(lent: LentConnection, only?: ReadonlySet<string>): Promise<Problem[]> {
    const problems: Problem[] = [];
    const isAsked = (notebook: string) => only?.has(NAME + notebook) ?? true;
    try {
      const { notebooks, faults } = await this.#process.ready;
      problems.push(...faults.filter(({ notebook }) => isAsked(notebook)).map(toProblem));
      for (const notebook of notebooks.filter(isAsked)) {
        if (this.#process.hasEnded) this.#process = this.#start();
        await this.#process.ready;
        problems.push(...(await this.#proveOne(notebook, lent)));
      }
    } catch (error) {
      const message = `the notebooks can't be run, so nobody knows which of them work: ${(error as Error).message}`;
      problems.push({ name: "notebooks", message });
    }
    return problems;
  }

  async #proveOne(notebook: string, lent: LentConnection): Promise<Problem[]> {
    try {
      return (await this.#process.run(notebook, lent, this.#seconds)).map(toProblem);
    } catch (error) {
      return [toProblem({ notebook, message: `notebooks/${notebook}.ts: ${(error as Error).message}` })];
    }
  }
}

function toProblem({ notebook, message }: NotebookFault): Problem {
  return { name: NAME + notebook, message };
}

/** Does `work` with the notebooks at hand, where there are any and a release is live that they work on now. */
export async function withNotebooks<T>(
  session: Session,
  { queries }: ProjectSql,
  work: (notebooks: NotebookGate | undefined) => Promise<T>,
  options: NotebookOptions = {},
): Promise<T> {
  if (!hasNotebooks(options.root ?? ROOT) || !(await exists(session, "onet"))) return work(undefined);
  const notebooks = new NotebookGate(queries, options);
  try {
    return await work(notebooks);
  } finally {
    notebooks.stop();
  }
}

function hasNotebooks(root: string): boolean {
  const folder = join(root, "notebooks");
  return existsSync(folder) && readdirSync(folder).some((name) => /(?<!\.d)\.ts$/.test(name));
}
