import { axisX, barX, gridX, plot, pointerY, text, tip } from "@observablehq/plot";

/** A row of the chart. */
export interface Bar {
  name: string;
  percent: number;
  /** what stands beside it */
  label: string;
  /** what a tip tells */
  title: string;
}

interface BarOptions {
  width: number;
  /** of the axis */
  label: string;
  ariaLabel: string;
}

/** Below this width the names stand above their rows. */
const NARROW = 560;

/** Shares in percent, a row each, with the numbers beside them. */
export function drawBars(bars: readonly Bar[], { width, label, ariaLabel }: BarOptions): Element {
  const isNarrow = width < NARROW;
  const rowHeight = isNarrow ? 44 : 26;
  return plot({
    width,
    height: bars.length * rowHeight + 52,
    marginTop: 44,
    marginBottom: 8,
    marginLeft: isNarrow ? 4 : 250,
    marginRight: isNarrow ? 16 : 130,
    style: { fontSize: "13px", fontFamily: "inherit" },
    ariaLabel,
    x: { domain: [0, 100] },
    y: {
      type: "band",
      domain: bars.map(({ name }) => name),
      label: null,
      padding: 0,
      axis: isNarrow ? null : "left",
      tickSize: 0,
    },
    marks: [
      gridX({ stroke: "var(--line)", strokeOpacity: 1, ticks: 4 }),
      axisX({ anchor: "top", label: `${label} →`, tickSize: 0, ticks: 4 }),
      barX(bars, {
        y: "name",
        x: "percent",
        fill: "var(--to)",
        fillOpacity: 0.55,
        insetTop: isNarrow ? 24 : 3,
        insetBottom: 3,
      }),
      isNarrow
        ? text(bars, { y: "name", text: "name", frameAnchor: "left", textAnchor: "start", dy: -11 })
        : null,
      text(bars, {
        y: "name",
        text: "label",
        frameAnchor: "right",
        textAnchor: "end",
        dx: isNarrow ? 12 : 126,
        dy: isNarrow ? -11 : 0,
        fill: "var(--quiet)",
        fontVariant: "tabular-nums",
      }),
      tip(bars, pointerY({ y: "name", x: "percent", title: "title", maxRadius: rowHeight / 2 })),
    ],
  });
}
