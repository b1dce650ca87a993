import type { FromNotebooks, ToNotebooks } from "../../sql/gate-messages.ts";
import type { Lender } from "./gate-database.ts";

interface Waiting {
  resolve(answer: never): void;
  reject(error: Error): void;
}

/** The loader that started this process, on whose connection statements are run. */
export class LendingLoader implements Lender {
  readonly #waiting = new Map<number, Waiting>();
  #last = 0;

  run: Lender["run"] = (text, values) => this.#ask("run", text, values);

  describe: Lender["describe"] = (text) => this.#ask("describe", text, []);

  /** Takes in what the loader says to a statement. */
  take(message: Extract<ToNotebooks, { id: number }>): void {
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.type === "answer") waiting?.resolve(message.answer as never);
    else waiting?.reject(Object.assign(new Error(message.message), { code: message.code }));
  }

  tell(message: FromNotebooks): void {
    process.send!(message);
  }

  #ask<Answer>(how: "run" | "describe", text: string, values: readonly unknown[]): Promise<Answer> {
    const id = ++this.#last;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.tell({ type: "statement", id, how, text, values });
    });
  }
}
