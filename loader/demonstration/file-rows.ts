import { fileHeaders, isPublished, type OfficialTable } from "../official-schema.ts";
import type { Row } from "./row.ts";

/** Header line and rows of a table's file in a release: each id followed by its readable name, as the files have it. */
export function* fileRows(
  table: OfficialTable,
  rows: Iterable<Row>,
  names: Names,
  release: string,
): Generator<Row> {
  const published = table.columns
    .map(({ nameHeader, ...column }, i) => ({ ...column, i, named: nameHeader !== undefined }))
    .filter((column) => isPublished(column, release));
  yield fileHeaders(table, release);
  for (const row of rows) {
    yield published.flatMap(({ i, named }) => {
      const value = row[i] ?? null;
      return named ? [value, value === null ? null : (names.get(value) ?? "")] : [value];
    });
  }
}

/** Readable names by id, of all kinds together: their ids never look alike. */
export type Names = ReadonlyMap<string, string>;

const NAMED = [
  "occupation_data",
  "content_model_reference",
  "scales_reference",
  "task_statements",
  "unspsc_reference",
] as const;

/** Collects the names from the reference tables; id and name are their first columns, in tasks after the occupation. */
export function namesIn(tables: ReadonlyMap<string, readonly Row[]>): Names {
  const names = new Map<string, string>();
  for (const table of NAMED) {
    const first = table === "task_statements" ? 1 : 0;
    for (const row of tables.get(table) ?? []) names.set(row[first] ?? "", row[first + 1] ?? "");
  }
  return names;
}
