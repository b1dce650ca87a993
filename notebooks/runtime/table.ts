import { element } from "./element.ts";
import { downloads } from "./table-downloads.ts";
import { TableGrid } from "./table-grid.ts";
import { TableOrder } from "./table-order.ts";
import { printRows } from "./table-print.ts";
import { keepSheet } from "./table-sheet.ts";

export interface TableColumn {
  name: string;
  /** PostgreSQL's name of it: "text", "numeric", "int4", "date", "bool", "json", "text[]" … */
  type: string;
  doc?: string;
}

export type Row = Readonly<Record<string, unknown>>;

interface TableOptions {
  /** what the rows are, e.g. "Skills of the occupation" */
  label: string;
  /** px at most */
  height?: number;
  /** name of saved files, without extension */
  downloadName?: string;
  /** Takes the width of the window, not that of the text around it. */
  wide?: boolean;
}

/** ms without a key pressed, after which the filter is applied */
const TYPING = 120;

/**
 * A table to sort, filter, walk by keyboard and save, of up to some hundred thousand rows: only those in sight are in the
 * document.
 */
export function dataTable(
  columns: readonly TableColumn[],
  // Rows of a query are interfaces, which tsc takes for no Row.
  allRows: readonly object[],
  { label, height = 480, downloadName = "table", wide = false }: TableOptions,
): HTMLElement {
  const rows = allRows as readonly Row[];
  const order = new TableOrder(columns, rows);
  const count = element("span", { className: "count", role: "status" });
  const filter = element("input", {
    type: "search",
    placeholder: "Filter rows",
    ariaLabel: `Filter: ${label}`,
    autocomplete: "off",
    spellcheck: false,
    disabled: rows.length === 0,
  });
  const grid = new TableGrid(columns, rows, {
    label,
    height,
    onSort(column) {
      order.cycleSort(column);
      show();
    },
  });

  function show(): void {
    const { length } = order.shown;
    count.textContent = countText(length, rows.length);
    grid.show(order.shown, order.sorted);
    if (length === 0)
      grid.explain(...(rows.length === 0 ? ["No rows"] : ["Nothing matches the filter.", clear]));
  }

  const clear = element("button", { type: "button" }, "Clear the filter");
  clear.addEventListener("click", () => {
    filter.value = "";
    applyFilter();
    filter.focus();
  });

  let typing: number | undefined;
  function applyFilter(): void {
    clearTimeout(typing);
    order.filter(filter.value);
    show();
  }
  filter.addEventListener("input", () => {
    clearTimeout(typing);
    typing = window.setTimeout(applyFilter, TYPING);
  });

  show();
  const sheet = () => ({ columns, rows: Array.from(order.shown, (row) => rows[row]!) });
  const bar = element("div", { className: "bar" }, filter, count, ...downloads(downloadName, sheet));
  const table = element("div", { className: wide ? "data-table wide" : "data-table" }, bar, grid.element);
  keepSheet(table, sheet);
  printRows();
  return table;
}

function countText(shown: number, all: number): string {
  const rows = `${all.toLocaleString("en")} row${all === 1 ? "" : "s"}`;
  return shown === all ? rows : `${shown.toLocaleString("en")} of ${rows}`;
}
