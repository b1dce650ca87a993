import {
  barX,
  barY,
  binX,
  binY,
  dot,
  line,
  type Markish,
  plot,
  type RectXOptions,
  type RectYOptions,
  rectX,
  rectY,
  ruleX,
  ruleY,
} from "@observablehq/plot";
import type { Row, TableColumn } from "../table.ts";
import { type ChartChoice, kindOf, labelOf } from "./chart-choice.ts";
import { type Axis, type ChartData, type ChartRow, COUNTED, MOST_PLACES, toChartData } from "./chart-data.ts";

/** px */
const ROW = 22;
const HEIGHT = 380;
const LETTER = 7.5;
/** letters of a text that stands aslant below the chart */
const SLANTED = 24;
/** Points of a line are marked if they are no more than these. */
const MOST_POINTS = 60;
/** Colours that can be told apart: Plot's scheme has no more, and begins anew. */
const MOST_COLOURS = 10;
const ONE_COLOUR = "var(--to)";

export interface Drawn {
  chart: Element;
  /** what is not in it */
  notes: string[];
}

/** A result as a chart of this width in px. Errors: Plot's. */
export function drawChart(
  columns: readonly TableColumn[],
  rows: readonly Row[],
  choice: ChartChoice,
  width: number,
): Drawn {
  const data = toChartData(columns, rows, choice);
  const { x, y } = data;
  const colour = columns.find(({ name }) => name === choice.color);
  const isNamed = colour !== undefined && kindOf(colour) === "category";
  const colours = new Set(data.rows.map((row) => row[choice.color])).size;
  const left = y.places ? Math.min(longest(y) * LETTER + 16, width * 0.42, 300) : 60;
  const isSlanted = x.places !== undefined && longest(x) * LETTER > (width - left) / x.places.shown.length;
  const below = isSlanted ? Math.min(longest(x), SLANTED) * LETTER * 0.66 : 0;
  const chart = plot({
    width,
    height: (y.places ? y.places.shown.length * ROW : HEIGHT) + 80 + below,
    marginTop: 32,
    marginRight: 24,
    marginBottom: 44 + below,
    marginLeft: left,
    inset: choice.mark === "dots" ? 6 : 0,
    style: { fontSize: "13px", fontFamily: "inherit" },
    ariaLabel: inWords(data, choice),
    x: scaleOf(x, data, {
      labelAnchor: "right",
      ...(isSlanted && { tickRotate: -40, ...shortened(SLANTED) }),
    }),
    y: scaleOf(y, data, { labelAnchor: "top", ...shortened((left - 12) / LETTER) }),
    color: {
      label: choice.color,
      legend: colour !== undefined && (!isNamed || colours <= MOST_COLOURS),
      // Of a middling lightness from end to end: seen on a light ground and on a dark one.
      ...(isNamed ? { type: "categorical" } : { scheme: "cool" }),
    },
    marks: marksOf(data, choice, columns),
  });
  return { chart, notes: notesOf(data, isNamed && colours > MOST_COLOURS ? colours : 0) };
}

function marksOf(data: ChartData, choice: ChartChoice, columns: readonly TableColumn[]): Markish[] {
  const { rows, x, y, group, binned } = data;
  const { mark, color } = choice;
  const zero = group === y || binned === "x" ? ruleX([0]) : ruleY([0]);
  // By its name alone, or by what it holds, a column could be taken for a colour.
  const value = (row: ChartRow) => row[color];
  const fill = color ? value : ONE_COLOUR;
  if (binned === "x")
    return [rectX(rows, binY<RectXOptions>({ x: "count" }, { y: y.name, fill, tip: true })), zero];
  if (binned === "y")
    return [rectY(rows, binX<RectYOptions>({ y: "count" }, { x: x.name, fill, tip: true })), zero];
  const paint = color ? { value, label: color, scale: "color" as const } : ONE_COLOUR;
  const at = { x: x.name, y: y.name, tip: true, channels: saidToo(data, choice, columns) };
  if (group) return [(group === x ? barY : barX)(rows, { ...at, fill: paint }), zero];
  if (mark !== "line") return [dot(rows, { ...at, fill: paint, r: 4, fillOpacity: 0.8 })];
  const marker = rows.length <= MOST_POINTS;
  return [line(rows, { ...at, stroke: paint, strokeWidth: 2, marker, sort: x.name })];
}

/** For the tips: what a row is of, where no axis says it. */
function saidToo(
  { x, y }: ChartData,
  { color }: ChartChoice,
  columns: readonly TableColumn[],
): Record<string, { value: string; label: string }> {
  const label = labelOf(columns);
  const isSaid = label === undefined || [x.name, y.name, color].includes(label);
  // Under its own name it could be another channel of Plot's, such as "title".
  return isSaid ? {} : { of: { value: label, label } };
}

/** `ofPlaces` is of an axis that has a place for each value. */
function scaleOf(axis: Axis, { group, binned }: ChartData, ofPlaces: object): object {
  const label = axis.name;
  if (!axis.places) return { label, grid: true, nice: binned !== undefined, zero: axis.name === COUNTED };
  const type = axis === group ? "band" : "point";
  return { label, labelArrow: "none", domain: axis.places.shown, type, tickSize: 0, ...ofPlaces };
}

/** Texts on an axis, cut where they are longer than it has room for. */
function shortened(letters: number) {
  const tickFormat = (place: string | number) => {
    const text = String(place);
    return text.length > letters ? `${text.slice(0, Math.floor(letters) - 1)}…` : text;
  };
  return { tickFormat };
}

function longest({ places }: Axis): number {
  return Math.max(1, ...places!.shown.map((place) => String(place).length));
}

/** "Bars: data_value by element_name" */
function inWords({ x, y, group }: ChartData, { mark, color }: ChartChoice): string {
  const axes = group === y ? `${x.name} by ${y.name}` : `${y.name} by ${x.name}`;
  return `${mark.charAt(0).toUpperCase()}${mark.slice(1)}: ${axes}${color && `, coloured by ${color}`}`;
}

function notesOf({ rows, x, y, group, missing }: ChartData, repeated: number): string[] {
  const cut = [x, y].flatMap(({ name, places }) =>
    places && places.all > MOST_PLACES
      ? [`The first ${MOST_PLACES} of ${places.all.toLocaleString("en")} in ${name} are drawn.`]
      : [],
  );
  const isSum = group !== undefined && new Set(rows.map((row) => row[group.name])).size < rows.length;
  const sum = isSum ? ["Where several rows have one bar, it is as long as all of them together."] : [];
  const without =
    missing === 0 ? [] : [`Without a value, and not drawn: ${missing.toLocaleString("en")} of the rows.`];
  const again = repeated === 0 ? [] : [`The colours repeat: they are for ${repeated} different values.`];
  return [...cut, ...sum, ...without, ...again];
}
