import { element } from "../../notebooks/runtime/element.ts";
import { dataTable } from "../../notebooks/runtime/table.ts";
import type { Result } from "./query-run.ts";

/** px; a longer table scrolls in itself */
const TALLEST = 560;

export interface ResultWords {
  title: string;
  /** what no rows mean */
  noRows: string;
  /** where all rows are, if these are not all */
  all: string;
}

/** A result as nodes: how much it is and of which release, the table, and what is missing from it. */
export function viewResult(result: Result, { title, noRows, all }: ResultWords): Node[] {
  const { rows, columns, truncated } = result;
  if (rows.length === 0) return [summary(result), element("p", { className: "empty" }, noRows)];
  const table = dataTable(columns, rows, { label: title, height: TALLEST });
  return [summary(result), ...(truncated ? [truncation(rows.length, all)] : []), table];
}

function summary({ rows, took, release, truncated }: Result): Node {
  const count = `${truncated ? "first " : ""}${rows.length.toLocaleString("en")} row${rows.length === 1 ? "" : "s"}`;
  const name = release.synthetic ? release.label : `O*NET ${release.release}`;
  return element(
    "p",
    { className: "outcome" },
    element("strong", {}, count),
    ` in ${duration(took)} · ${name}`,
  );
}

function truncation(count: number, all: string): Node {
  const link = element("a", { href: all, download: "" }, "all rows as CSV");
  return element(
    "p",
    { className: "notice" },
    `There are more than these ${count.toLocaleString("en")} rows: `,
    link,
    ".",
  );
}

function duration(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}
