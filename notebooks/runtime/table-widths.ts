import type { Row, TableColumn } from "./table.ts";
import { cellText } from "./table-cell.ts";

const SAMPLE = 200;
const NARROWEST = 5;
const WIDEST = 44;
/** Room for the arrow of a sorted column. */
const ARROW = 2;

/** The columns' widths in characters: their names fit, and so does what a sample of the rows holds, up to 44. */
export function columnWidths(columns: readonly TableColumn[], rows: readonly Row[]): number[] {
  const step = Math.max(1, Math.floor(rows.length / SAMPLE));
  const sample = rows.filter((_, index) => index % step === 0);
  return columns.map(({ name, type }) => {
    const lengths = sample.map((row) => cellText(row[name], type).length);
    return Math.min(
      Math.max(NARROWEST, name.length + ARROW, ...lengths),
      Math.max(WIDEST, name.length + ARROW),
    );
  });
}
