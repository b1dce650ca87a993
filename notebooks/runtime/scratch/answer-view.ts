import { element } from "../element.ts";
import { dataTable, type Row, type TableColumn } from "../table.ts";
import type { Answer } from "./run-statement.ts";

/** px; a longer table scrolls in itself */
const TALLEST = 560;

/** What an answer holds, its columns under names that differ. */
export interface AnswerSheet {
  columns: readonly TableColumn[];
  rows: readonly Row[];
  /** of saved files, without extension */
  downloadName: string;
}

/** An answer as nodes: how much it is and of which release, what is missing, and what `view` makes of its rows, if there are any. */
export function viewAnswer(answer: Answer, view: (sheet: AnswerSheet) => Node = answerTable): Node[] {
  const { columns, rows, isCut, ms, release } = answer;
  const from = release.synthetic ? release.label : `O*NET ${release.release}, ${release.label}`;
  const outcome = element("p", { className: "outcome" });
  outcome.append(element("strong", {}, countOf(rows.length, isCut)), ` in ${durationOf(ms)} · ${from}`);
  if (columns.length === 0 || rows.length === 0)
    return [outcome, element("p", { className: "empty" }, emptyText(rows.length))];
  return [outcome, ...(isCut ? [cutNote(rows.length)] : []), view(toSheet(answer))];
}

export function answerTable({ columns, rows, downloadName }: AnswerSheet): HTMLElement {
  return dataTable(columns, rows, { label: "Result", height: TALLEST, downloadName });
}

function toSheet({ columns, rows, release }: Answer): AnswerSheet {
  const names = distinct(columns.map(({ name }) => name));
  return {
    columns: columns.map(({ type }, index) => ({ name: names[index]!, type })),
    rows: rows.map((row) => Object.fromEntries(row.map((value, index) => [names[index], value]))),
    downloadName: `sql_onet-${release.release}${release.synthetic ? "-synthetic" : ""}`,
  };
}

/** "35 rows", "first 1,000 rows" */
export function countOf(rows: number, isCut: boolean): string {
  return `${isCut ? "first " : ""}${rows.toLocaleString("en")} row${rows === 1 ? "" : "s"}`;
}

export function durationOf(ms: number): string {
  return ms < 1000 ? `${ms} ms` : `${(ms / 1000).toFixed(1)} s`;
}

/** SQL lets two columns have one name, or none ("?column?"): for display a number is added. */
function distinct(names: readonly string[]): string[] {
  const taken = new Set(names);
  const seen = new Set<string>();
  return names.map((name) => {
    let free = name;
    for (let number = 2; seen.has(free) || (free !== name && taken.has(free)); number++)
      free = `${name} (${number})`;
    seen.add(free);
    return free;
  });
}

function emptyText(rows: number): string {
  return rows === 0 ? "The statement returned no rows." : "The statement returned rows without columns.";
}

function cutNote(rows: number): Node {
  const text = `There are more rows than these ${rows.toLocaleString("en")}. Count, filter or aggregate in the statement; what is sorted, filtered or saved below is only of these.`;
  return element("p", { className: "notice" }, text);
}
