import type { Row, TableColumn } from "./table.ts";
import { cellText } from "./table-cell.ts";

/** What a filter looks through: the row's texts, each on a line of its own so that no word spans two cells. */
export function searchText(row: Row, columns: readonly TableColumn[]): string {
  return columns
    .map(({ name, type }) => cellText(row[name], type))
    .join("\n")
    .toLowerCase();
}

/** For each search text 1 where it holds every word of the filter, else 0. */
export function matches(searchTexts: readonly string[], filter: string): Uint8Array {
  const words = filter.toLowerCase().trim().split(/\s+/);
  return Uint8Array.from(searchTexts, (text) => Number(words.every((word) => text.includes(word))));
}
