import { element } from "./element.ts";
import { NotSavedError, QueryError, ReleaseChangedError } from "./query.ts";
import { pageUrl } from "./url-state.ts";

/** What a cell says that could not run: why, where in the notebook, and a way on. */
export function failure(error: unknown, source: string, line: number, retry: () => void): HTMLElement {
  const isQuery = error instanceof QueryError;
  const place = element("code", {}, `${source}:${line}`);
  const text = isQuery ? error.message : String(error);
  const node = element("div", { className: "failure", role: "alert" }, element("p", {}, text));
  if (!isQuery) {
    node.append(element("p", { className: "quiet" }, place));
    reportError(error);
    void refine(place, error, source);
  }
  if (error instanceof NotSavedError) {
    node.append(element("p", {}, liveLink()));
    return node;
  }
  const isOver = error instanceof ReleaseChangedError;
  const onclick = isOver ? () => location.reload() : retry;
  node.append(
    element("button", { type: "button", className: "button", onclick }, isOver ? "Run on it" : "Try again"),
  );
  return node;
}

/** To the page that this copy was saved from, with the inputs as they are when it is followed. */
function liveLink(): HTMLElement {
  const { href, origin } = pageUrl();
  const link = element("a", { href }, `Open the notebook on ${origin} for others`);
  link.addEventListener("click", () => {
    link.href = pageUrl().href;
  });
  return link;
}

/** The line where the cell begins is known at once, that of the error only from the source map. */
async function refine(place: HTMLElement, error: unknown, source: string): Promise<void> {
  const { sourceLine } = await import("./source-line.ts");
  const line = await sourceLine(error, source);
  if (line !== undefined) place.textContent = `${source}:${line}`;
}

/** What stands in for a cell while one that it needs has failed. */
export function waiting(name: string): HTMLElement {
  return element("p", { className: "waiting" }, `Waiting for ${name}, which failed.`);
}
