import { byId, element } from "../element.ts";
import { release } from "../page-release.ts";
import type { Release } from "../query.ts";
import { showLive } from "../release-watch.ts";
import type { SchemaTable } from "../sql-schema.ts";
import { viewAnswer } from "./answer-view.ts";
import type { KeptCell } from "./kept-cells.ts";
import { resultView } from "./result-view.ts";
import type { Answer } from "./run-statement.ts";
import { StatementRunner } from "./statement-runner.ts";

interface CellActions {
  keep(cell: KeptCell): void;
  move(by: -1 | 1): void;
  remove(): void;
}

/** A statement with its result, as a table or a chart, among the scratch cells of a notebook's page. */
export class ScratchCell {
  readonly element: HTMLElement;
  #kept: KeptCell;
  readonly #actions: CellActions;
  readonly #runner: StatementRunner;
  readonly #result = element("div", { className: "result", ariaBusy: "false" });
  readonly #up: HTMLButtonElement;
  readonly #down: HTMLButtonElement;

  constructor(kept: KeptCell, actions: CellActions) {
    this.#kept = kept;
    this.#actions = actions;
    const places = {
      editor: element("div", { className: "editor" }),
      run: element("button", { type: "button", className: "button" }, "Run"),
      cancel: element("button", { type: "button", className: "button plain", hidden: true }, "Cancel"),
      elapsed: element("span", { className: "elapsed", role: "timer", ariaLive: "off" }),
      message: element("div", { className: "message", role: "status" }),
      result: this.#result,
    };
    this.#up = tool("↑", "Move up", () => this.#move(-1));
    this.#down = tool("↓", "Move down", () => this.#move(1));
    const remove = tool("Delete", "Delete", () => actions.remove());
    const { editor, run, cancel, elapsed, message, result } = places;
    const bar = element(
      "div",
      { className: "statement-bar" },
      run,
      cancel,
      elapsed,
      this.#up,
      this.#down,
      remove,
    );
    this.element = element("section", { className: "scratch-cell" }, editor, bar, message, result);
    this.element.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.defaultPrevented) this.#runner.cancel();
    });
    this.#runner = new StatementRunner(places, {
      text: kept.text,
      minHeight: "4.5rem",
      whenEmpty: "Type a statement first.",
      onChange: (text) => text !== this.#kept.text && this.#keep({ text }),
      onAnswer: (answer) => this.#show(answer),
    });
    if (kept.text !== "") result.append(element("p", { className: "quiet" }, "Not run yet on this page."));
  }

  /** Its place among `count` cells, and what another tab may have made of it. */
  update(kept: KeptCell, index: number, count: number): void {
    this.#kept = kept;
    if (kept.text !== this.#runner.editor.text) this.#runner.editor.replace(kept.text);
    this.element.ariaLabel = `Scratch cell ${index + 1}`;
    // A disabled button would lose the focus.
    this.#up.ariaDisabled = String(index === 0);
    this.#down.ariaDisabled = String(index === count - 1);
  }

  know(tables: readonly SchemaTable[]): void {
    this.#runner.editor.know(tables);
  }

  focus(): void {
    this.#runner.editor.focus();
  }

  /** Cancels what runs, before the cell goes. */
  end(): void {
    this.#runner.cancel();
  }

  #keep(change: Partial<KeptCell>): void {
    this.#kept = { ...this.#kept, ...change };
    this.#actions.keep(this.#kept);
  }

  /** In its new place the button has lost the focus. */
  #move(by: -1 | 1): void {
    this.#actions.move(by);
    (by === -1 ? this.#up : this.#down).focus();
  }

  /** Nothing of another release stands on the page: of such an answer only that it came is shown. */
  #show(answer: Answer): void {
    if (answer.release.load_id !== release().load_id) {
      this.#refuse(answer.release);
      return;
    }
    const view = viewAnswer(answer, (sheet) => resultView(sheet, this.#kept, (change) => this.#keep(change)));
    this.#result.replaceChildren(...view);
  }

  #refuse(live: Release): void {
    showLive(byId("live"), live);
    this.#runner.nameEarlier();
    const reload = element("button", { type: "button", className: "button plain" }, "Reload the page");
    reload.addEventListener("click", () => location.reload());
    const text = `${live.label} went live while this page was open: reload the page to run this on it. Your cells stay. `;
    this.#runner.say(element("p", { className: "notice" }, text, reload));
  }
}

function tool(text: string, title: string, onUse: () => void): HTMLButtonElement {
  const button = element("button", { type: "button", className: "small", title, ariaLabel: title }, text);
  button.addEventListener("click", () => button.ariaDisabled !== "true" && onUse());
  return button;
}
