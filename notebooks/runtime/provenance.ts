import { citation } from "./citation.ts";
import { element } from "./element.ts";
import { savedCopy } from "./saved-copy.ts";
import { pageUrl } from "./url-state.ts";

/** A query as it was asked and answered. */
export interface Asked {
  name: string;
  params: [string, string][];
  rows: number;
  /** Whether there were more rows than were sent. */
  truncated: boolean;
  at: Date;
}

const TIME = new Intl.DateTimeFormat("en-GB", {
  year: "numeric",
  month: "short",
  day: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  timeZoneName: "short",
});

/** Says below the notebook which queries its figures are from, when they were asked, and how to cite it. */
export function showProvenance(
  place: HTMLElement,
  asked: readonly Asked[],
  inputs: readonly [name: string, text: string][],
): void {
  const last = new Date(Math.max(...asked.map(({ at }) => at.getTime())));
  const when = asked.length > 0 ? [element("dt", {}, "Run"), element("dd", {}, TIME.format(last))] : [];
  const queries = asked.length > 0 ? [element("dt", {}, "Queries"), element("dd", {}, queryList(asked))] : [];
  place.replaceChildren(...queries, ...when, element("dt", {}, "Cite"), element("dd", {}, cite(inputs)));
}

function queryList(asked: readonly Asked[]): HTMLElement {
  const items = asked.map(({ name, params, rows, truncated }) => {
    const search = String(new URLSearchParams(params));
    const path = `/queries/${name}${search && `?${search}`}`;
    const link = element("a", { href: new URL(path, pageUrl()).href }, name);
    const values = params.map(([key, value]) => `${key} ${value}`).join(", ");
    const count = `${rows.toLocaleString("en")} row${rows === 1 ? "" : "s"}${truncated ? ", cut off there" : ""}`;
    return element("li", {}, link, ` ${values && `(${values})`} · ${count}`);
  });
  return element("ul", {}, ...items);
}

function cite(inputs: readonly [name: string, text: string][]): HTMLElement {
  const text = citation(inputs, new Date(savedCopy()?.at ?? Date.now()));
  const done = element("span", { role: "status", className: "quiet" });
  const copy = element("button", { type: "button", className: "small" }, "Copy");
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text);
    done.textContent = "copied";
  });
  return element("p", {}, element("span", { className: "citation" }, text), " ", copy, " ", done);
}
