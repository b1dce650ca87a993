import { element } from "./element.ts";

export type State = "pending" | "stale" | "done" | "failed" | "waiting";

/**
 * The place on the page of one segment. The output of a run stays, dimmed, until the next run has something to show in its
 * place, so that nothing blinks and a slow cell never blanks the page.
 */
export class Box {
  readonly element = element("div", { className: "output" });
  readonly #onState: () => void;
  /** the output on the page is an earlier run's */
  #isOld = false;

  /** `onState` is called when `state` has changed. */
  constructor(onState: () => void) {
    this.#onState = onState;
    this.element.dataset.state = "pending";
  }

  get state(): State {
    return this.element.dataset.state as State;
  }

  begin(): void {
    this.#isOld = true;
    this.#enter(this.element.hasChildNodes() ? "stale" : "pending");
  }

  add(...nodes: (Node | string)[]): void {
    if (this.#isOld) this.element.replaceChildren();
    this.#isOld = false;
    this.element.append(...nodes);
  }

  /** With these nodes, the run is over. */
  end(state: "done" | "failed" | "waiting", ...nodes: Node[]): void {
    this.add(...nodes);
    this.#enter(state);
  }

  #enter(state: State): void {
    this.element.dataset.state = state;
    this.element.ariaBusy = String(state === "pending" || state === "stale");
    this.#onState();
  }
}
