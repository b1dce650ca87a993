import { element } from "./element.ts";
import { cellText, isNone, isNumeric } from "./table-cell.ts";
import type { Sheet } from "./table-downloads.ts";

/** The first `most` rows, under a caption that says how many there are: for where nothing scrolls. */
export function plainTable(label: string, { columns, rows }: Sheet, most: number): HTMLTableElement {
  const total = `${rows.length.toLocaleString("en")} row${rows.length === 1 ? "" : "s"}`;
  const caption = `${label}: ${rows.length > most ? `the first ${most} of ${total}` : total}`;
  const cellsOf = (row: Sheet["rows"][number]) =>
    columns.map(({ name, type }) =>
      element(
        "td",
        isNumeric(type) ? { className: "number" } : {},
        isNone(row[name]) ? "–" : cellText(row[name], type),
      ),
    );
  return element(
    "table",
    {},
    element("caption", {}, caption),
    element("thead", {}, element("tr", {}, ...columns.map(({ name }) => element("th", {}, name)))),
    element("tbody", {}, ...rows.slice(0, most).map((row) => element("tr", {}, ...cellsOf(row)))),
  );
}
