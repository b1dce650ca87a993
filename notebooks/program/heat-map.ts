import { axisX, axisY, cell, plot, pointer, text, tip } from "@observablehq/plot";
import type { Scale } from "../skill-gap/rows.ts";
import type { Column } from "./occupations.ts";
import { type Cell, type Element, inWords } from "./rows.ts";

interface HeatMapOptions {
  width: number;
  scale: Scale;
  ariaLabel: string;
}

const NARROW = 560;
/** px: a title needs that much to be read, a value that much to be written */
const TITLE = 96;
const VALUE = 30;
/** The darkest colour on which the text of both colour schemes keeps a contrast of 4.5. */
const DARKEST = 0.48;

interface Square extends Cell {
  name: string;
  number: number;
}

/** A row for each element, a column for each rated occupation; what is not needed or suppressed says so. */
export function drawHeatMap(
  elements: readonly Element[],
  columns: readonly Column[],
  { width, scale, ariaLabel }: HeatMapOptions,
): globalThis.Element {
  const isNarrow = width < NARROW;
  const marginLeft = isNarrow ? 150 : 250;
  const columnWidth = (width - marginLeft) / Math.max(columns.length, 1);
  const hasTitles = columnWidth >= TITLE;
  const numbers = new Map(columns.map(({ code, number }) => [code, number]));
  const squares = elements.flatMap(({ name, cells }) =>
    cells.map((one): Square => ({ ...one, name, number: numbers.get(one.code)! })),
  );
  const titles = new Map(columns.map(({ number, title }) => [number, title]));
  const share = ({ value }: Square) => (value - scale.minimum) / (scale.maximum - scale.minimum);
  return plot({
    width,
    height: elements.length * 26 + (hasTitles ? 76 : 34),
    marginTop: hasTitles ? 72 : 30,
    marginBottom: 4,
    marginLeft,
    marginRight: 0,
    style: { fontSize: "13px", fontFamily: "inherit" },
    ariaLabel,
    x: { domain: columns.map(({ number }) => number), label: null, padding: 0 },
    y: { domain: elements.map(({ name }) => name), label: null, padding: 0 },
    marks: [
      axisX({
        anchor: "top",
        tickSize: 0,
        label: null,
        tickFormat: (number: number) => (hasTitles ? `${number} ${titles.get(number)}` : String(number)),
        ...(hasTitles && { lineWidth: columnWidth / 13 - 0.8 }),
      }),
      axisY({ tickSize: 0, label: null, lineWidth: isNarrow ? 10 : 18, textOverflow: "ellipsis" }),
      cell(
        squares.filter(({ state }) => state === "rated"),
        {
          x: "number",
          y: "name",
          inset: 1,
          rx: 3,
          fill: "var(--to)",
          fillOpacity: (square: Square) => 0.03 + share(square) * (DARKEST - 0.03),
        },
      ),
      text(squares, {
        x: "number",
        y: "name",
        text: (square: Square) => inSquare(square, columnWidth),
        fill: ({ state }: Square) => (state === "rated" ? "var(--text)" : "var(--quiet)"),
        fontSize: 12,
        fontVariant: "tabular-nums",
      }),
      tip(squares, pointer({ x: "number", y: "name", title: inTip, lineWidth: isNarrow ? 18 : 30 })),
    ],
  });
}

function inSquare({ state, value }: Square, width: number): string {
  if (state === "not needed") return "–";
  if (state === "suppressed") return width > TITLE ? "suppressed" : "s";
  return width >= VALUE ? value.toFixed(1) : "";
}

const inTip = (square: Square) => `${square.name}\n${square.occupation}: ${inWords(square)}`;
