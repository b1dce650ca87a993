import type { Row, TableColumn } from "../table.ts";
import { isNumeric } from "../table-cell.ts";

export type Mark = "bars" | "dots" | "line";

/** What a chart of a result shows where: names of columns. */
export interface ChartChoice {
  mark: Mark;
  /** COUNT: the number of rows */
  x: string;
  y: string;
  /** "": one colour for all */
  color: string;
}

export const COUNT = "";

export type Kind = "number" | "date" | "category";

export function kindOf({ type }: TableColumn): Kind {
  if (isNumeric(type)) return "number";
  return type === "date" || type.startsWith("timestamp") ? "date" : "category";
}

/**
 * The chart that a result suggests: a line over dates, a bar for each text with a number (dots, where it has several), dots of two
 * numbers, else how many rows there are of each.
 */
export function suggest(columns: readonly TableColumn[], rows: readonly Row[]): ChartChoice {
  const [number, other] = named(columns, "number");
  const [date] = named(columns, "date");
  const category = labelOf(columns);
  const choose = (mark: Mark, x: string, y: string): ChartChoice => ({ mark, x, y, color: "" });
  if (number !== undefined && date !== undefined) return choose("line", date, number);
  if (number !== undefined && category !== undefined) {
    const isOnce = new Set(rows.map((row) => row[category])).size === rows.length;
    return choose(isOnce ? "bars" : "dots", number, category);
  }
  if (number !== undefined && other !== undefined) return choose("dots", number, other);
  if (number !== undefined) return choose("bars", number, COUNT);
  if (category !== undefined) return choose("bars", COUNT, category);
  return choose("bars", date ?? COUNT, COUNT);
}

/** Whether these columns have what was chosen for others, such as those of the statement before. */
export function fits({ mark, x, y, color }: ChartChoice, columns: readonly TableColumn[]): boolean {
  const has = (name: string) => name === "" || columns.some((column) => column.name === name);
  return ["bars", "dots", "line"].includes(mark) && has(x) && has(y) && has(color);
}

/** The column that says what a row is of: O*NET's codes and ids stand before titles and names. */
export function labelOf(columns: readonly TableColumn[]): string | undefined {
  const categories = named(columns, "category");
  return categories.find((name) => !/(_code|_id)$/.test(name)) ?? categories[0];
}

function named(columns: readonly TableColumn[], kind: Kind): string[] {
  return columns.filter((column) => kindOf(column) === kind).map(({ name }) => name);
}
