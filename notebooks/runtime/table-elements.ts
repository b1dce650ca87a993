import { element } from "./element.ts";
import type { TableColumn } from "./table.ts";
import { cellText, isNone, isNumeric } from "./table-cell.ts";

/** From this width in characters a text column is worth the room that is left. */
const WORTH_GROWING = 16;
/** The cells' padding, left and right together, as in table.css. */
const PADDING = "1.5rem";

/** A grid of these columns, `widths` in characters, without rows; and how wide it is at least. */
export function gridElement(columns: readonly TableColumn[], widths: readonly number[], label: string) {
  const widest = Math.max(...columns.map(({ type }, i) => (isNumeric(type) ? 0 : widths[i]!)));
  const growing = widest < WORTH_GROWING ? -1 : columns.findIndex((_, i) => widths[i] === widest);
  const head = element("tr", { ariaRowIndex: "1" }, ...columns.map(headerCell));
  const body = element("tbody");
  const columnGroup = element(
    "colgroup",
    {},
    ...widths.map((width, i) => {
      const column = element("col");
      column.classList.toggle("growing", i === growing);
      if (i !== growing) column.style.width = `calc(${cssWidth(width)} + ${PADDING})`;
      return column;
    }),
  );
  const table = element(
    "table",
    { role: "grid", tabIndex: 0, ariaLabel: label, ariaColCount: String(columns.length) },
    columnGroup,
    element("thead", {}, head),
    body,
  );
  const inAll = widths.map(cssWidth).join(" + ");
  return { table, head, body, leastWidth: `calc(${inAll} + ${columns.length} * ${PADDING})` };
}

/** In a narrow window one column must not take it all. */
function cssWidth(characters: number): string {
  return `min(${characters}ch, 50vw)`;
}

function headerCell({ name, type, doc }: TableColumn, index: number): HTMLElement {
  const cell = element(
    "th",
    { scope: "col", ariaColIndex: String(index + 1), title: doc ? `${doc}\n${type}` : type },
    element("span", { className: doc ? "documented" : "" }, name),
  );
  cell.classList.toggle("number", isNumeric(type));
  return cell;
}

export function bodyRow(columns: readonly TableColumn[]): HTMLTableRowElement {
  const cells = columns.map(({ type }, index) =>
    element("td", { className: isNumeric(type) ? "number" : "", ariaColIndex: String(index + 1) }),
  );
  return element("tr", {}, ...cells);
}

/** Shows a value; its whole text is the title where it may not fit in `width` characters. */
export function fillCell(cell: HTMLTableCellElement, value: unknown, type: string, width: number): void {
  const text = cellText(value, type);
  cell.textContent = isNone(value) ? "–" : text;
  cell.ariaLabel = isNone(value) ? "no value" : null;
  cell.classList.toggle("quiet-value", isNone(value) || value === false);
  cell.title = text.length > width ? text : "";
}
