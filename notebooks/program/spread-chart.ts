import {
  axisX,
  dot,
  gridX,
  type Markish,
  plot,
  pointer,
  ruleX,
  ruleY,
  text,
  tickX,
  tip,
} from "@observablehq/plot";
import { element } from "../runtime/element.ts";
import type { Scale } from "../skill-gap/rows.ts";
import { type Cell, type Element, inWords } from "./rows.ts";

interface SpreadOptions {
  width: number;
  scale: Scale;
  atLeast: number;
  /** rated occupations of the programme */
  occupations: number;
  ariaLabel: string;
}

/** Below this width the names stand above their rows. */
const NARROW = 560;
/** px between the frame and the scale's minimum, for the crosses of what is not needed */
const GUTTER = 16;

interface Dot extends Cell {
  name: string;
}

/** For each element the programme's occupations on the scale, the range that they span, and the mean of all occupations. */
export function drawSpread(elements: readonly Element[], options: SpreadOptions): globalThis.Element {
  const { width, scale, atLeast, ariaLabel } = options;
  const isNarrow = width < NARROW;
  const dots = elements.flatMap(({ name, rated }) => rated.map((cell): Dot => ({ ...cell, name })));
  return plot({
    width,
    height: elements.length * (isNarrow ? 42 : 26) + 60,
    marginTop: 44,
    marginBottom: 12,
    marginLeft: isNarrow ? 4 : 250,
    marginRight: 64,
    insetLeft: GUTTER,
    style: { fontSize: "13px", fontFamily: "inherit" },
    ariaLabel,
    x: { domain: [scale.minimum, scale.maximum] },
    y: {
      type: "band",
      domain: elements.map(({ name }) => name),
      label: null,
      padding: 0,
      axis: isNarrow ? null : "left",
      tickSize: 0,
    },
    marks: [
      gridX({ ticks: scale.maximum - scale.minimum, stroke: "var(--line)", strokeOpacity: 1 }),
      axisX({
        anchor: "top",
        label: `${scale.label}, ${scale.minimum} to ${scale.maximum} →`,
        ticks: scale.maximum - scale.minimum,
        tickSize: 0,
      }),
      ruleX([atLeast], { stroke: "var(--more)", strokeDasharray: "3,3" }),
      isNarrow ? names(elements, scale) : null,
      ranges(elements),
      tickX(
        elements.filter(({ allMean }) => allMean !== undefined),
        { y: "name", x: "allMean", stroke: "var(--from)", strokeWidth: 2, inset: isNarrow ? 14 : 6 },
      ),
      dot(dots, { y: "name", x: "value", r: 4.5, fill: "var(--to)", fillOpacity: 0.75 }),
      crosses(elements, scale),
      counts(elements, options),
      tip(
        dots,
        pointer({ y: "name", x: "value", title: inTip, maxRadius: 24, lineWidth: isNarrow ? 18 : 30 }),
      ),
    ],
  });
}

function names(elements: readonly Element[], { minimum }: Scale): Markish {
  return text(elements, { y: "name", x: minimum, text: "name", textAnchor: "start", dx: -GUTTER, dy: -16 });
}

function ranges(elements: readonly Element[]): Markish {
  const several = elements.filter(({ rated }) => rated.length > 1);
  const values = ({ rated }: Element) => rated.map(({ value }) => value);
  return ruleY(several, {
    y: "name",
    x1: (row: Element) => Math.min(...values(row)),
    x2: (row: Element) => Math.max(...values(row)),
    stroke: "var(--to)",
    strokeOpacity: 0.25,
    strokeWidth: 6,
  });
}

/** A level that is not needed has no place on the scale. */
function crosses(elements: readonly Element[], { minimum }: Scale): Markish {
  const without = elements.filter(({ cells }) => cells.some(({ state }) => state === "not needed"));
  return dot(without, {
    y: "name",
    x: minimum,
    symbol: "times",
    r: 4,
    stroke: "var(--quiet)",
    strokeWidth: 1.5,
    dx: -9,
  });
}

function counts(elements: readonly Element[], { occupations }: SpreadOptions): Markish {
  return text(elements, {
    y: "name",
    frameAnchor: "right",
    textAnchor: "end",
    dx: 60,
    text: ({ needing }: Element) => `${needing.length} of ${occupations}`,
    fill: ({ needing }: Element) => (needing.length === occupations ? "var(--to)" : "var(--quiet)"),
    fontVariant: "tabular-nums",
  });
}

const inTip = (cell: Dot) => `${cell.name}\n${cell.occupation}: ${inWords(cell)}`;

/** What the shapes in the chart mean. */
export function spreadLegend(elements: readonly Element[], atLeast: number): HTMLElement {
  const entry = (shape: string, words: string) =>
    element("li", {}, element("span", { className: `key ${shape}` }), words);
  const isCrossed = elements.some(({ cells }) => cells.some(({ state }) => state === "not needed"));
  return element(
    "ul",
    { className: "legend" },
    entry("disc", "an occupation of the programme"),
    element("li", {}, bar("var(--from)"), "mean of all occupations"),
    element("li", {}, bar("var(--more)"), `needed from ${atLeast}`),
    ...(isCrossed ? [entry("cross", "not needed by one or more")] : []),
  );
}

function bar(color: string): HTMLElement {
  const key = element("span", { className: "key" });
  Object.assign(key.style, { width: "3px", borderRadius: "0", background: color });
  return key;
}
