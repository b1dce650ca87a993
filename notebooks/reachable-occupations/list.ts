import { element } from "../runtime/element.ts";
import { signed } from "../skill-gap/rows.ts";
import { colour } from "./chart.ts";
import type { Gap } from "./differences.ts";
import { type Options, type Reachable, shortEducation, zoneWords } from "./reachable.ts";

/** How many gaps to name on each side. */
const NAMED = 2;

/** The nearest occupations with what each asks for; each title leads to the whole gap. */
export function drawList(reachable: readonly Reachable[], options: Options): HTMLElement {
  const list = element("ol", {}, ...reachable.map((one) => item(one, options)));
  list.ariaLabel = `What the occupations nearest to ${options.title} ask for`;
  return styled(list, {
    display: "grid",
    gridTemplateColumns: "repeat(auto-fill, minmax(min(100%, 26rem), 1fr))",
    gap: "1.25rem 2.5rem",
    margin: "0",
    padding: "0",
    listStyle: "none",
    fontSize: "0.875rem",
  });
}

function item(one: Reachable, options: Options): HTMLElement {
  const { title, job_zone, job_zone_change, education, education_percent, distance } = one;
  const { gaps, newlyNeeded } = one.difference;
  const preparation = [
    job_zone === null ? "no job zone" : `zone ${job_zone}, ${zoneWords(job_zone_change)}`,
    ...(education === null
      ? []
      : [`${shortEducation(education)} (${Math.round(education_percent!)}\u00a0%)`]),
  ].join(" · ");
  const link = element("a", { href: skillGapUrl(one, options), title: "See the whole skill gap" }, title);
  const more = gaps.filter(({ gap }) => gap > 0);
  const less = gaps.filter(({ gap }) => gap < 0).reverse();
  const body = element(
    "div",
    {},
    styled(element("div", {}, link), { fontSize: "1rem", lineHeight: "1.3" }),
    element("div", { className: "quiet" }, `${distance.toFixed(2)} away · ${preparation}`),
    ...line("More", "var(--more)", named(more)),
    ...line("Less", "var(--less)", named(less)),
    ...line("New", "var(--more)", newlyNeeded.join(", ")),
  );
  return styled(element("li", {}, badge(one), body), {
    display: "grid",
    gridTemplateColumns: "1.6rem minmax(0, 1fr)",
    gap: "0.75rem",
  });
}

/** The occupation's disc in the chart. */
function badge(one: Reachable): HTMLElement {
  return styled(element("span", {}, String(one.place)), {
    display: "grid",
    placeItems: "center",
    width: "1.5rem",
    height: "1.5rem",
    borderRadius: "50%",
    background: colour(one),
    color: "var(--surface)",
    fontSize: "0.75rem",
    fontWeight: "600",
  });
}

function line(label: string, color: string, text: string): HTMLElement[] {
  if (text === "") return [];
  const name = styled(element("span", {}, label), { color });
  const made = element("div", {}, name, element("span", {}, text));
  return [styled(made, { display: "grid", gridTemplateColumns: "2.8rem minmax(0, 1fr)" })];
}

function named(gaps: readonly Gap[]): string {
  const first = gaps
    .slice(0, NAMED)
    .map(({ name, gap, isClear }) => `${name} ${signed(gap)}${isClear ? "\u00a0✱" : ""}`);
  const others = gaps.length - first.length;
  return first.join(", ") + (others > 0 ? ` and ${others} more` : "");
}

/** Where the skill-gap notebook shows the two; it knows skills only, on the same scale. */
export function skillGapUrl({ onetsoc_code }: { onetsoc_code: string }, { from, scale }: Options): string {
  const search = new URLSearchParams({ from, to: onetsoc_code, ...(scale === "IM" && { scale }) });
  return `/notebooks/skill-gap?${search}`;
}

function styled<Made extends HTMLElement>(made: Made, style: Partial<CSSStyleDeclaration>): Made {
  Object.assign(made.style, style);
  return made;
}
