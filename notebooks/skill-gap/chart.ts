import { axisX, dot, gridX, type Markish, plot, pointerY, ruleY, text, tip } from "@observablehq/plot";
import { type Rating, type Scale, type Skill, signed } from "./rows.ts";

export interface ChartOptions {
  width: number;
  scale: Scale;
  /** titles of the two occupations */
  from: string;
  to: string;
  /** what the chart shows, for those who can't see it */
  summary: string;
}

/** Below this width the names stand above their rows. */
const NARROW = 560;
/** px between the frame and the scale's minimum, for the crosses of what is not relevant */
const GUTTER = 30;

/** How an occupation's ratings are drawn: a shape of its own, the bounds on its side of the bar, the cross in its place. */
const SIDES = {
  from: {
    color: "var(--from)",
    dot: { r: 5.5, stroke: "var(--from)", strokeWidth: 2, fill: "var(--surface)" },
    boundsAt: -7,
    crossAt: -22,
  },
  to: { color: "var(--to)", dot: { r: 4.5, fill: "var(--to)" }, boundsAt: 7, crossAt: -10 },
};

const y = "name";

/** For each skill a bar from the one occupation's rating to the other's, with the confidence bounds of both. */
export function drawChart(skills: readonly Skill[], options: ChartOptions): Element {
  const { width, scale, summary } = options;
  const isNarrow = width < NARROW;
  const rowHeight = isNarrow ? 46 : 26;
  const ticks = scale.maximum - scale.minimum;
  const chart = plot({
    width,
    height: skills.length * rowHeight + 60,
    marginTop: 44,
    marginBottom: 12,
    marginLeft: isNarrow ? 4 : 250,
    marginRight: 56,
    insetLeft: GUTTER,
    style: { fontSize: "13px", fontFamily: "inherit" },
    x: { domain: [scale.minimum, scale.maximum] },
    y: {
      type: "point",
      domain: skills.map(({ name }) => name),
      label: null,
      padding: 0.6,
      axis: isNarrow ? null : "left",
      tickSize: 0,
    },
    marks: [
      gridX({ ticks }),
      axisX({
        anchor: "top",
        label: `${scale.label}, ${scale.minimum} to ${scale.maximum} →`,
        ticks,
        tickSize: 0,
      }),
      isNarrow ? names(skills, scale) : null,
      bars(skills),
      ratings(skills, "from", scale),
      ratings(skills, "to", scale),
      gaps(skills),
      details(skills, options, rowHeight),
    ],
  });
  chart.setAttribute("role", "img");
  chart.setAttribute("aria-label", summary);
  return chart;
}

function names(skills: readonly Skill[], { minimum }: Scale): Markish {
  return text(skills, { y, x: minimum, text: y, textAnchor: "start", dx: 2 - GUTTER, dy: -18 });
}

function bars(skills: readonly Skill[]): Markish {
  return ruleY(
    skills.filter(({ gap }) => gap !== undefined),
    {
      y,
      x1: ({ from }: Skill) => from!.value,
      x2: ({ to }: Skill) => to!.value,
      stroke: ({ gap }: Skill) => (gap! > 0 ? "var(--more)" : "var(--less)"),
      strokeOpacity: 0.35,
      strokeWidth: 6,
    },
  );
}

function ratings(skills: readonly Skill[], side: "from" | "to", { minimum }: Scale): Markish {
  const { color, dot: shape, boundsAt, crossAt } = SIDES[side];
  const rated = skills.filter((skill) => skill[side]);
  const bounded = rated.filter((skill) => skill[side]!.lower !== null && skill[side]!.upper !== null);
  const cross = { symbol: "times", r: 4, stroke: color, strokeWidth: 1.75, dx: crossAt } as const;
  return [
    ruleY(bounded, {
      y,
      x1: (skill: Skill) => skill[side]!.lower,
      x2: (skill: Skill) => skill[side]!.upper,
      stroke: color,
      dy: boundsAt,
    }),
    dot(rated, { y, x: (skill: Skill) => skill[side]!.value, ...shape }),
    dot(
      skills.filter((skill) => !skill[side]),
      { y, x: minimum, ...cross },
    ),
  ];
}

function gaps(skills: readonly Skill[]): Markish {
  return text(skills, {
    y,
    frameAnchor: "right",
    textAnchor: "end",
    dx: 52,
    text: ({ gap }: Skill) => (gap === undefined ? "–" : signed(gap)),
    fill: ({ gap = 0 }: Skill) => (gap > 0 ? "var(--more)" : gap < 0 ? "var(--less)" : "var(--quiet)"),
    fontVariant: "tabular-nums",
  });
}

/** The numbers of the row that is pointed at; in a narrow chart above its middle, where they have room. */
function details(
  skills: readonly Skill[],
  { width, scale, from, to }: ChartOptions,
  rowHeight: number,
): Markish {
  const isNarrow = width < NARROW;
  const middle = (scale.minimum + scale.maximum) / 2;
  const title = (skill: Skill) =>
    [
      skill.name,
      `${from}: ${inWords(skill.from)}`,
      `${to}: ${inWords(skill.to)}`,
      ...(skill.gap === undefined ? [] : [`Gap: ${signed(skill.gap)}`]),
    ].join("\n");
  return tip(
    skills,
    pointerY({
      y,
      x: ({ from, to }: Skill) => (isNarrow ? middle : (to?.value ?? from?.value ?? scale.minimum)),
      ...(isNarrow && { anchor: "bottom" as const }),
      title,
      maxRadius: rowHeight / 2,
      lineWidth: isNarrow ? 18 : 30,
      lineHeight: 1.25,
    }),
  );
}

export function inWords(rating: Rating): string {
  if (!rating) return "not relevant";
  const { value, lower, upper } = rating;
  const bounds = lower === null || upper === null ? "" : ` (${lower.toFixed(2)} to ${upper.toFixed(2)})`;
  return `${value.toFixed(2)}${bounds}`;
}
