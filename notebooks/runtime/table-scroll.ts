/** Browsers lose precision, and Firefox the element, in boxes not much higher than this. */
const MAX_HEIGHT = 8_000_000;

/** All in px: rows of one height, seen through a window that scrolls over a box which may be lower than all rows together. */
export interface Scroll {
  rows: number;
  rowHeight: number;
  windowHeight: number;
}

/** Height of the box that stands for all rows. */
export function boxHeight({ rows, rowHeight }: Pick<Scroll, "rows" | "rowHeight">): number {
  return Math.min(rows * rowHeight, MAX_HEIGHT);
}

/** What is in sight: `count` rows from `first`, of which the first is out of sight by `shift` px. */
export function visibleRows(
  scroll: Scroll,
  scrollTop: number,
): { first: number; count: number; shift: number } {
  const { rows, rowHeight, windowHeight } = scroll;
  const offset = Math.max(0, Math.min(scrollTop * compression(scroll), rows * rowHeight - windowHeight));
  const first = Math.floor(offset / rowHeight);
  const count = Math.min(Math.ceil(windowHeight / rowHeight) + 1, rows - first);
  return { first, count, shift: offset - first * rowHeight };
}

/** Where to scroll to so that the row is in sight, as little as it takes. */
export function scrollToRow(scroll: Scroll, scrollTop: number, row: number): number {
  const { rowHeight, windowHeight } = scroll;
  const offset = scrollTop * compression(scroll);
  const top = row * rowHeight;
  const wanted = Math.max(Math.min(offset, top), top + rowHeight - windowHeight);
  return wanted === offset ? scrollTop : wanted / compression(scroll);
}

/** px of rows for a px of the box, so that the end of the one is the end of the other. */
function compression(scroll: Scroll): number {
  const { rows, rowHeight, windowHeight } = scroll;
  const scrollable = boxHeight(scroll) - windowHeight;
  return scrollable > 0 ? (rows * rowHeight - windowHeight) / scrollable : 1;
}
