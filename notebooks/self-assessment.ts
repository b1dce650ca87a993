// %% [markdown]
// # Your skills against an occupation
//
// Rate yourself on the scale of O\*NET's levels and see where an occupation asks for more, or for less. What you rate
// stays in your browser.

// %%
import { dataTable, display, Inputs, md, occupationPicker, query, view, width } from "#notebook";
import assessmentGap from "../sql/queries/assessment-gap.sql";
import levelAnchors from "../sql/queries/level-anchors.sql";
import occupations from "../sql/queries/occupations.sql";
import profiles from "../sql/queries/profiles.sql";
import { COLUMNS, toNumbers } from "./self-assessment/numbers.ts";
import { ratingsInput } from "./self-assessment/ratings-input.ts";
import { compare, leftOut, mostImportant, summarize, toSkills } from "./self-assessment/self-gap.ts";
import { drawChart } from "./skill-gap/chart.ts";
import { legend } from "./skill-gap/legend.ts";
import { SCALES } from "./skill-gap/rows.ts";

const allOccupations = await query(occupations);
const anchors = [
  ...(await query(levelAnchors, { element: "2.A" })),
  ...(await query(levelAnchors, { element: "2.B" })),
];

// %% Which occupation
const target = view(occupationPicker(allOccupations, { label: "Occupation aimed at", value: "29-1141.00" }));
const top = view(Inputs.range([5, 35], { label: "Its most important skills", step: 1, value: 10 }));

// %%
const levels = await query(assessmentGap, { code: target });
const importance = await query(profiles, { codes: [target], domain: "skill", scale: "IM" });
const title = allOccupations.find(({ onetsoc_code }) => onetsoc_code === target)?.title ?? target;
const asked = mostImportant(levels, importance).slice(0, top);

// %% Rate yourself
const ratings = view(ratingsInput(asked, anchors));

// %% The gap
document.title = `${title} · Your skills · Onetbook`;
const compared = compare(levels, ratings);
const summary = summarize(compared, title);
md`
  ## You → ${title}

  ${levels.length > 0 ? summary : `This release has no skill ratings for ${title}. Pick another occupation.`}
`;

// %% Chart
const skills = toSkills(compared);
if (skills.length > 0) {
  display(legend(skills, "You", title));
  display(drawChart(skills, { width, scale: SCALES.LV, from: "You", to: title, summary }));
  display(md`${leftOut(compared)}`);
}

// %% [markdown]
// **How to read this.** Your own ratings have no standard error, and nothing here says how sure they are: the thin line
// is the published 95 % interval of the occupation's level alone, about the agreement of those who rated it.
// Where your rating lies within it there is no gap to speak of. O\*NET's levels say what an occupation asks for on a scale
// of all occupations, with examples at some points; people judge themselves by another yardstick. Read a gap as a prompt
// to talk, not as a measurement. A level marked not relevant is not needed, and one marked for suppression is left out.
//
// **Where your ratings are.** In this page's address behind the #, which browsers don't send to any server: keep the
// address to keep them, and give it to whom you want to show them.

// %% Table
if (skills.length > 0)
  display(
    dataTable(COLUMNS, toNumbers(compared), {
      label: `Your skills against ${title}`,
      downloadName: "self-assessment",
    }),
  );
