import { axisX, dot, gridX, type Markish, plot, pointer, ruleY, text, tip } from "@observablehq/plot";
import { signed } from "../skill-gap/rows.ts";
import { type Options, type Reachable, shortEducation, summarize, zoneWords } from "./reachable.ts";
import { swarm } from "./swarm.ts";

interface ChartOptions extends Options {
  width: number;
}

/** An occupation with its place in the chart, px from the top. */
interface Disc extends Reachable {
  y: number;
}

interface Band {
  change: number | null;
  top: number;
  bottom: number;
}

const RADIUS = 10.5;
/** px above and below the discs of a band; the upper one has room for its name */
const ABOVE = 30;
const BELOW = 10;
const MARGIN = { top: 40, bottom: 8 };
/** px left and right of the discs */
const INSET = 24;

/** Discs by their distance, in a band for each change of job zone. */
export function drawChart(reachable: readonly Reachable[], options: ChartOptions): Element {
  const { width } = options;
  const domain = distances(reachable);
  const { discs, bands } = arrange(reachable, domain, width);
  const height = bands.at(-1)!.bottom;
  return plot({
    width,
    height: height + MARGIN.top + MARGIN.bottom,
    marginTop: MARGIN.top,
    marginBottom: MARGIN.bottom,
    marginLeft: 0,
    marginRight: 0,
    insetLeft: INSET,
    insetRight: INSET,
    ariaLabel: `${summarize(reachable, options)} The list below has the same occupations with their numbers.`,
    style: { fontSize: "13px", fontFamily: "inherit" },
    x: { domain },
    y: { domain: [height, 0], axis: null },
    marks: [
      gridX({ ticks: width < 560 ? 4 : 8 }),
      axisX({
        anchor: "top",
        ticks: width < 560 ? 4 : 8,
        tickSize: 0,
        label: "Distance of the profiles, in standard deviations →",
      }),
      bandMarks(bands),
      dot(discs, { x: "distance", y: "y", r: RADIUS, fill: colour }),
      text(discs, {
        x: "distance",
        y: "y",
        text: ({ place }: Disc) => String(place),
        fill: "var(--surface)",
        fontSize: 11,
        fontWeight: 600,
      }),
      tip(discs, pointer({ x: "distance", y: "y", title: inWords, lineWidth: 26, lineHeight: 1.25 })),
    ],
  });
}

/** The mean of some 35 gaps has about this error, in points: below it has no colour of its own. */
const SLIGHT = 0.1;

/** Whether an occupation asks for more on average, for less, or for about as much. */
export function colour({ difference: { mean = 0 } }: Reachable): string {
  if (Math.abs(mean) < SLIGHT) return "var(--from)";
  return mean > 0 ? "var(--more)" : "var(--less)";
}

function distances(reachable: readonly Reachable[]): [number, number] {
  const all = reachable.map(({ distance }) => distance);
  const [least, most] = [Math.min(...all), Math.max(...all)];
  return least === most ? [least - 0.1, most + 0.1] : [least, most];
}

/** The highest job zone at the top; each band as high as its discs need. */
function arrange(reachable: readonly Reachable[], [least, most]: [number, number], width: number) {
  const inner = width - 2 * INSET;
  const toX = (distance: number) => ((distance - least) / (most - least)) * inner;
  const changes = [...new Set(reachable.map(({ job_zone_change }) => job_zone_change))];
  changes.sort((a, b) => (b ?? Number.NEGATIVE_INFINITY) - (a ?? Number.NEGATIVE_INFINITY));
  const discs: Disc[] = [];
  const bands: Band[] = [];
  for (const change of changes) {
    const rows = reachable.filter(({ job_zone_change }) => job_zone_change === change);
    const offsets = swarm(
      rows.map(({ distance }) => toX(distance)),
      RADIUS,
    );
    const top = bands.at(-1)?.bottom ?? 0;
    const middle = top + ABOVE + RADIUS - Math.min(...offsets);
    discs.push(...rows.map((row, i) => ({ ...row, y: middle + offsets[i]! })));
    bands.push({ change, top, bottom: middle + Math.max(...offsets) + RADIUS + BELOW });
  }
  return { discs, bands };
}

function bandMarks(bands: readonly Band[]): Markish {
  return [
    ruleY(bands, { y: "top", stroke: "var(--line)" }),
    text(bands, {
      y: "top",
      frameAnchor: "left",
      textAnchor: "start",
      dx: 2,
      dy: 13,
      text: ({ change }: Band) => capitalized(zoneWords(change)),
      fill: "var(--quiet)",
    }),
  ];
}

function inWords({ place, title, distance, job_zone, job_zone_change, education, difference }: Disc): string {
  return [
    `${place}. ${title}`,
    `Distance: ${distance.toFixed(2)}`,
    job_zone === null ? "No job zone" : `Job zone ${job_zone}: ${zoneWords(job_zone_change)}`,
    ...(education === null ? [] : [`Education: ${shortEducation(education)}`]),
    ...(difference.mean === undefined ? [] : [`Asks for ${signed(difference.mean)} on average`]),
  ].join("\n");
}

function capitalized(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
