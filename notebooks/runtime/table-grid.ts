import { element } from "./element.ts";
import type { Row, TableColumn } from "./table.ts";
import { cellText } from "./table-cell.ts";
import { copyText } from "./table-clipboard.ts";
import { bodyRow, fillCell, gridElement } from "./table-elements.ts";
import { moved, type Place } from "./table-keys.ts";
import { boxHeight, type Scroll, scrollToRow, visibleRows } from "./table-scroll.ts";
import type { Direction } from "./table-sort.ts";
import { columnWidths } from "./table-widths.ts";

interface GridOptions {
  label: string;
  /** px at most */
  height: number;
  /** The person asks to sort by this column, or to sort it the next way. */
  onSort: (column: number) => void;
}

let grids = 0;

/**
 * The rows in sight under their header, in a box that scrolls. The window over them sticks to the box and is drawn anew as it
 * scrolls, so no scrolling outruns the rows. Focus is on the grid, and one of its cells is the active one.
 */
export class TableGrid {
  /** the box */
  readonly element: HTMLElement;
  readonly #columns: readonly TableColumn[];
  readonly #rows: readonly Row[];
  readonly #onSort: (column: number) => void;
  readonly #widths: readonly number[];
  readonly #table: HTMLTableElement;
  readonly #head: HTMLTableRowElement;
  readonly #body: HTMLTableSectionElement;
  readonly #window: HTMLElement;
  /** as high as all rows, so that the box has something to scroll */
  readonly #range: HTMLElement;
  readonly #rowHeight = Math.round(1.875 * rootFontSize());
  readonly #id = `grid-${++grids}`;
  #shown: Uint32Array = new Uint32Array();
  #first = 0;
  #active: Place = { row: -1, column: 0 };
  #activeCell: HTMLElement | undefined;

