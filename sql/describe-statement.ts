import type pg from "pg";
import type { OriginColumn } from "./connection.ts";

export interface StatementDescription {
  /** OIDs of the types of $1, $2 … */
  parameters: number[];
  columns: OriginColumn[];
}

/** What PostgreSQL says of one statement in one round trip; nothing is run or kept. Errors: PostgreSQL's. */
export function describeStatement(client: pg.Client, text: string): Promise<StatementDescription> {
  return new Promise((resolve, reject) => {
    client.query(new Describing(text, resolve, reject));
  });
}

/** pg itself asks for a description only when it runs the statement. */
class Describing {
  readonly #text: string;
  readonly #resolve: (description: StatementDescription) => void;
  readonly #reject: (error: Error) => void;
  #parameters: number[] = [];
  #columns: OriginColumn[] = [];
  #error: Error | undefined;
  #leave = () => {};

  constructor(
    text: string,
    resolve: (description: StatementDescription) => void,
    reject: (error: Error) => void,
  ) {
    this.#text = text;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  submit(connection: pg.Connection): void {
    const take = ({ dataTypeIDs }: { dataTypeIDs: number[] }) => {
      this.#parameters = dataTypeIDs;
    };
    connection.on("parameterDescription", take);
    // Also where an error comes in its place.
    this.#leave = () => connection.off("parameterDescription", take);
    connection.parse({ text: this.#text, name: "", types: [] }, true);
    connection.describe({ type: "S", name: "" }, true);
    connection.sync();
  }

  handleRowDescription({ fields }: { fields: pg.FieldDef[] }): void {
    this.#columns = fields.map(({ name, dataTypeID, tableID, columnID }) => ({
      name,
      type: dataTypeID,
      table: tableID,
      number: columnID,
    }));
  }

  handleError(error: Error): void {
    this.#error = error;
    this.#reject(error);
  }

  handleReadyForQuery(): void {
    this.#leave();
    if (!this.#error) this.#resolve({ parameters: this.#parameters, columns: this.#columns });
  }
}
