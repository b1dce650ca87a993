// %% [markdown]
// # Reachable occupations
//
// From where somebody works now: the occupations whose profile is most alike, what each of them asks for more or less,
// and how much more preparation it takes.

// %%
import { dataTable, display, Inputs, md, occupationPicker, query, view, width } from "#notebook";
import nearestOccupations from "../sql/queries/nearest-occupations.sql";
import occupations from "../sql/queries/occupations.sql";
import profiles from "../sql/queries/profiles.sql";
import { drawChart } from "./reachable-occupations/chart.ts";
import { differences } from "./reachable-occupations/differences.ts";
import { legend } from "./reachable-occupations/legend.ts";
import { drawList } from "./reachable-occupations/list.ts";
import { COLUMNS, toNumbers } from "./reachable-occupations/numbers.ts";
import { ELEMENTS, summarize, toReachable } from "./reachable-occupations/reachable.ts";

const allOccupations = await query(occupations);
const titles = new Map(allOccupations.map(({ onetsoc_code, title }) => [onetsoc_code, title]));

// %% Where from, and how far
// Many work in it and look for a way on; rated in every release so far.
const from = view(occupationPicker(allOccupations, { label: "From", value: "43-4051.00" }));
const domains = new Map([
  ["Skills", "skill"],
  ["Knowledge", "knowledge"],
  ["Abilities", "ability"],
  ["Work activities", "work activity"],
] as const);
const domain = view(Inputs.select(domains, { label: "Profile of", value: "skill" }));
const scales = new Map([
  ["Level", "LV"],
  ["Importance", "IM"],
] as const);
const scale = view(Inputs.radio(scales, { label: "Scale", value: "LV" }));
const zones = new Map([
  ["no higher than now", 0],
  ["one higher at most", 1],
  ["two higher at most", 2],
  ["any", 4],
]);
const steps = view(Inputs.select(zones, { label: "Job zone", value: 1 }));
const top = view(Inputs.range([5, 40], { label: "Show the nearest", step: 1, value: 15 }));

// %%
const nearest = await query(nearestOccupations, { code: from, domain, scale, steps, top });
const codes = [from, ...nearest.map(({ onetsoc_code }) => onetsoc_code)];
const ratings = await query(profiles, { codes, domain, scale });
const reachable = toReachable(nearest, differences(ratings, from));
const title = titles.get(from) ?? from;
const isRated = ratings.some(({ onetsoc_code }) => onetsoc_code === from);
const unrated = allOccupations.filter(({ rated }) => !rated).length;
const options = { from, title, domain, scale };

// %% The nearest
document.title = `From ${title} · Reachable occupations · Onetbook`;
const nothing = isRated
  ? "No rated occupation is within these job zones. Allow higher ones."
  : `This release has no ratings of ${ELEMENTS[domain]} for ${title}, so nothing can be near it or far. Pick another occupation.`;
md`
  ## From ${title}

  ${reachable.length > 0 ? summarize(reachable, options) : nothing}
`;

// %% Chart
if (reachable.length > 0) {
  display(legend(reachable));
  display(drawChart(reachable, { ...options, width }));
}

// %% What each asks for
if (reachable.length > 0) display(drawList(reachable, options));

// %% [markdown]
// **How to read this.** The distance is in standard deviations over all rated occupations: 0 is the same profile, and
// two occupations drawn at random are about 1.4 apart. It has no direction: *more* and *less* say where an occupation
// asks for more or less, in points of the scale, and *new* what it needs that is marked not relevant now. ✱ marks
// differences whose 95 % interval, from the published bounds of both ratings, leaves out zero. One in twenty does so by
// chance alone; where no bounds are published, none is marked. Suppressed ratings are left out. Each title leads to the
// whole skill gap.
//
// **What it does not say.** Whether there are openings, what they pay, or which licence they need. Education is the
// answer given most often when O*NET asked what a new hire needs: a degree that 34 % named is no requirement. From
// release 30.2 on job zones 1 and 2 are one.

// %% Numbers to sort and save
if (reachable.length > 0)
  display(
    dataTable(COLUMNS, toNumbers(reachable), {
      label: `Occupations nearest to ${title}`,
      downloadName: `reachable-from-${from}`,
    }),
  );
md`${unrated} of the ${allOccupations.length.toLocaleString("en")} occupations of this release have no ratings of skills. They can't be listed, which says nothing about how near they are.`;
