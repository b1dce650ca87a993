import { createHash } from "node:crypto";
import type { Database } from "../sql/client.ts";

/** How a statement ended. */
export interface Outcome {
  ms: number;
  /** null where there is no answer */
  rows: number | null;
  /** "ok", or the code of the error */
  code: string;
}

/** Who ran what, in public.adhoc_log (migrations/0003). Written through the login of the forms, which may not read it back. */
export class ScratchAudit {
  readonly #app: Database;

  constructor(app: Database) {
    this.#app = app;
  }

  /** Before the statement is run, which it must not be where this fails. Returns its number. Errors: PostgreSQL's. */
  async begin(client: string, text: string): Promise<number> {
    const [row] = await this.#app.query<{ run_id: number }>(
      "INSERT INTO public.adhoc_log (client, text) VALUES ($1, $2) RETURNING run_id",
      // PostgreSQL stores no NUL, and AdhocSql refuses a text that holds one.
      [createHash("sha256").update(client).digest("hex").slice(0, 32), text.replaceAll("\0", "\ufffd")],
    );
    return row!.run_id;
  }

  async end(runId: number, { ms, rows, code }: Outcome): Promise<void> {
    const statement = "UPDATE public.adhoc_log SET ms = $2, rows = $3, outcome = $4 WHERE run_id = $1";
    await this.#app.query(statement, [runId, ms, rows, code]);
  }
}
