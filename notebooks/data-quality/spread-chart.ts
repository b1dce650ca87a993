import { axisX, dot, gridX, plot, pointerY, ruleY, text, tip } from "@observablehq/plot";
import type { Spread } from "./precision.ts";

interface SpreadOptions {
  width: number;
  /** of the axis */
  label: string;
  digits: number;
  ariaLabel: string;
}

type Known = Spread & { quantiles: NonNullable<Spread["quantiles"]> };

/** Below this width the names stand above their rows. */
const NARROW = 560;

/** For each row a line from 5 to 95 %, a bar between the quartiles, and the median. */
export function drawSpreads(
  spreads: readonly Spread[],
  { width, label, digits, ariaLabel }: SpreadOptions,
): Element {
  const isNarrow = width < NARROW;
  const rowHeight = isNarrow ? 42 : 26;
  const known = spreads.filter((spread): spread is Known => spread.quantiles !== undefined);
  const at = (i: 0 | 1 | 2 | 3 | 4) => (spread: Known) => spread.quantiles[i];
  return plot({
    width,
    height: spreads.length * rowHeight + 56,
    marginTop: 44,
    marginBottom: 12,
    marginLeft: isNarrow ? 8 : 270,
    marginRight: 80,
    style: { fontSize: "13px", fontFamily: "inherit" },
    ariaLabel,
    x: { domain: [0, Math.max(0.1, ...known.map(at(4)))], nice: true },
    y: {
      type: "point",
      domain: spreads.map(({ name }) => name),
      label: null,
      padding: 0.6,
      axis: isNarrow ? null : "left",
      tickSize: 0,
    },
    marks: [
      gridX({ stroke: "var(--line)", strokeOpacity: 1, ticks: 5 }),
      axisX({ anchor: "top", label: `${label} →`, tickSize: 0, ticks: 5 }),
      ruleY(known, { y: "name", x1: at(0), x2: at(4), stroke: "var(--to)" }),
      ruleY(known, {
        y: "name",
        x1: at(1),
        x2: at(3),
        stroke: "var(--to)",
        strokeOpacity: 0.35,
        strokeWidth: 8,
      }),
      dot(known, { y: "name", x: at(2), r: 4.5, fill: "var(--to)" }),
      isNarrow
        ? text(spreads, { y: "name", x: 0, text: "name", textAnchor: "start", dx: -6, dy: -15 })
        : null,
      text(spreads, {
        y: "name",
        frameAnchor: "right",
        textAnchor: "end",
        dx: 76,
        text: ({ quantiles }: Spread) => (quantiles ? quantiles[2].toFixed(digits) : "unknown"),
        fill: "var(--quiet)",
        fontVariant: "tabular-nums",
      }),
      tip(
        known,
        pointerY({
          y: "name",
          x: at(2),
          title: (spread: Known) => inTip(spread, digits),
          maxRadius: rowHeight / 2,
        }),
      ),
    ],
  });
}

function inTip({ name, quantiles, known, ratings }: Known, digits: number): string {
  const [p5, lower, median, upper, p95] = quantiles.map((value) => value.toFixed(digits));
  const of = `${known.toLocaleString("en")} of ${ratings.toLocaleString("en")} ratings have it`;
  return [
    name,
    `median ${median}, half between ${lower} and ${upper}`,
    `90 % between ${p5} and ${p95}`,
    of,
  ].join("\n");
}
