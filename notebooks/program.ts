// %% [markdown]
// # What a programme prepares for
//
// The skills that the occupations of a programme ask for: which matter to all of them, which to one alone, and how far
// the occupations lie apart.

// %%
import { dataTable, display, element, Inputs, md, query, view, width } from "#notebook";
import programOccupations from "../sql/queries/program-occupations.sql";
import programProfile from "../sql/queries/program-profile.sql";
import programRatings from "../sql/queries/program-ratings.sql";
import programs from "../sql/queries/programs.sql";
import { drawHeatMap } from "./program/heat-map.ts";
import { isSynthetic, noPrograms, syntheticNote } from "./program/notes.ts";
import { listOccupations, toColumns } from "./program/occupations.ts";
import { countStates, grouped, needed, neededAlone, PLURALS, summarize, toElements } from "./program/rows.ts";
import { drawSpread, spreadLegend } from "./program/spread-chart.ts";
import { TABLE_COLUMNS, toTableRows } from "./program/table.ts";
import { listed, SCALES } from "./skill-gap/rows.ts";

const allPrograms = await query(programs);

// %% Nothing to show yet
if (allPrograms.length === 0) display(noPrograms());

// %% Which programme
const programNumbers = new Map(
  allPrograms.map((row) => [`${row.program} (${row.institution})`, row.program_id] as const),
);
const programInput = Inputs.select(programNumbers, { label: "Programme", value: 1 });
const domains = new Map([
  ["Skills", "skill"],
  ["Knowledge", "knowledge"],
  ["Abilities", "ability"],
  ["Work activities", "work activity"],
] as const);
const domainInput = Inputs.select(domains, { label: "Of its occupations", value: "skill" });
const scaleNames = new Map([
  ["Importance", "IM"],
  ["Level", "LV"],
] as const);
const scaleInput = Inputs.radio(scaleNames, { label: "Scale", value: "IM" });
if (allPrograms.length === 0)
  for (const input of [programInput, domainInput, scaleInput]) input.style.display = "none";
const program = view(programInput);
const domain = view(domainInput);
const scale = view(scaleInput);
const { minimum, maximum } = SCALES[scale];
const atLeastInput = Inputs.range([minimum, maximum], { label: "Needed from", step: 0.5, value: 3 });
if (allPrograms.length === 0) atLeastInput.style.display = "none";
const atLeast = view(atLeastInput);

// %%
const chosen = allPrograms.find((row) => row.program_id === program);
const occupations = chosen ? await query(programOccupations, { program }) : [];
const ratings = chosen ? await query(programRatings, { program, domain, scale }) : [];
const profile = chosen ? await query(programProfile, { program, domain, scale }) : [];
const columns = toColumns(occupations, ratings);
const elements = toElements(ratings, profile, atLeast);
const groups = grouped(elements, columns.length);
const drawn = needed(groups);
const threshold = `${SCALES[scale].label.toLowerCase()} of ${atLeast} or more`;
const summary = summarize(groups, columns.length, domain, threshold);

// %% The programme
if (chosen) {
  const about = [chosen.credential, chosen.institution, chosen.sector];
  document.title = `${chosen.program} · What a programme prepares for · Onetbook`;
  display(md`
    ## ${chosen.program}

    ${element("span", { className: "quiet" }, about.filter(Boolean).join(" · "))}
  `);
  if (isSynthetic(chosen)) display(syntheticNote());
  display(listOccupations(occupations, columns));
}

// %% What they need
if (chosen && occupations.length > 0) {
  display(md`
    ## What they need

    ${summary}
  `);
  const shared = groups.all.map(({ name }) => name);
  const items = [
    ...(columns.length > 1 && shared.length > 0 ? [md`**All of them:** ${listed(shared)}.`] : []),
    ...neededAlone(groups).map(({ occupation, names }) => md`**${occupation} alone:** ${listed(names)}.`),
  ];
  if (items.length > 0) display(element("ul", {}, ...items.map((item) => element("li", {}, item))));
}

// %% How far they lie apart
if (drawn.length > 0) {
  const ariaLabel = `How far the occupations of ${chosen?.program} lie apart. ${summary}`;
  display(spreadLegend(drawn, atLeast));
  display(
    drawSpread(drawn, { width, scale: SCALES[scale], atLeast, occupations: columns.length, ariaLabel }),
  );
} else if (elements.length > 0) {
  display(md`Move “Needed from” down to see what comes closest, or look at the table below.`);
}

// %% Occupation by occupation
if (drawn.length > 0) {
  const ariaLabel = `Ratings of ${PLURALS[domain]} by occupation of ${chosen?.program}, the same as in the table below`;
  display(md`
    ## Occupation by occupation

    Columns are the rated occupations by their number above; the deeper the colour, the more is asked for. A dash
    stands for “not needed”, an s for a suppressed rating.
  `);
  display(drawHeatMap(drawn, columns, { width, scale: SCALES[scale], ariaLabel }));
}

// %% Left out
const { suppressed, notNeeded } = countStates(elements);
if (suppressed + notNeeded > 0)
  display(md`
    ${suppressed > 0 ? `${suppressed} of ${ratings.length} ratings are left out, because O*NET recommends to suppress them for their low precision.` : ""}
    ${notNeeded > 0 ? `${notNeeded} of ${ratings.length} levels are marked not relevant: they count as not needed, and in no mean.` : ""}
  `);

// %% Table
if (elements.length > 0) {
  display(md`
    ## All ${PLURALS[domain]}
  `);
  display(
    dataTable(TABLE_COLUMNS, toTableRows([...drawn, ...groups.none]), {
      label: `${PLURALS[domain]} of the programme's occupations`,
      downloadName: "program-profile",
    }),
  );
}

// %% [markdown]
// ## How to read this
//
// Each occupation counts once, however many people work in it, and a mean is of the rated occupations only. The threshold
// is yours: on the importance scale O*NET calls 3 “important”; the level scale has no such word, and its levels mean
// something else for each skill. Ratings that lie close together may differ by chance; point at one to see its 95 %
// confidence bounds, where there are any. Nothing here says what the programme teaches.
