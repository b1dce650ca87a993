import { axisX, barX, gridX, plot, pointerY, ruleX, text, tip } from "@observablehq/plot";
import { type SizeChange, signedCount, signedPercent } from "./sizes.ts";

/** Below this width the names stand above their rows. */
const NARROW = 560;

/** For each table by how many percent it grew or shrank, with the number of rows beside it. */
export function drawSizes(changes: readonly SizeChange[], width: number, ariaLabel: string): Element {
  const isNarrow = width < NARROW;
  const rowHeight = isNarrow ? 44 : 26;
  const inset = isNarrow ? 24 : 3;
  const percents = changes.map(({ percent }) => percent);
  return plot({
    width,
    height: changes.length * rowHeight + 52,
    marginTop: 44,
    marginBottom: 8,
    marginLeft: isNarrow ? 4 : 300,
    marginRight: isNarrow ? 8 : 150,
    style: { fontSize: "13px", fontFamily: "inherit" },
    ariaLabel,
    x: { domain: [Math.min(0, ...percents), Math.max(0, ...percents)], nice: true },
    y: {
      type: "band",
      domain: changes.map(({ table }) => table),
      label: null,
      padding: 0,
      axis: isNarrow ? null : "left",
      tickSize: 0,
    },
    marks: [
      gridX({ stroke: "var(--line)", strokeOpacity: 1, ticks: 4 }),
      axisX({ anchor: "top", label: "Change of rows in percent →", tickSize: 0, ticks: 4 }),
      barX(changes, {
        y: "table",
        x: "percent",
        fill: ({ change }: SizeChange) => (change > 0 ? "var(--to)" : "var(--more)"),
        fillOpacity: 0.55,
        insetTop: inset,
        insetBottom: 3,
      }),
      ruleX([0], { stroke: "var(--line-strong)" }),
      isNarrow
        ? text(changes, { y: "table", text: "table", frameAnchor: "left", textAnchor: "start", dy: -11 })
        : null,
      text(changes, {
        y: "table",
        frameAnchor: "right",
        textAnchor: "end",
        dx: isNarrow ? 4 : 146,
        dy: isNarrow ? -11 : 0,
        text: ({ change, percent }: SizeChange) => `${signedCount(change)} (${signedPercent(percent)})`,
        fill: "var(--quiet)",
        fontVariant: "tabular-nums",
      }),
      tip(changes, pointerY({ y: "table", x: "percent", title: inTip, maxRadius: rowHeight / 2 })),
    ],
  });
}

function inTip({ table, rows, before, change }: SizeChange): string {
  return `${table}\n${before.toLocaleString("en")} rows before\n${rows.toLocaleString("en")} now (${signedCount(change)})`;
}
