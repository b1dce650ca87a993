// %% [markdown]
// # Occupations by interests
//
// Realistic, Investigative, Artistic, Social, Enterprising, Conventional: choose what appeals to somebody, in two
// letters or six scores, or start from an occupation, and see which occupations are shaped alike.

// %%
import { dataTable, display, Inputs, md, query, view, width } from "#notebook";
import interestProfile from "../sql/queries/interest-profile.sql";
import jobZones from "../sql/queries/job-zones.sql";
import occupations from "../sql/queries/occupations.sql";
import occupationsByInterests from "../sql/queries/occupations-by-interests.sql";
import { drawHexagons } from "./interests/hexagons.ts";
import { legend } from "./interests/legend.ts";
import { describeStart, matchLinks, toInterests } from "./interests/matches.ts";
import { hasShape, parseStart, scoresOf, stretched } from "./interests/scores.ts";
import { startInput } from "./interests/start-input.ts";

const allOccupations = await query(occupations);
const titles = new Map(allOccupations.map(({ onetsoc_code, title }) => [onetsoc_code, title]));
const zones = await query(jobZones);

// %% Whose interests
const start = view(startInput(allOccupations, { value: "SI" }));

// %% Which occupations
const zoneChoices = new Map([
  ["any", 0],
  ...zones.map(({ job_zone }) => [`zone ${job_zone}`, job_zone] as const),
]);
const zone = view(Inputs.select(zoneChoices, { label: "Job zone", value: 0 }));
const top = view(Inputs.range([6, 100], { label: "Show the closest", step: 1, value: 24 }));

// %%
const parsed = parseStart(start);
const code = parsed?.kind === "occupation" ? parsed.code : undefined;
const profile = code ? await query(interestProfile, { code }) : [];
const scores = code ? scoresOf(profile) : parsed?.kind === "scores" ? parsed.scores : undefined;
const canMatch = scores !== undefined && hasShape(scores);
const found = canMatch
  ? await query(occupationsByInterests, { ...toInterests(scores), zone: zone || undefined, top: top + 1 })
  : undefined;
const matches = found?.filter(({ onetsoc_code }) => onetsoc_code !== code).slice(0, top) ?? [];
const who = code ? (titles.get(code) ?? code) : "you";

// %% The closest
document.title = `${code ? who : start} · Occupations by interests · Onetbook`;
const why = code
  ? `This release has no interest scores for ${who}. Pick another occupation.`
  : "Six equal scores have no shape, and nothing is alike. Give some interests more than others.";
md`
  ## ${describeStart(parsed, profile, who)}

  ${canMatch ? matchLinks(matches) : why}
`;

// %% Shapes
if (canMatch && matches.length > 0) {
  display(legend(code ? who : "the interests chosen"));
  display(
    drawHexagons(matches.slice(0, 6), {
      width,
      own: code ? scores : stretched(scores),
      label: code ? who : "chosen",
    }),
  );
}

// %% [markdown]
// **How to read this.** The closer a corner of the shape is to the edge, the higher is the occupation's score for that
// interest, from 1 in the middle to 7. Compare corners, not areas. Scores that were chosen here are stretched, the
// lowest to 1 and the highest to 7. What counts is the shape alone: *r* is Pearson's correlation of the six scores, 1 for
// the same shape, 0 for none, −1 for the opposite. Six numbers are few: of 900 shapes that have nothing to do with it,
// some 45 would come above 0.73 by chance.
//
// **What it does not say.** Whether somebody could do the work, or would be paid well for it. The scores are judgements
// about occupations by experts, in recent releases with the help of machine learning; they come without bounds, and
// those made anew around release 30.2 can't be compared with earlier ones. Occupations without interest scores, most of
// them "All Other" or military, can't be listed.

// %% All of them
if (found && matches.length > 0)
  display(
    dataTable(
      found.columns,
      matches.map((match) => ({ ...match })),
      {
        label: "Occupations by how alike their interests are",
        downloadName: `interests-${start}`,
      },
    ),
  );
