/** A cell by its place in what is shown; row -1 is the header. */
export interface Place {
  row: number;
  column: number;
}

/**
 * Where a key leads from a place, as in any ARIA grid; with Ctrl or Cmd to the far end. Undefined for a key that leads
 * nowhere. `page` is the number of rows in sight.
 */
export function moved(
  { row, column }: Place,
  key: string,
  isFar: boolean,
  size: { rows: number; columns: number; page: number },
): Place | undefined {
  const lastRow = size.rows - 1;
  const lastColumn = size.columns - 1;
  const to = (toRow: number, toColumn: number): Place => ({
    row: Math.max(-1, Math.min(toRow, lastRow)),
    column: Math.max(0, Math.min(toColumn, lastColumn)),
  });
  switch (key) {
    case "ArrowUp":
      return to(isFar ? Math.min(row, 0) : row - 1, column);
    case "ArrowDown":
      return to(isFar ? lastRow : row + 1, column);
    case "ArrowLeft":
      return to(row, isFar ? 0 : column - 1);
    case "ArrowRight":
      return to(row, isFar ? lastColumn : column + 1);
    case "PageUp":
      return to(Math.max(row - size.page, Math.min(row, 0)), column);
    case "PageDown":
      return to(row + size.page, column);
    case "Home":
      return to(isFar ? 0 : row, 0);
    case "End":
      return to(isFar ? lastRow : row, lastColumn);
    default:
      return undefined;
  }
}
