// %% [markdown]
// # Release report
//
// Which O*NET release is live, since when, what it replaced, and what changed with it: sizes, ratings, annotations, and
// all that was noticed or accepted on the way.

// %%
import { display, element, Inputs, md, query, release, view, width } from "#notebook";
import liveRelease from "../sql/queries/live-release.sql";
import ratingDates from "../sql/queries/rating-dates.sql";
import ratingsUpdatedSince from "../sql/queries/ratings-updated-since.sql";
import releaseAnnotations from "../sql/queries/release-annotations.sql";
import releaseLog from "../sql/queries/release-log.sql";
import releaseRowCounts from "../sql/queries/release-row-counts.sql";
import { drawBars } from "./data-quality/bar-chart.ts";
import { inWords } from "./release-report/annotations.ts";
import { aYearBack, monthName, percentText, toAnew, toBars, toMonths } from "./release-report/dates.ts";
import { factList, lines, liveFacts, names } from "./release-report/facts.ts";
import { drawSizes } from "./release-report/size-chart.ts";
import { summarize, toSizes } from "./release-report/sizes.ts";

const [live] = await query(liveRelease);
const log = await query(releaseLog);
const counts = await query(releaseRowCounts);
const swaps = await query(releaseAnnotations);
const [latest, before] = log;

// %% [markdown]
// ## What is live

// %% What is live
if (live) display(liveFacts(live, latest));

// %% [markdown]
// ## Rows, against the release before

// %% Rows by table, now and before
const sizes = toSizes(counts, live?.bridges ?? []);
if (!before) display(md`No other release was live here before, so there is nothing to compare.`);
else if (before.synthetic && !release.synthetic)
  display(
    md`The release before was the synthetic demonstration. Its sizes say nothing about O*NET, so they are not compared.`,
  );
else {
  const summary = summarize(sizes, `release ${before.release} (${before.label})`);
  display(
    md`${summary} As many rows need not be the same rows: only the log of the earlier release can be read here.`,
  );
  if (sizes.changed.length > 0)
    display(
      drawSizes(sizes.changed, width, `Change of rows by table, the same as in the table below. ${summary}`),
    );
  display(counts);
}

// %% [markdown]
// ## What was rated anew
//
// O*NET dates ratings by the month, and a release keeps what was not collected again. A newer date can also mean another kind
// of source, or an occupation that is new: it does not say that the work has changed.

// %% Since when
const dates = await query(ratingDates);
const months = toMonths(dates);
const since = view(Inputs.select(months, { label: "Dated in or after", value: aYearBack(months) }));

// %% Rated anew by domain
const domains = toAnew(dates, since);
const anew = domains.filter((domain) => domain.anew > 0);
const anewSummary = anew.map(({ domain, percent }) => `${domain} ${percentText(percent)}`).join(", ");
display(
  md`${anew.length} of ${domains.length} kinds of data have something dated ${monthName(since)} or later.`,
);
const anewLabel = `Share of ratings dated ${monthName(since)} or later: ${anewSummary}`;
display(drawBars(toBars(domains), { width, label: "Percent of the ratings", ariaLabel: anewLabel }));

// %% Occupations rated anew
await query(ratingsUpdatedSince, { since });

// %% [markdown]
// ## Annotations

// %% Annotations
const fates = swaps.filter((row) => row.swapped_at === latest?.swapped_at);
md`
  ${inWords(fates)} What waits for review now, and which rows, is for administrators: \`npm run onet -- status\`.
`;

// %% [markdown]
// ## Noticed and accepted

// %% Noticed and accepted
if (live)
  display(
    factList([
      ["Warnings", lines(live.warnings, "none: the loader noticed nothing unusual in the files")],
      ["Missing tables", names(live.missing, "none: every table that O*NET publishes is there")],
      [
        "Accepted",
        names(live.accepted, "nothing: every query and view was proven to work before it went live"),
      ],
    ]),
  );

// %% [markdown]
// ## Names of other releases
//
// O*NET 30.3 renamed or split most tables. For each name that the live release does not publish, but has the data for, there
// is a view of that name, so that a query written for another release goes on working.

// %% Names of other releases
if (live) display(element("p", {}, names(live.bridges, "This release needs no such views.")));

// %% [markdown]
// ## Every load and revert

// %% Releases that went live
log;
