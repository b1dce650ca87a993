import { frameCharts } from "./chart-frame.ts";
import { element } from "./element.ts";
import type { Rows } from "./query.ts";
import { dataTable, type TableColumn } from "./table.ts";

/** Longer texts of values are cut off. */
const LENGTH = 2000;

type Row = Record<string, unknown>;

/** What a cell shows for a value: an element as it is, charts with their controls, rows as a table, all else as text. */
export function toNode(value: unknown, label: string): Node {
  if (value instanceof Element || value instanceof DocumentFragment) return frameCharts(value, label);
  if (value instanceof Node) return value;
  if (isRows(value)) return rowsTable(value, label);
  const text = typeof value === "string" ? value : inText(value);
  const isLong = text.length > LENGTH;
  return element(
    "pre",
    { className: "value" },
    isLong ? `${text.slice(0, LENGTH)}… (${text.length} characters)` : text,
  );
}

function rowsTable(rows: readonly Row[] & Partial<Rows<Row>>, label: string): Node {
  const columns = rows.columns ?? columnsOf(rows);
  if (rows.length === 0 && columns.length === 0) return element("p", { className: "quiet" }, "No rows.");
  return dataTable(columns, rows, { label, downloadName: label.toLowerCase().replace(/[^a-z0-9]+/g, "-") });
}

function isRows(value: unknown): value is readonly Row[] {
  if (!Array.isArray(value)) return false;
  const isRow = (row: unknown) => typeof row === "object" && row !== null && !Array.isArray(row);
  return value.length === 0 ? "columns" in value : value.every(isRow);
}

/** The columns of rows that a notebook made itself: their types are those of the first values. */
function columnsOf(rows: readonly Row[]): TableColumn[] {
  const names = [...new Set(rows.slice(0, 100).flatMap((row) => Object.keys(row)))];
  return names.map((name) => {
    const value = rows.find((row) => row[name] !== null && row[name] !== undefined)?.[name];
    const type = { number: "numeric", boolean: "bool", object: "json" }[typeof value as string] ?? "text";
    return { name, type };
  });
}

function inText(value: unknown): string {
  if (typeof value === "function") return `function ${value.name}`;
  if (value instanceof Error) return String(value);
  if (typeof value !== "object" || value === null) return String(value);
  if (value instanceof Map) return inText(Object.fromEntries(value));
  if (value instanceof Set) return inText([...value]);
  try {
    return JSON.stringify(
      value,
      (_, inner) => (typeof inner === "bigint" ? String(inner) : inner),
      1,
    ).replace(/\n\s*/g, " ");
  } catch {
    return String(value); // it contains itself
  }
}
