import type { Sheet } from "./table-downloads.ts";

const sheets = new WeakMap<Element, () => Sheet>();

/** Tells what the rows of a table's element are, as it shows them, of which the document has only those in sight. */
export function keepSheet(table: Element, sheet: () => Sheet): void {
  sheets.set(table, sheet);
}

export function sheetOf(table: Element): Sheet | undefined {
  return sheets.get(table)?.();
}
