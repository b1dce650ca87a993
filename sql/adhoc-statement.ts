import type { Connection, Submittable } from "pg";
import type { Column } from "./types.ts";

/**
 * Why a person's statement has no answer. All that may be shown of it, as text: the detail, hint and context of PostgreSQL's own error
 * can hold what the statement must not read.
 */
export class AdhocError extends Error {
  /**
   * A SQLSTATE, or: GATE (returns no rows, so it was not run), TEXT, CAP (too many bytes), VALUE, BUSY, DEADLINE, ABORTED,
   * CONNECTION_CLOSED, CONNECTION_ENDED.
   */
  readonly code: string;
  /** of the character in the text that the error is about, from 1 */
  readonly position: number | undefined;

  constructor(code: string, message: string, position?: number) {
    super(message);
    this.code = code;
    this.position = position;
  }
}

/** The rows as PostgreSQL writes them, one more than asked for where there are more. */
export interface RawAnswer {
  columns: Column[];
  rows: (string | null)[][];
}

const REFUSED =
  "only statements that return rows can be run here, such as SELECT, VALUES, TABLE, EXPLAIN or SHOW: this one was not run";

/**
 * One statement in the extended protocol, which takes no second one behind a semicolon. The server parses it and says what it returns;
 * what returns no rows (COMMIT, SET, DO, COPY, LOCK …) is never executed. No text is looked at or wrapped here: each parser
 * but the server's own has been tricked (CVE-2026-12045, CVE-2026-17351, CVE-2026-17566).
 */
export class AdhocStatement implements Submittable {
  /** Errors: AdhocError for the gate, else what pg raises. Settles when the server has finished, or the connection has. */
  readonly answer: Promise<RawAnswer>;
  readonly #text: string;
  readonly #maxRows: number;
  readonly #raw: RawAnswer = { columns: [], rows: [] };
  #connection: Connection | undefined;
  #isSynced = false;
  #refusal: AdhocError | undefined;
  #resolve: (answer: RawAnswer) => void = () => {};
  #reject: (error: unknown) => void = () => {};

  constructor(text: string, maxRows: number) {
    this.#text = text;
    this.#maxRows = maxRows;
    this.answer = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  submit(connection: Connection): void {
    this.#connection = connection;
    connection.once("noData", this.#refuse);
    connection.parse({ name: "", text: this.#text, types: [] }, false);
    connection.describe({ type: "S", name: "" }, false);
    connection.flush();
  }

  handleRowDescription({ fields }: { fields: { name: string; dataTypeID: number }[] }): void {
    this.#raw.columns = fields.map(({ name, dataTypeID }) => ({ name, type: dataTypeID }));
    this.#connection!.bind({}, false);
    // The server stops after so many rows: no LIMIT in the text can be tricked, and nothing runs to its end for nothing.
    this.#connection!.execute({ rows: String(this.#maxRows + 1) }, false);
    this.#sync();
  }

  handleDataRow({ fields }: { fields: (string | null)[] }): void {
    this.#raw.rows.push(fields);
  }

  handlePortalSuspended(): void {}
  handleCommandComplete(): void {}
  handleEmptyQuery(): void {}

  /** The gate lets no COPY through; were one to come, pg would wait for ever. */
  handleCopyInResponse(): void {
    this.#connection!.stream.destroy();
  }

  handleCopyData(): void {
    this.#connection!.stream.destroy();
  }

  handleReadyForQuery(): void {
    this.#forget();
    if (this.#refusal) this.#reject(this.#refusal);
    else this.#resolve(this.#raw);
  }

  /** pg has forgotten this statement by now, and the server skips everything up to a Sync: exactly one must have been sent. */
  handleError(error: unknown): void {
    this.#forget();
    this.#sync();
    this.#reject(error);
  }

  readonly #refuse = () => {
    this.#refusal = new AdhocError("GATE", REFUSED);
    this.#sync();
  };

  #sync(): void {
    if (this.#isSynced) return;
    this.#isSynced = true;
    this.#connection?.sync();
  }

  #forget(): void {
    this.#connection?.off("noData", this.#refuse);
  }
}
