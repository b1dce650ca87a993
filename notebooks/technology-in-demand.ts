// %% [markdown]
// # Technology in demand
//
// Which software and technologies occupations list, which of them job postings ask for, and where: over all
// occupations, for one technology, and for one occupation.

// %%
import { dataTable, display, Inputs, md, occupationPicker, query, view, width } from "#notebook";
import occupations from "../sql/queries/occupations.sql";
import occupationsUsingSoftware from "../sql/queries/occupations-using-software.sql";
import softwareOfOccupation from "../sql/queries/software-of-occupation.sql";
import technologies from "../sql/queries/technologies.sql";
import technologyByGroup from "../sql/queries/technology-by-group.sql";
import { drawBars } from "./technology-in-demand/bars.ts";
import { describeGroups, toGroupBars } from "./technology-in-demand/groups.ts";
import { legend } from "./technology-in-demand/legend.ts";
import { describeSoftware } from "./technology-in-demand/occupation.ts";
import { describeRanking, isPublished, ranked, toRankingBars } from "./technology-in-demand/ranking.ts";
import { technologyPicker } from "./technology-in-demand/technology-picker.ts";

const allOccupations = await query(occupations);
const allTechnologies = await query(technologies, { least: 3 });
const says = isPublished(allTechnologies);

// %% [markdown]
// **The words.** A technology is *hot* where O\*NET finds it often in employers' job postings of all kinds, and *in
// demand* for an occupation where it finds it often in postings for that very occupation. Both speak of postings, not of
// how many people use it or how well they must. Counts are of occupations, small ones counting as much as large ones.
// What is not on an occupation's list may be used there all the same.
//
// ## The most listed

// %% What to list
const only = view(
  Inputs.radio(
    new Map([
      ["Hot technologies", "hot"],
      ["All", "all"],
    ]),
    { label: "Technologies", value: "hot" },
  ),
);
const by = view(
  Inputs.radio(
    new Map([
      ["in demand", "demand"],
      ["listed", "listed"],
    ]),
    { label: "By the number of occupations where they are", value: "demand" },
  ),
);
const top = view(Inputs.range([5, 60], { label: "Show", step: 1, value: 20 }));

// %% Technologies by occupations
const ranking = ranked(allTechnologies, { isHot: only === "hot", byDemand: by === "demand" }).slice(0, top);
const rankingWords = describeRanking(ranking, only === "hot");
md`${rankingWords}`;

// %% Chart of technologies
display(legend(says));
display(
  drawBars(toRankingBars(ranking), { width, label: "Occupations", summary: rankingWords, nameWidth: 245 }),
);

// %% [markdown]
// ## One technology

// %% Which technology
const technology = view(technologyPicker(allTechnologies, { label: "Technology", value: "SAP software" }));

// %%
const groups = await query(technologyByGroup, { software: technology });
const users = await query(occupationsUsingSoftware, { software: technology, exact: true });
const bars = toGroupBars(groups);
const groupWords = describeGroups(technology, groups);

// %% Where it is listed
md`${groupWords}`;

// %% Chart of major groups
if (bars.length > 0) {
  display(legend(says));
  display(
    drawBars(bars, {
      width,
      label: "Percent of the group's occupations with a list",
      summary: groupWords,
      nameWidth: 330,
    }),
  );
}

// %% Occupations that list it
if (users.length > 0)
  display(
    dataTable(
      users.columns.filter(({ name }) => ["onetsoc_code", "title", "in_demand"].includes(name)),
      users.map((user) => ({ ...user })),
      {
        label: `Occupations that list ${technology}`,
        downloadName: "occupations-listing-technology",
        height: 360,
      },
    ),
  );

// %% [markdown]
// ## One occupation

// %% Which occupation
const occupation = view(occupationPicker(allOccupations, { label: "Occupation", value: "13-2011.00" }));

// %% What it lists
const software = await query(softwareOfOccupation, { code: occupation });
const title = allOccupations.find(({ onetsoc_code }) => onetsoc_code === occupation)?.title ?? occupation;
md`${describeSoftware(title, software)}`;

// %% Its list
if (software.length > 0)
  display(
    dataTable(
      software.columns.filter(({ name }) => name !== "element_id"),
      software.map((one) => ({ ...one })),
      {
        label: `Software listed for ${title}`,
        downloadName: `software-${occupation}`,
        height: 360,
      },
    ),
  );
