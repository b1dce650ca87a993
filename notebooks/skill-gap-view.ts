import { element } from "./runtime/element.ts";
import { fitted } from "./runtime/fitted.ts";
import { type Answer, query } from "./runtime/query.ts";
import { drawChart } from "./skill-gap-chart.ts";
import type { Choice, Occupation, Occupations } from "./skill-gap-choice.ts";
import { legend } from "./skill-gap-legend.ts";
import { listed, SCALES, type SkillGapRow, summarize, toSkillGap } from "./skill-gap-rows.ts";
import { drawTable } from "./skill-gap-table.ts";

/** Reads the gap between the chosen occupations and draws it: chart, words, table and where it is from. */
export async function viewGap(
  choice: Choice,
  occupations: Occupations,
  signal: AbortSignal,
): Promise<Node[]> {
  const pair = [choice.from, choice.to]
    .map((code) => occupations.get(code))
    .filter((found) => found !== undefined);
  const unrated = pair.filter(({ rated }) => !rated);
  if (pair.length < 2) return [nothing("This release rates too few occupations to compare two.")];
  if (unrated.length > 0) return [withoutRatings(unrated)];
  const answer = await query<SkillGapRow>("skill-gap", { ...choice }, signal);
  if (answer.rows.length === 0) return [withoutRatings(pair)];
  return view(answer, choice, pair[0]!.title, pair[1]!.title);
}

function view(answer: Answer<SkillGapRow>, choice: Choice, from: string, to: string): Node[] {
  const gap = toSkillGap(answer.rows);
  const scale = SCALES[choice.scale]!;
  const summary = summarize(gap, from, to);
  document.title = `${from} → ${to} · Skill gap · Onetbook`;
  return [
    element("h2", {}, `${from} → ${to}`),
    element("p", { className: "summary" }, summary),
    legend(gap.skills, from, to),
    fitted((width) => drawChart(gap.skills, { width, scale, from, to, summary })),
    ...(gap.suppressed.length > 0 ? [leftOut(gap.suppressed)] : []),
    provenance(answer, scale.label),
    drawTable(gap, from, to),
  ];
}

function leftOut(names: string[]): Node {
  const count = `${names.length} ${names.length === 1 ? "skill is" : "skills are"}`;
  const text = `${count} left out, because a rating is marked for suppression (low precision): ${listed(names)}.`;
  return element("p", { className: "quiet" }, text);
}

function provenance({ release, url, rows }: Answer<SkillGapRow>, scale: string): Node {
  const name = release.synthetic ? release.label : `O*NET ${release.release} (${release.label})`;
  const link = element("a", { href: url }, "query skill-gap");
  return element(
    "p",
    { className: "quiet" },
    `${name} · ${scale.toLowerCase()} of ${rows.length} skills · `,
    link,
  );
}

function withoutRatings(occupations: Occupation[]): Node {
  const names = listed([...new Set(occupations.map(({ title }) => title))]);
  return nothing(`This release has no skill ratings for ${names}. Pick another occupation.`);
}

function nothing(text: string): Node {
  return element("p", { className: "empty" }, text);
}
