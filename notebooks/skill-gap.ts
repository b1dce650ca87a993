// %% [markdown]
// # Skill gap between two occupations
//
// Which skills the second occupation asks for more, or less, than the first. Pick both; the address of this page keeps
// your choice.

// %%
import { display, exchangeButton, Inputs, md, occupationPicker, query, view, width } from "#notebook";
import occupations from "../sql/queries/occupations.sql";
import skillGap from "../sql/queries/skill-gap.sql";
import { drawChart } from "./skill-gap/chart.ts";
import { legend } from "./skill-gap/legend.ts";
import { listed, SCALES, summarize, toSkillGap } from "./skill-gap/rows.ts";
import { drawTable } from "./skill-gap/table.ts";

const allOccupations = await query(occupations);
const byCode = new Map(allOccupations.map((occupation) => [occupation.onetsoc_code, occupation]));

// %% What to compare
// Nursing assistants who think of becoming registered nurses; rated in every release so far.
const fromPicker = occupationPicker(allOccupations, { label: "From", value: "31-1131.00" });
const toPicker = occupationPicker(allOccupations, { label: "To", value: "29-1141.00", standIn: 1 });
const from = view(fromPicker);
display(exchangeButton(fromPicker, toPicker, "Exchange the two occupations"));
const to = view(toPicker);
const scales = new Map([
  ["Level", "LV"],
  ["Importance", "IM"],
] as const);
const scale = view(Inputs.radio(scales, { label: "Scale", value: "LV" }));

// %%
const rows = await query(skillGap, { from, to, scale });
const gap = toSkillGap(rows);
const fromTitle = byCode.get(from)?.title ?? from;
const toTitle = byCode.get(to)?.title ?? to;
const summary = summarize(gap, fromTitle, toTitle);
const unrated = [...new Set([from, to])].flatMap((code) => {
  const occupation = byCode.get(code);
  return occupation && !occupation.rated ? [occupation.title] : [];
});

// %% The gap
document.title = `${fromTitle} → ${toTitle} · Skill gap · Onetbook`;
md`
  ## ${fromTitle} → ${toTitle}

  ${rows.length > 0 ? summary : `This release has no skill ratings for ${listed(unrated.length > 0 ? unrated : [fromTitle, toTitle])}. Pick another occupation.`}
`;

// %% Chart
if (rows.length > 0) {
  display(legend(gap.skills, fromTitle, toTitle));
  display(drawChart(gap.skills, { width, scale: SCALES[scale], from: fromTitle, to: toTitle, summary }));
}
if (gap.suppressed.length > 0) {
  const count = `${gap.suppressed.length} ${gap.suppressed.length === 1 ? "skill is" : "skills are"}`;
  display(
    md`${count} left out, because a rating is marked for suppression (low precision): ${listed(gap.suppressed)}.`,
  );
}

// %% Table
if (rows.length > 0) display(drawTable(gap, fromTitle, toTitle));
