import { AdhocError, AdhocSql } from "../sql/adhoc.ts";
import { findHoles, type Hole } from "../sql/adhoc-doctor.ts";
import { Database } from "../sql/client.ts";
import { type LiveRelease, withinRelease } from "../sql/fence.ts";
import { nameHoles, type ServingLogins } from "../sql/roles.ts";
import { type Column, columnType } from "../sql/types.ts";
import type { Log } from "./log.ts";
import { type Outcome, ScratchAudit } from "./scratch-audit.ts";

export interface ScratchAnswer {
  release: LiveRelease;
  /** in order; names can repeat or be "?column?"; types by PostgreSQL's names */
  columns: { name: string; type: string }[];
  rows: unknown[][];
  /** there were more rows than are answered */
  isCut: boolean;
  /** of the statement alone */
  ms: number;
}

/** Scratch SQL is not to be had, for a reason that an administrator can mend. */
export class ScratchOffError extends Error {}

type Logins = Pick<ServingLogins, "appUrl" | "adhocUrl" | "adhocOff">;

/** Few are written at a time: a row before a statement, and one after it. */
const AUDIT_CONNECTIONS = 2;
const AUDIT_MS = 5_000;

/** SQL that a person types, run on the live release through the isolated login, where nothing but reading is left to that. */
export class Scratch {
  readonly #db: Database;
  readonly #log: Log;
  readonly #off: string | null;
  readonly #sql: AdhocSql;
  readonly #app: Database;
  readonly #audit: ScratchAudit;
  /** the release that the login was last checked on, and what was found */
  #checked: { loadId: string; whyOff: Promise<string | null> } | undefined;

  /** `db` is the reader's pool. Connects when first asked. */
  constructor(db: Database, { appUrl, adhocUrl, adhocOff }: Logins, log: Log) {
    this.#db = db;
    this.#log = log;
    this.#off = adhocOff;
    this.#sql = new AdhocSql(adhocUrl ?? "");
    this.#app = new Database(appUrl, {
      applicationName: "onetbook scratch",
      max: AUDIT_CONNECTIONS,
      statementTimeout: AUDIT_MS,
    });
    this.#audit = new ScratchAudit(this.#app);
  }

  /**
   * Why nothing is run on this release, or null. The login is checked anew when another release is live than at the last
   * check: a swap brings tables and grants that nobody has looked at. Errors: PostgreSQL's.
   */
  async whyOff({ load_id: loadId }: LiveRelease): Promise<string | null> {
    if (this.#off !== null) return this.#off;
    if (this.#checked?.loadId !== loadId) {
      const checked = { loadId, whyOff: this.#check() };
      this.#checked = checked;
      checked.whyOff.catch(() => {
        if (this.#checked === checked) this.#checked = undefined; // nothing was found out
      });
    }
    return this.#checked.whyOff;
  }

  /**
   * Runs one statement for a client, within one release, and only where that is on record. Errors: ScratchOffError, AdhocError,
   * those of withinRelease and of the record.
   */
  async run(client: string, text: string, signal?: AbortSignal): Promise<ScratchAnswer> {
    if (this.#off !== null) throw new ScratchOffError(this.#off);
    const runId = await this.#audit.begin(client, text);
    const start = performance.now();
    const ended = (rows: number | null, code: string) =>
      this.#record(runId, { ms: Math.round(performance.now() - start), rows, code });
    try {
      const { value, release } = await withinRelease(
        this.#db,
        (_, release) => this.#runOn(release, text, signal),
        { signal },
      );
      ended(value.rows.length, "ok");
      return { ...value, release };
    } catch (error) {
      ended(null, signal?.aborted ? "ABORTED" : codeOf(error));
      throw error;
    }
  }

  async end(): Promise<void> {
    await this.#sql.end();
    await this.#app.end();
  }

  async #check(): Promise<string | null> {
    const query = async (text: string, values: unknown[]) => ({
      rows: await this.#app.query<Hole>(text, values, { prepare: false }),
    });
    const whyOff = nameHoles(await findHoles({ query }));
    if (whyOff) this.#log.warn(whyOff);
    return whyOff;
  }

  async #runOn(release: LiveRelease, text: string, signal: AbortSignal | undefined) {
    const whyOff = await this.whyOff(release);
    if (whyOff !== null) throw new ScratchOffError(whyOff);
    const start = performance.now();
    const { columns, rows, isCut } = await this.#sql.run(text, { signal });
    const ms = Math.round(performance.now() - start);
    return { columns: await this.#named(columns), rows, isCut, ms };
  }

  /** Enums and types of extensions are asked for. */
  async #named(columns: Column[]): Promise<ScratchAnswer["columns"]> {
    const unknown = columns.map(({ type }) => type).filter((type) => !columnType(type));
    const asked =
      unknown.length === 0
        ? []
        : await this.#db.query<{ oid: number; name: string }>(
            "SELECT oid, format_type(oid, NULL) AS name FROM unnest($1::oid[]) oid",
            [unknown],
          );
    const names = new Map(asked.map(({ oid, name }) => [oid, name]));
    return columns.map(({ name, type }) => ({ name, type: columnType(type)?.name ?? names.get(type) ?? "" }));
  }

  /** Nobody waits for it. */
  #record(runId: number, outcome: Outcome): void {
    this.#audit.end(runId, outcome).catch((err: unknown) => {
      this.#log.warn({ err, runId }, "how a statement of the SQL page ended was not recorded");
    });
  }
}

function codeOf(error: unknown): string {
  if (error instanceof ScratchOffError) return "OFF";
  if (error instanceof AdhocError) return error.code;
  return error instanceof Error && "code" in error ? String(error.code) : "FAILED";
}
