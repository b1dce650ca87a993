import { isNone } from "./table-cell.ts";
import type { Sheet } from "./table-downloads.ts";
import { slices } from "./table-slices.ts";

/** A text that a spreadsheet would take for a formula. */
const FORMULA = /^[=+\-@\t\r]/;
const NEEDS_QUOTES = { ",": /[",\r\n]/, "\t": /["\t\r\n]/ };

type Separator = keyof typeof NEEDS_QUOTES;

/**
 * RFC 4180 with a header line, UTF-8. No value is empty, an empty text is "". Texts that look like a formula start with an
 * apostrophe; numbers stay.
 */
export async function toCsv({ columns, rows }: Sheet, report: (done: number) => void): Promise<Blob> {
  const names = columns.map(({ name }) => name);
  const parts = [line(names, ",")];
  for await (const slice of slices(rows, report)) {
    parts.push(slice.map((row) => line(valuesOf(row, names), ",")).join(""));
  }
  return new Blob(parts, { type: "text/csv;charset=utf-8" });
}

/** The same with tabs, which spreadsheets take from the clipboard. */
export function toTsv({ columns, rows }: Sheet): string {
  const names = columns.map(({ name }) => name);
  return [names, ...rows.map((row) => valuesOf(row, names))].map((values) => line(values, "\t")).join("");
}

function valuesOf(row: Readonly<Record<string, unknown>>, names: readonly string[]): unknown[] {
  return names.map((name) => row[name]);
}

function line(values: readonly unknown[], separator: Separator): string {
  return `${values.map((value) => field(value, separator)).join(separator)}\r\n`;
}

function field(value: unknown, separator: Separator): string {
  if (isNone(value)) return "";
  if (typeof value !== "string" && typeof value !== "object") return String(value);
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return safe === "" || NEEDS_QUOTES[separator].test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
