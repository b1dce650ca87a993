// %% [markdown]
// # How good the data are
//
// Which occupations have which kinds of data, how precise the ratings are, how old, and who gave them: what to know
// before comparing two occupations.

// %%
import { display, Inputs, md, occupationPicker, query, view, width } from "#notebook";
import coverage from "../sql/queries/coverage.sql";
import occupationDataQuality from "../sql/queries/occupation-data-quality.sql";
import ratingDates from "../sql/queries/rating-dates.sql";
import ratingPrecision from "../sql/queries/rating-precision.sql";
import suppressedRatings from "../sql/queries/suppressed-ratings.sql";
import { drawAges } from "./data-quality/age-chart.ts";
import { medianYears, toAges, toSources } from "./data-quality/ages.ts";
import { drawBars } from "./data-quality/bar-chart.ts";
import { KINDS, type Kind, lacking, summarize, toCovered } from "./data-quality/coverage.ts";
import { summarize as summarizeFlags, toFlags } from "./data-quality/flags.ts";
import { drawFlags, flagsLegend } from "./data-quality/flags-chart.ts";
import { summarizeOccupation } from "./data-quality/occupation.ts";
import { inWords, toErrors, toSampleSizes } from "./data-quality/precision.ts";
import { drawSources } from "./data-quality/source-chart.ts";
import { drawSpreads } from "./data-quality/spread-chart.ts";
import { SCALES } from "./skill-gap/rows.ts";

const all = await query(coverage);

// %% [markdown]
// ## Coverage
//
// An occupation without ratings is unrated, which is neither low nor zero. Most of those are residual (“All Other”) or
// military, some are new. Those that have one kind of data are not quite those that have another.

// %% Coverage
const covered = toCovered(all);
display(md`${summarize(all, covered)}`);
display(
  drawBars(
    covered.map(({ name, occupations, percent }) => ({
      name,
      percent,
      label: `${occupations.toLocaleString("en")} of ${all.length.toLocaleString("en")}`,
      title: `${name}\n${occupations.toLocaleString("en")} occupations, ${percent.toFixed(1)} %`,
    })),
    { width, label: "Percent of the occupations", ariaLabel: summarize(all, covered) },
  ),
);

// %% Which to list
const kinds = Object.entries(KINDS) as [Kind, string][];
const choices = new Map<string, Kind | "any" | "all">([
  ["any kind of data", "any"],
  ["all kinds of data", "all"],
  ...kinds.map(([kind, name]) => [name.toLowerCase(), kind] as const),
]);
const without = view(Inputs.select(choices, { label: "List occupations without", value: "rated" }));

// %% Occupations without it
display(lacking(all, without));

// %% [markdown]
// ## Suppressed and not relevant ratings
//
// Importance and level are different scales, so look at one at a time. O*NET recommends to suppress a rating whose mean is
// too uncertain, and the other notebooks leave these out. A level that is marked not relevant means “not needed”: it is
// no measurement. Occupational experts are counted, but give neither flags nor standard errors: their precision is
// unknown, which is not the same as good.

// %% Scale
const scaleNames = new Map([
  ["Level", "LV"],
  ["Importance", "IM"],
] as const);
const scale = view(Inputs.radio(scaleNames, { label: "Scale", value: "LV" }));

// %% Suppressed and not relevant ratings
const flagged = await query(suppressedRatings);
const flags = toFlags(flagged, scale);
const flagsSummary = summarizeFlags(flagged, scale);
display(md`${flagsSummary}`);
display(flagsLegend(flags));
display(drawFlags(flags, width, `Share of ratings marked for suppression or not relevant. ${flagsSummary}`));

// %% Suppressed ratings in numbers
display(flagged);

// %%
const precision = await query(ratingPrecision, { scale });

// %% [markdown]
// ## How many people stand behind a rating
//
// The line spans 90 % of the ratings, the bar half of them, the dot is the median. Eight analysts rate each occupation;
// surveys ask people who work in it.

// %% Sample sizes
const sizes = toSampleSizes(precision);
const sizesLabel = `Median sample sizes: ${inWords(sizes, 0)}`;
drawSpreads(sizes, { width, label: "People", digits: 0, ariaLabel: sizesLabel });

// %% [markdown]
// ## How far off a mean may be

// %% Standard errors
const { label, minimum, maximum } = SCALES[scale];
const errors = toErrors(precision);
const errorsLabel = `Median standard errors: ${inWords(errors, 2)}`;
display(md`
  Standard errors in points of the ${label.toLowerCase()} scale, ${minimum} to ${maximum}: about how far the mean of
  other people asked would lie from this one. The published confidence bounds are often wider than two of them.
`);
display(drawSpreads(errors, { width, label: "Points of the scale", digits: 2, ariaLabel: errorsLabel }));

// %% Sample sizes and standard errors in numbers
display(precision);

// %% [markdown]
// ## How old the ratings are
//
// A release keeps ratings of many years. An old one is not wrong, it has not been collected anew; but two occupations that
// were rated ten years apart, or by other kinds of people, are compared with more care.

// %% Ratings by year
const dates = await query(ratingDates);
const ages = toAges(dates);
const medians = medianYears(ages);
const domains = medians.map(([domain]) => domain);
const medianText = medians.map(([domain, year]) => `${domain} ${year}`).join(", ");
display(md`
  Percent of each domain's ratings, the oldest domain first. Half of the ratings are of this year or earlier: ${medianText}.
`);
display(drawAges(ages, domains, width, `Ratings by year. Median years: ${medianText}`));

// %% [markdown]
// ## Who rated

// %% Who rated
const sources = toSources(dates);
const mainSources = sources.map(
  ({ domain, source, percent }) => `${domain}: ${source} ${percent.toFixed(0)} %`,
);
drawSources(sources, domains, width, `Who rated. ${mainSources.join("; ")}`);

// %% Ratings by month and source
display(dates);

// %% [markdown]
// ## One occupation

// %% Which occupation
const occupation = view(occupationPicker(all, { label: "Occupation", value: "29-1141.00" }));

// %% Data on the occupation
const quality = await query(occupationDataQuality, { code: occupation });
const chosen = all.find(({ onetsoc_code }) => onetsoc_code === occupation);
display(md`
  **${chosen?.title ?? occupation}.** ${summarizeOccupation(chosen, quality)}
`);
if (quality.length > 0) display(quality);
