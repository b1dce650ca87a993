import { axisX, barX, plot, text } from "@observablehq/plot";
import { element } from "../runtime/element.ts";
import type { Sourced } from "./ages.ts";

const NARROW = 560;

/** Who rated each domain, as parts of a bar, with a legend of the sources. */
export function drawSources(
  sources: readonly Sourced[],
  domains: readonly string[],
  width: number,
  ariaLabel: string,
): Element {
  const isNarrow = width < NARROW;
  const named = [...new Set(sources.map(({ source }) => source))].sort();
  const chart = plot({
    width,
    height: domains.length * (isNarrow ? 44 : 26) + 52,
    marginTop: 44,
    marginBottom: 8,
    marginLeft: isNarrow ? 4 : 200,
    marginRight: 16,
    style: { fontSize: "13px", fontFamily: "inherit" },
    ariaLabel,
    x: { domain: [0, 100] },
    y: {
      type: "band",
      domain: [...domains],
      label: null,
      padding: 0,
      axis: isNarrow ? null : "left",
      tickSize: 0,
    },
    color: { domain: named },
    marks: [
      axisX({ anchor: "top", label: "Percent of the ratings →", tickSize: 0, ticks: 4 }),
      barX(sources, {
        y: "domain",
        x: "percent",
        fill: "source",
        fillOpacity: 0.85,
        order: "source",
        insetTop: isNarrow ? 24 : 3,
        insetBottom: 3,
        insetRight: 1,
        title: inTip,
        tip: true,
      }),
      isNarrow
        ? text(domains, {
            y: (name) => name,
            text: (name) => name,
            frameAnchor: "left",
            textAnchor: "start",
            dy: -11,
          })
        : null,
    ],
  });
  const entries = named.map((source) => {
    const key = element("span", { className: "key" });
    Object.assign(key.style, { background: chart.scale("color")!.apply(source), borderRadius: "2px" });
    return element("li", {}, key, source);
  });
  return element("div", {}, element("ul", { className: "legend" }, ...entries), chart);
}

const inTip = ({ domain, source, ratings, percent }: Sourced) =>
  `${domain}, ${source}\n${ratings.toLocaleString("en")} ratings, ${percent.toFixed(1)} %`;
