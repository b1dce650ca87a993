import type { ResultColumn } from "../query-shape.ts";
import type { Row } from "../query-stream.ts";

/** A cell that a spreadsheet would take for a formula. */
const FORMULA = /^[=+\-@\t\r]/;
const NEEDS_QUOTES = /[",\r\n]/;

/**
 * RFC 4180 with a header line, UTF-8. NULL is empty, an empty text is "". For a spreadsheet, texts that look like a
 * formula start with an apostrophe (numbers stay), and a byte order mark says that it is UTF-8.
 */
export async function* writeCsv(
  columns: readonly ResultColumn[],
  batches: AsyncIterable<Row[]>,
  { forSpreadsheet = false } = {},
): AsyncGenerator<Uint8Array, void, void> {
  const text = forSpreadsheet ? (value: string) => quote(FORMULA.test(value) ? `'${value}` : value) : quote;
  const names = columns.map(({ name }) => name);
  yield Buffer.from(`${forSpreadsheet ? "\uFEFF" : ""}${names.map(text).join(",")}\r\n`);
  for await (const rows of batches) {
    let lines = "";
    for (const row of rows) {
      for (let i = 0; i < names.length; i++) {
        if (i > 0) lines += ",";
        const value = row[names[i]!];
        if (typeof value === "string") lines += text(value);
        else if (typeof value === "object") lines += value === null ? "" : text(JSON.stringify(value));
        else lines += value;
      }
      lines += "\r\n";
    }
    yield Buffer.from(lines);
  }
}

function quote(value: string): string {
  return value === "" || NEEDS_QUOTES.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
