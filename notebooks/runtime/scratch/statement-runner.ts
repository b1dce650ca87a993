import { element } from "../element.ts";
import { countOf, durationOf } from "./answer-view.ts";
import { type Answer, RunError, runStatement } from "./run-statement.ts";
import { type Chosen, type EditorOptions, StatementEditor } from "./statement-editor.ts";

/** ms between two looks at the clock */
const TICK = 100;

/** The elements that a statement is typed in, run with and answered in. */
export interface StatementPlaces {
  editor: HTMLElement;
  run: HTMLButtonElement;
  cancel: HTMLButtonElement;
  elapsed: HTMLElement;
  message: HTMLElement;
  result: HTMLElement;
}

interface RunnerOptions extends EditorOptions {
  /** what is said where there is nothing to run */
  whenEmpty: string;
  /** Puts an answer into the result's place. */
  onAnswer(answer: Answer): void;
  onBegin?(): void;
  /** With how it ended in short: "35 rows · 12 ms", "cancelled". */
  onEnd?(text: string, at: number, outcome: string): void;
}

/** Runs what is typed into an editor, one statement at a time, and says what became of it. */
export class StatementRunner {
  readonly editor: StatementEditor;
  readonly #places: StatementPlaces;
  readonly #options: RunnerOptions;
  #running: AbortController | undefined;

  constructor(places: StatementPlaces, options: RunnerOptions) {
    this.#places = places;
    this.#options = options;
    this.editor = new StatementEditor(places.editor, {
      ...options,
      onRun: () => void this.run(),
      onEscape: () => this.cancel(),
    });
    places.run.addEventListener("click", () => void this.run());
    places.cancel.addEventListener("click", () => this.cancel());
  }

  /** Runs what is selected, or all of it. Nothing happens while something runs. */
  async run(): Promise<void> {
    if (this.#running) return;
    const { chosen } = this.editor;
    if (chosen.text.trim() === "") return this.say(this.#options.whenEmpty);
    const running = new AbortController();
    this.#running = running;
    const at = Date.now();
    const stopClock = this.#startClock();
    this.#showRunning(true);
    this.editor.unmark();
    this.say();
    this.#options.onBegin?.();
    let outcome: string;
    try {
      const answer = await runStatement(chosen.text, running.signal);
      this.#options.onAnswer(answer);
      outcome = `${countOf(answer.rows.length, answer.isCut)} · ${durationOf(answer.ms)}`;
    } catch (error) {
      outcome = running.signal.aborted ? this.#showCancelled() : this.#showError(error, chosen);
    }
    this.#running = undefined;
    stopClock();
    this.#showRunning(false);
    this.#options.onEnd?.(chosen.text, at, outcome);
  }

  /** False where nothing runs. */
  cancel(): boolean {
    this.#running?.abort();
    return this.#running !== undefined;
  }

  /** In place of what was said before. */
  say(...content: (Node | string)[]): void {
    const nodes = content.map((part) => (typeof part === "string" ? element("p", {}, part) : part));
    this.#places.message.replaceChildren(...nodes);
  }

  /** The result that stays on the page is of another statement than the one that is shown to have failed. */
  nameEarlier(): void {
    const outcome = this.#places.result.querySelector<HTMLElement>(".outcome:not([data-earlier])");
    if (!outcome) return;
    outcome.dataset.earlier = "";
    outcome.prepend("Of a statement before: ");
  }

  #showCancelled(): string {
    this.nameEarlier();
    this.say("Cancelled.");
    return "cancelled";
  }

  #showError(error: unknown, chosen: Chosen): string {
    if (!(error instanceof RunError)) {
      reportError(error);
      this.#places.result.replaceChildren();
      this.say("The answer could not be shown.");
      return "not shown";
    }
    this.nameEarlier();
    const { code, position } = error;
    const place = position === undefined ? "" : `${this.editor.mark(chosen, position, error.message)}: `;
    const small = code === "" ? [] : [" ", element("small", {}, code)];
    const hint = /multiple commands/.test(error.message)
      ? [element("p", {}, "Select the one that you want to run, and run that.")]
      : [];
    const text = `${place}${error.message}`;
    const line = element("p", {}, text.charAt(0).toUpperCase() + text.slice(1), ...small);
    this.say(element("div", { className: "refused" }, line, ...hint));
    return code === "" ? "not run" : `error ${code}`;
  }

  /** Returns what stops it. */
  #startClock(): () => void {
    const { elapsed } = this.#places;
    const begun = performance.now();
    const show = () => {
      elapsed.textContent = `${((performance.now() - begun) / 1000).toFixed(1)} s`;
    };
    show();
    const ticking = setInterval(show, TICK);
    return () => {
      clearInterval(ticking);
      elapsed.textContent = "";
    };
  }

  #showRunning(isRunning: boolean): void {
    const { run, cancel, result } = this.#places;
    // A disabled button would lose the focus.
    run.ariaDisabled = String(isRunning);
    result.ariaBusy = String(isRunning);
    if (!isRunning && document.activeElement === cancel) run.focus();
    cancel.hidden = !isRunning;
  }
}
