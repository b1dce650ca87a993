import type { Answer } from "../sql/connection.ts";
import { describeStatement } from "../sql/describe-statement.ts";
import type { Description, FromNotebooks, ToNotebooks } from "../sql/gate-messages.ts";
import { READERS } from "../sql/roles.ts";
import { attempt } from "./incoming.ts";
import { type Session, sqlState } from "./session.ts";

type Statement = Extract<FromNotebooks, { type: "statement" }>;

/** Longest time that one statement may take, as for a query's example. */
const STATEMENT_SECONDS = 10;

/**
 * The gate's connection, lent to another process for single SELECTs: with the readers' rights, inside the gate's
 * transaction, of which none can leave a trace.
 */
export class LentConnection {
  readonly #session: Session;
  #last: Promise<unknown> = Promise.resolve();

  constructor(session: Session) {
    this.#session = session;
  }

  /** Lends the connection during `work`. */
  async lend<T>(work: () => Promise<T>): Promise<T> {
    const { client } = this.#session;
    // TimeZone and DateStyle are those of the server's pool, whose texts sql/types.ts reads.
    await client.query(
      `SAVEPOINT lent; SET LOCAL statement_timeout = '${STATEMENT_SECONDS}s'; SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO'`,
    );
    // A database that was never prepared for readers has none.
    await attempt(this.#session, () => client.query(`SET LOCAL ROLE ${READERS}`), true);
    await client.query("SET LOCAL transaction_read_only = on");
    try {
      return await work();
    } finally {
      await this.#last;
      await client.query("ROLLBACK TO lent; RELEASE lent");
    }
  }

  /** What the statement gives, after those before it. */
  answer({ id, how, text, values }: Statement): Promise<ToNotebooks> {
    const answer = this.#last.then(async (): Promise<ToNotebooks> => {
      let found: Answer | Description | undefined;
      const error = await attempt(
        this.#session,
        async () => {
          refuseOther(text);
          found =
            how === "run"
              ? await this.#run(text, values)
              : await describeStatement(this.#session.client, text);
        },
        false,
      );
      if (found) return { type: "answer", id, answer: found };
      throw error;
    });
    // A lost connection is told here too; the gate meets it by itself.
    const told = answer.catch(
      (error: Error): ToNotebooks => ({ type: "error", id, message: error.message, code: sqlState(error) }),
    );
    this.#last = told;
    return told;
  }

  async #run(text: string, values: readonly unknown[]): Promise<Answer> {
    const query = {
      text,
      values: [...values],
      types: { getTypeParser: () => (value: string) => value },
      // The extended protocol refuses a text with two statements; the typings of pg do not know the option.
      queryMode: "extended",
    };
    const { rows, fields, command } = await this.#session.client.query<Record<string, unknown>>(query);
    return { rows, columns: fields.map(({ name, dataTypeID }) => ({ name, type: dataTypeID })), command };
  }
}

/** What begins otherwise might end the transaction: COMMIT. */
function refuseOther(text: string): void {
  const words = text.replace(/^(\s+|--[^\n]*\n|\/\*[\s\S]*?\*\/)+/, "");
  if (!/^(select|with)\b/i.test(words)) throw new Error(`no SELECT: ${text.slice(0, 100)}`);
}
