import { axisX, barX, gridX, type Markish, plot, pointerY, text, tip } from "@observablehq/plot";

/** A number, and what of it is in demand; null where that is not published. */
export interface Bar {
  name: string;
  whole: number;
  part: number | null;
  /** the number as it stands beside the bar */
  value: string;
  /** lines that say more */
  details: string[];
}

interface BarOptions {
  width: number;
  /** of the x axis */
  label: string;
  /** the chart in words */
  summary: string;
  /** px for the names in a wide chart */
  nameWidth: number;
}

/** Below this width the names stand above their bars. */
const NARROW = 640;

const y = "name";

/** Horizontal bars in the order given, each with the part that is in demand. */
export function drawBars(bars: readonly Bar[], { width, label, summary, nameWidth }: BarOptions): Element {
  const isNarrow = width < NARROW;
  const rowHeight = isNarrow ? 40 : 24;
  const ticks = isNarrow ? 4 : 8;
  const longest = Math.max(...bars.map(({ value }) => value.length));
  return plot({
    width,
    height: bars.length * rowHeight + 56,
    marginTop: 44,
    marginBottom: 12,
    marginLeft: isNarrow ? 2 : nameWidth,
    marginRight: longest * 7.5 + 12,
    ariaLabel: summary,
    style: { fontSize: "13px", fontFamily: "inherit" },
    x: { domain: [0, Math.max(...bars.map(({ whole }) => whole))] },
    y: {
      type: "band",
      domain: bars.map(({ name }) => name),
      label: null,
      padding: isNarrow ? 0.65 : 0.35,
      axis: isNarrow ? null : "left",
      tickSize: 0,
    },
    marks: [
      gridX({ ticks }),
      axisX({ anchor: "top", label: `${label} →`, ticks, tickSize: 0 }),
      isNarrow ? names(bars) : null,
      barX(bars, { y, x: "whole", fill: "var(--to)", fillOpacity: 0.28 }),
      barX(
        bars.filter(({ part }) => part),
        { y, x: "part", fill: "var(--to)" },
      ),
      text(bars, {
        y,
        x: "whole",
        text: "value",
        textAnchor: "start",
        dx: 6,
        fill: "var(--quiet)",
        fontVariant: "tabular-nums",
      }),
      tip(
        bars,
        pointerY({
          y,
          x: ({ whole }: Bar) => whole / 2,
          anchor: "bottom",
          title: ({ name, details }: Bar) => [name, ...details].join("\n"),
          maxRadius: rowHeight / 2,
          lineWidth: isNarrow ? 20 : 30,
          lineHeight: 1.25,
        }),
      ),
    ],
  });
}

function names(bars: readonly Bar[]): Markish {
  return text(bars, { y, x: 0, text: y, textAnchor: "start", dy: -16 });
}
