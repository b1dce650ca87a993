import type { Row, TableColumn } from "../table.ts";
import { cellText, isNone } from "../table-cell.ts";
import { type ChartChoice, COUNT, type Kind, kindOf } from "./chart-choice.ts";

/** Of one axis: more could not be read. */
export const MOST_PLACES = 40;
/** the axis that says how many rows there are */
export const COUNTED = "number of rows";
/** in the legend */
const NONE = "–";

export type Value = string | number | Date | null;
export type ChartRow = Record<string, Value>;

export interface Axis {
  name: string;
  kind: Kind;
  /** of an axis that has a place for each value: those that are drawn, in order, and how many there are */
  places?: { shown: readonly (string | number)[]; all: number };
}

export interface ChartData {
  rows: ChartRow[];
  x: Axis;
  y: Axis;
  /** the axis with a bar for each of its places; undefined where there are no such bars */
  group: Axis | undefined;
  /** Bars are to count the rows within ranges of the other axis. */
  binned: "x" | "y" | undefined;
  /** rows without a value for an axis */
  missing: number;
}

/** A result as a chart needs it: dates as dates, rows counted, and what stands on each axis. */
export function toChartData(
  columns: readonly TableColumn[],
  rows: readonly Row[],
  choice: ChartChoice,
): ChartData {
  const kinds = new Map(columns.map((column) => [column.name, kindOf(column)]));
  const [x, y] = [choice.x, choice.y].map((name): Axis => {
    const kind = kinds.get(name);
    return kind ? { name, kind } : { name: COUNTED, kind: "number" };
  }) as [Axis, Axis];
  const counted = choice.x === COUNT ? "x" : choice.y === COUNT ? "y" : undefined;
  const binned = choice.mark === "bars" && x.kind === "number" && y.kind === "number" ? counted : undefined;

  const all = rows.map(
    (row): ChartRow => Object.fromEntries(columns.map((column) => [column.name, chartValue(row, column)])),
  );
  const { color } = choice;
  const placed = all.filter((row) => row[x.name] !== null && row[y.name] !== null);
  let left =
    kinds.get(color) === "category" ? withNone(placed, color) : placed.filter((row) => row[color] !== null);
  const missing = all.length - left.length;
  if (counted && !binned) left = countRows(left, counted === "x" ? y.name : x.name, color);
  const group = choice.mark === "bars" && !binned ? groupOf(x, y) : undefined;
  if (group) {
    if (group.kind === "date")
      left = left.map((row) => ({ ...row, [group.name]: dateText(row[group.name]!) }));
    group.places = byTotal(left, group, group === x ? y : x);
  }
  for (const axis of [x, y]) if (axis.kind === "category") axis.places ??= inOrder(left, axis);
  for (const { name, places } of [x, y]) {
    const shown = places && new Set<unknown>(places.shown);
    if (shown) left = left.filter((row) => shown.has(row[name]));
  }
  return { rows: left, x, y, group, binned, missing };
}

/** Rows without a value get a colour too. */
function withNone(rows: readonly ChartRow[], color: string): ChartRow[] {
  return rows.map((row) => ({ ...row, [color]: row[color] ?? NONE }));
}

/** Bars stand on texts and dates, and on numbers where the other axis has numbers too: years, levels. */
function groupOf(x: Axis, y: Axis): Axis | undefined {
  if (y.kind === "number") return x;
  return x.kind === "number" ? y : undefined;
}

function countRows(rows: readonly ChartRow[], name: string, color: string): ChartRow[] {
  const counts = new Map<string, ChartRow & { [COUNTED]: number }>();
  for (const row of rows) {
    const kept = { [name]: row[name]!, ...(color && { [color]: row[color]! }) };
    const key = JSON.stringify(kept);
    const counted = counts.get(key) ?? { ...kept, [COUNTED]: 0 };
    counted[COUNTED]++;
    counts.set(key, counted);
  }
  return [...counts.values()];
}

/** Texts by what they come to, the largest first; numbers and dates as they follow each other. */
function byTotal(rows: readonly ChartRow[], group: Axis, measure: Axis): NonNullable<Axis["places"]> {
  const totals = new Map<string | number, number>();
  for (const row of rows) {
    const place = row[group.name] as string | number;
    totals.set(place, (totals.get(place) ?? 0) + (row[measure.name] as number));
  }
  const places = [...totals.keys()];
  if (group.kind === "category") places.sort((a, b) => totals.get(b)! - totals.get(a)!);
  else places.sort((a, b) => (a < b ? -1 : 1));
  return { shown: places.slice(0, MOST_PLACES), all: places.length };
}

/** As the statement's ORDER BY has them. */
function inOrder(rows: readonly ChartRow[], { name }: Axis): NonNullable<Axis["places"]> {
  const places = [...new Set(rows.map((row) => row[name] as string))];
  return { shown: places.slice(0, MOST_PLACES), all: places.length };
}

function chartValue(row: Row, column: TableColumn): Value {
  const value = row[column.name];
  const kind = kindOf(column);
  if (isNone(value)) return null;
  if (kind === "number") return Number(value);
  if (kind === "category") return cellText(value, column.type);
  // Plot's scales are in UTC.
  const date = new Date(column.type === "timestamp" ? `${value}Z` : String(value));
  return Number.isNaN(date.getTime()) ? null : date; // "infinity"
}

/** "2026-01-31", "2026-01-31 12:30" */
function dateText(value: Value): string {
  return (value as Date).toISOString().replace("T00:00:00.000Z", "").slice(0, 16).replace("T", " ");
}
