import { element } from "./element.ts";
import { QueryError, ReleaseChangedError } from "./query.ts";

/**
 * A place on the page that shows what a piece of work returns. While newer work runs the old output is dimmed
 * (aria-busy); only the newest counts, and what it supersedes is aborted. A failure is shown with a way on.
 */
export class Cell {
  readonly #place: HTMLElement;
  #running: AbortController | undefined;

  constructor(place: HTMLElement) {
    this.#place = place;
  }

  async run(work: (signal: AbortSignal) => Promise<Node[]>): Promise<void> {
    this.#running?.abort();
    const running = new AbortController();
    this.#running = running;
    this.#place.ariaBusy = "true";
    if (!this.#place.hasChildNodes()) this.#place.append(element("p", { className: "pending" }, "Loading…"));
    let output: Node[];
    try {
      output = await work(running.signal);
    } catch (error) {
      output = [failure(error, () => void this.run(work))];
      if (this.#running === running && !(error instanceof QueryError)) reportError(error);
    }
    if (this.#running !== running) return;
    this.#place.replaceChildren(...output);
    this.#place.ariaBusy = "false";
  }
}

function failure(error: unknown, retry: () => void): Node {
  const isOver = error instanceof ReleaseChangedError;
  const text = error instanceof QueryError ? error.message : "This could not be drawn.";
  const onclick = isOver ? () => location.reload() : retry;
  const button = element(
    "button",
    { type: "button", className: "button", onclick },
    isOver ? "Reload" : "Try again",
  );
  return element("div", { className: "failure", role: "alert" }, element("p", {}, text), button);
}
