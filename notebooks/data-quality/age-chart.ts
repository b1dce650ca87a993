import { axisX, axisY, cell, plot, pointer, text, tip } from "@observablehq/plot";
import type { Aged } from "./ages.ts";

const NARROW = 560;
/** px that a number needs in its cell */
const NUMBER = 30;
/** The darkest colour on which the text of both colour schemes keeps a contrast of 4.5. */
const DARKEST = 0.48;

/** A row for each domain, a column for each year: the deeper, the more of the domain's ratings are of that year. */
export function drawAges(
  ages: readonly Aged[],
  domains: readonly string[],
  width: number,
  ariaLabel: string,
): Element {
  const isNarrow = width < NARROW;
  const marginLeft = isNarrow ? 132 : 200;
  const years = ages.map(({ year }) => year);
  const [first, last] = [Math.min(...years), Math.max(...years)];
  const all = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  const columnWidth = (width - marginLeft - (isNarrow ? 14 : 0)) / all.length;
  const every = Math.ceil(40 / columnWidth);
  return plot({
    width,
    height: domains.length * 26 + 30,
    marginTop: 26,
    marginBottom: 4,
    marginLeft,
    marginRight: isNarrow ? 14 : 0,
    style: { fontSize: "13px", fontFamily: "inherit" },
    ariaLabel,
    x: { type: "band", domain: all, label: null, padding: 0 },
    y: { domain: [...domains], label: null, padding: 0 },
    marks: [
      axisX({
        anchor: "top",
        tickSize: 0,
        label: null,
        tickFormat: String,
        // Counted from the latest, which thus always has its name.
        ticks: all.filter((year) => (last - year) % every === 0),
      }),
      axisY({ tickSize: 0, label: null, lineWidth: isNarrow ? 9 : 14, textOverflow: "ellipsis" }),
      cell(ages, {
        x: "year",
        y: "domain",
        inset: columnWidth > 14 ? 1 : 0.5,
        rx: 3,
        fill: "var(--to)",
        fillOpacity: ({ percent }: Aged) => 0.05 + Math.sqrt(percent / 100) * (DARKEST - 0.05),
      }),
      columnWidth < NUMBER
        ? null
        : text(ages, {
            x: "year",
            y: "domain",
            text: ({ percent }: Aged) => (percent < 1 ? "·" : percent.toFixed(0)),
            fontSize: 12,
            fontVariant: "tabular-nums",
          }),
      tip(ages, pointer({ x: "year", y: "domain", title: inTip })),
    ],
  });
}

function inTip({ domain, year, ratings, percent }: Aged): string {
  return `${domain}, ${year}\n${ratings.toLocaleString("en")} ratings, ${percent.toFixed(1)} %`;
}
