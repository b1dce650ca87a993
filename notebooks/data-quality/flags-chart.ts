import { axisX, dot, gridX, plot, pointer, ruleY, text, tip } from "@observablehq/plot";
import { element } from "../runtime/element.ts";
import type { Flags } from "./flags.ts";

/** Below this width the names stand above their rows. */
const NARROW = 560;

interface Mark {
  name: string;
  percent: number;
  what: "suppressed" | "not relevant";
  ratings: number;
}

/** For each domain and source the share that is suppressed, and the share that is not relevant. */
export function drawFlags(flags: readonly Flags[], width: number, ariaLabel: string): Element {
  const isNarrow = width < NARROW;
  const rowHeight = isNarrow ? 42 : 26;
  const marks = flags.flatMap(({ name, ratings, suppressed, notRelevant }): Mark[] => [
    ...(notRelevant > 0 ? [{ name, ratings, percent: notRelevant, what: "not relevant" as const }] : []),
    ...(suppressed === undefined
      ? []
      : [{ name, ratings, percent: suppressed, what: "suppressed" as const }]),
  ]);
  return plot({
    width,
    height: flags.length * rowHeight + 56,
    marginTop: 44,
    marginBottom: 12,
    marginLeft: isNarrow ? 8 : 270,
    marginRight: 100,
    style: { fontSize: "13px", fontFamily: "inherit" },
    ariaLabel,
    x: { domain: [0, Math.max(5, ...marks.map(({ percent }) => percent))], nice: true },
    y: {
      type: "point",
      domain: flags.map(({ name }) => name),
      label: null,
      padding: 0.6,
      axis: isNarrow ? null : "left",
      tickSize: 0,
    },
    marks: [
      gridX({ stroke: "var(--line)", strokeOpacity: 1, ticks: 5 }),
      axisX({ anchor: "top", label: "Percent of the ratings →", tickSize: 0, ticks: 5 }),
      ruleY(marks, { y: "name", x1: 0, x2: "percent", stroke: "var(--line-strong)", strokeOpacity: 0.5 }),
      dot(marks, {
        y: "name",
        x: "percent",
        r: 5,
        fill: ({ what }: Mark) => (what === "suppressed" ? "var(--more)" : "var(--surface)"),
        stroke: ({ what }: Mark) => (what === "suppressed" ? "var(--more)" : "var(--from)"),
        strokeWidth: 2,
      }),
      isNarrow ? text(flags, { y: "name", x: 0, text: "name", textAnchor: "start", dx: -6, dy: -15 }) : null,
      text(flags, {
        y: "name",
        frameAnchor: "right",
        textAnchor: "end",
        dx: 96,
        text: ({ suppressed }: Flags) =>
          suppressed === undefined ? "unknown" : `${suppressed.toFixed(1)} %`,
        fill: ({ suppressed }: Flags) => (suppressed ? "var(--more)" : "var(--quiet)"),
        fontVariant: "tabular-nums",
      }),
      tip(marks, pointer({ y: "name", x: "percent", title: inTip, maxRadius: 30 })),
    ],
  });
}

const inTip = ({ name, percent, what, ratings }: Mark) =>
  `${name}\n${percent.toFixed(1)} % of ${ratings.toLocaleString("en")} ratings ${what}`;

export function flagsLegend(flags: readonly Flags[]): HTMLElement {
  const entry = (color: string, isRing: boolean, words: string) => {
    const key = element("span", { className: isRing ? "key ring" : "key disc" });
    if (!isRing) key.style.background = color;
    return element("li", {}, key, words);
  };
  return element(
    "ul",
    { className: "legend" },
    entry("var(--more)", false, "marked for suppression"),
    ...(flags.some(({ notRelevant }) => notRelevant > 0)
      ? [entry("", true, "marked not relevant, read as “not needed”")]
      : []),
  );
}