  constructor(columns: readonly TableColumn[], rows: readonly Row[], { label, height, onSort }: GridOptions) {
    this.#columns = columns;
    this.#rows = rows;
    this.#onSort = onSort;
    this.#widths = columnWidths(columns, rows);
    const { table, head, body, leastWidth } = gridElement(columns, this.#widths, label);
    this.#table = table;
    this.#head = head;
    this.#body = body;
    this.#window = element("div", { className: "window" }, table);
    this.#range = element("div", { className: "range" }, this.#window);
    this.#range.style.minWidth = leastWidth;
    this.element = element("div", { className: "box" }, this.#range);
    this.element.style.setProperty("--row-height", `${this.#rowHeight}px`);
    this.element.style.setProperty("--height", `${height}px`);
    this.element.style.setProperty("--full-height", `${(rows.length + 1) * this.#rowHeight}px`);
    this.#listen();
  }

  /** Shows these rows, from the top. */
  show(shown: Uint32Array, sorted: { column: number; direction: Direction } | undefined): void {
    this.#shown = shown;
    this.#window.querySelector(".nothing")?.remove();
    this.#range.style.height = `${this.#rowHeight + boxHeight(this.#scroll)}px`;
    this.#table.ariaRowCount = String(shown.length + 1);
    [...this.#head.cells].forEach((cell, i) => {
      cell.ariaSort = sorted?.column === i ? sorted.direction : "none";
    });
    this.#active = { ...this.#active, row: Math.min(this.#active.row, shown.length ? 0 : -1) };
    this.element.scrollTop = 0;
    this.#draw(true);
  }

  /** Says, in place of rows, why there are none. */
  explain(...content: (Node | string)[]): void {
    this.#range.style.height = `${4 * this.#rowHeight}px`;
    this.#window.append(element("p", { className: "nothing" }, ...content));
  }

  get #scroll(): Scroll {
    const rowHeight = this.#rowHeight;
    const windowHeight = Math.max(0, this.element.clientHeight - rowHeight); // the header is as high as a row
    return { rows: this.#shown.length, rowHeight, windowHeight };
  }

  #listen(): void {
    this.element.addEventListener("scroll", () => this.#draw());
    this.#table.addEventListener("keydown", (event) => this.#onKey(event));
    this.#table.addEventListener("pointerdown", (event) => this.#onPointer(event));
    this.#head.addEventListener("click", (event) => {
      const cell = (event.target as Element).closest("th");
      if (cell) this.#onSort(cell.cellIndex);
    });
    new ResizeObserver(() => {
      this.#window.style.height = `${this.element.clientHeight}px`;
      this.#draw();
    }).observe(this.element);
  }

  #onKey(event: KeyboardEvent): void {
    if (event.altKey) return;
    const isFar = event.ctrlKey || event.metaKey;
    const isHeader = this.#active.row === -1;
    const { rows, rowHeight, windowHeight } = this.#scroll;
    const page = Math.max(1, Math.floor(windowHeight / rowHeight));
    const place = moved(this.#active, event.key, isFar, { rows, columns: this.#columns.length, page });
    if (isFar && event.key === "c") this.#copyActive();
    if (place) this.#activate(place);
    else if (isHeader && (event.key === "Enter" || event.key === " ")) this.#onSort(this.#active.column);
    else return;
    event.preventDefault();
  }

  #onPointer(event: PointerEvent): void {
    const cell = (event.target as Element).closest<HTMLTableCellElement>("th, td");
    if (!cell) return;
    const { rowIndex } = cell.parentElement as HTMLTableRowElement;
    this.#active = { row: rowIndex === 0 ? -1 : this.#first + rowIndex - 1, column: cell.cellIndex };
    this.#mark();
  }

  /** What the person selected with the mouse is the browser's to copy. */
  #copyActive(): void {
    if (!document.getSelection()?.isCollapsed) return;
    const { row, column } = this.#active;
    const { name, type } = this.#columns[column]!;
    copyText(row === -1 ? name : cellText(this.#rowAt(row)[name], type)).catch(reportError);
  }

  #activate(place: Place): void {
    this.#active = place;
    const { offsetLeft, offsetWidth } = this.#head.cells[place.column]!;
    const { scrollLeft, clientWidth, scrollTop } = this.element;
    this.element.scrollLeft = Math.min(
      Math.max(scrollLeft, offsetLeft + offsetWidth - clientWidth),
      offsetLeft,
    );
    if (place.row >= 0) this.element.scrollTop = scrollToRow(this.#scroll, scrollTop, place.row);
    this.#draw();
  }

  #draw(isStale = false): void {
    const { first, count, shift } = visibleRows(this.#scroll, this.element.scrollTop);
    const { rows } = this.#body;
    while (rows.length < count) this.#body.append(bodyRow(this.#columns));
    while (rows.length > count) rows[count]!.remove();
    this.#rotate(first - this.#first);
    this.#first = first;
    for (let i = 0; i < count; i++) {
      const isSame = rows[i]!.ariaRowIndex === rowIndexOf(first + i);
      if (isStale || !isSame) this.#fill(rows[i]!, first + i);
    }
    this.#body.style.transform = `translateY(${-shift}px)`;
    this.#mark();
  }

  /** Rows that stay in sight keep their elements, with what a person selected in them. */
  #rotate(by: number): void {
    if (Math.abs(by) >= this.#body.rows.length) return;
    for (let i = 0; i < by; i++) this.#body.append(this.#body.firstElementChild!);
    for (let i = 0; i > by; i--) this.#body.prepend(this.#body.lastElementChild!);
  }

  #fill(row: HTMLTableRowElement, place: number): void {
    row.ariaRowIndex = rowIndexOf(place);
    const values = this.#rowAt(place);
    this.#columns.forEach(({ name, type }, i) => {
      fillCell(row.cells[i]!, values[name], type, this.#widths[i]!);
    });
  }

  #rowAt(place: number): Row {
    return this.#rows[this.#shown[place]!]!;
  }

  /** Marks the active cell, if it is in sight. Its id tells screen readers that another cell is active, so each has its own. */
  #mark(): void {
    const { row, column } = this.#active;
    const tableRow = row === -1 ? this.#head : this.#body.rows[row - this.#first];
    const cell = tableRow?.cells[column];
    this.#activeCell?.classList.remove("active");
    this.#activeCell?.removeAttribute("id");
    this.#activeCell = cell;
    if (cell) {
      cell.classList.add("active");
      cell.id = `${this.#id}-${row}-${column}`;
    }
    this.#table.setAttribute("aria-activedescendant", cell?.id ?? "");
  }
}

/** As ARIA counts them: from 1, which is the header. */
function rowIndexOf(place: number): string {
  return String(place + 2);
}

function rootFontSize(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
}
