import type { Database, Statement } from "../../sql/client.ts";
import type { ColumnType } from "../../sql/types.ts";
import type { QueryShape, ResultColumn } from "../query-shape.ts";
import type { Chunks, Row } from "../query-stream.ts";

/** A cell that a spreadsheet would take for a formula. */
const FORMULA = /^[=+\-@\t\r]/;
const NEEDS_QUOTES = /[",\r\n]/;

/** CSV as PostgreSQL writes it: a header line, UTF-8, NULL empty, an empty text "". Numbers as published: 3.50. */
export function copyCsv(
  db: Database,
  { text, values }: Statement,
  shape: QueryShape,
  signal: AbortSignal,
): Chunks {
  const columns = shape.columns.map(({ name, type }) => {
    const quoted = `"${name.replaceAll('"', '""')}"`;
    return `${written(`result.${quoted}`, type)} AS ${quoted}`;
  });
  // After the query's own come limit and offset, which are numbers.
  const types = values.map((_, i) => shape.parameters[i]?.name ?? "int8");
  const statement = `SELECT ${columns.join(", ")} FROM (${text}\n) AS result`;
  return db.copyCsv({ text: statement, values, types }, { signal });
}

/** As in JSON: true and not t, 2026-01-31T12:00:00+00:00, [1,2]. */
function written(column: string, { kind }: ColumnType): string {
  if (kind === "boolean") return `${column}::text`;
  if (kind === "timestamp" || kind === "timestamptz") return `(to_json(${column}) #>> '{}')`;
  return kind === "array" ? `to_json(${column})` : column;
}

/**
 * RFC 4180 for a spreadsheet: texts that look like a formula start with an apostrophe (numbers stay), and a byte order
 * mark says that it is UTF-8.
 */
export async function* writeSpreadsheetCsv(
  columns: readonly ResultColumn[],
  batches: AsyncIterable<Row[]>,
): Chunks {
  const text = (value: string) => quote(FORMULA.test(value) ? `'${value}` : value);
  const names = columns.map(({ name }) => name);
  // With the first rows, or at the end of none.
  let lines = `\uFEFF${names.map(text).join(",")}\r\n`;
  for await (const rows of batches) {
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
    lines = "";
  }
  if (lines) yield Buffer.from(lines);
}

function quote(value: string): string {
  return value === "" || NEEDS_QUOTES.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
