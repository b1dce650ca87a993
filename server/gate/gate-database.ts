import { Database } from "../../sql/client.ts";
import type { Answer } from "../../sql/connection.ts";
import type { Description } from "../../sql/gate-messages.ts";
import { type Statement, toStatement } from "../../sql/transaction.ts";

/** Has a statement run on the loader's connection. Errors: PostgreSQL's, with their code. */
export interface Lender {
  run(text: string, values: readonly unknown[]): Promise<Answer>;
  describe(text: string): Promise<Description>;
}

/** What the server reads through, on a connection that this process does not have: the loader's, inside its transaction. */
export class GateDatabase extends Database {
  readonly #lender: Lender;

  constructor(lender: Lender) {
    super("postgres://nobody@127.0.0.1:1/none", { applicationName: "onetbook gate" });
    this.#lender = lender;
  }

  override texts(statement: string | Statement, values: readonly unknown[] = []): Promise<Answer> {
    const { text, values: given } = toStatement(statement, values);
    return this.#lender.run(text, given);
  }

  override describe(text: string): Promise<Description> {
    return this.#lender.describe(text);
  }
}
