import { plainTable } from "./plain-table.ts";
import { sheetOf } from "./table-sheet.ts";

/** Rows of a table that are printed: ten pages or so. */
const ROWS = 500;

let isPrepared = false;

/** Paper does not scroll: while the page is printed, each table's rows stand in its place. */
export function printRows(): void {
  if (isPrepared) return;
  isPrepared = true;
  window.addEventListener("beforeprint", () => {
    for (const table of document.querySelectorAll(".data-table")) {
      const sheet = sheetOf(table);
      if (!sheet) continue;
      const label = table.querySelector("[role=grid]")?.getAttribute("aria-label") ?? "Table";
      const printed = plainTable(label, sheet, ROWS);
      printed.className = "printed";
      table.after(printed);
    }
  });
  window.addEventListener("afterprint", () => {
    for (const printed of document.querySelectorAll(".data-table + .printed")) printed.remove();
  });
}
