import type { Handler } from "hono";
import type { Database } from "../sql/client.ts";
import { type LiveRelease, NoReleaseError } from "../sql/fence.ts";
import { type ReleaseDetails, releaseDetails } from "../sql/raw-queries.ts";
import { runRaw } from "../sql/raw-query.ts";
import type { Assets } from "./assets.ts";
import { releaseName } from "./attribution.ts";
import { LoadCommands } from "./commands.tsx";
import type { NotebookDescription } from "./notebooks.ts";
import { sendPage } from "./page.tsx";
import { readRelease } from "./read-release.ts";

/** GET /: what is live, what one can do with it, and how another release is put live. */
export function homePage(db: Database, assets: Assets): Handler {
  return async function showHome(c) {
    const { signal } = c.req.raw;
    try {
      const { value, release } = await readRelease(
        db,
        async () => (await runRaw(db, releaseDetails, [], { signal }))[0]!,
        signal,
      );
      return await sendPage(
        c,
        { title: "Overview", assets, release },
        <Home release={release} details={value} notebooks={await assets.notebooks()} />,
      );
    } catch (error) {
      if (!(error instanceof NoReleaseError)) throw error;
      return sendPage(c, { title: "Overview", assets }, <EmptyHome />);
    }
  };
}

interface HomeProps {
  release: LiveRelease;
  details: ReleaseDetails;
  notebooks: readonly NotebookDescription[];
}

function Home({ release, details, notebooks }: HomeProps) {
  return (
    <>
      <Introduction />
      <div class="columns">
        <div class="column">
          <LiveCard release={release} details={details} />
          {details.previous !== null && <RevertCard previous={details.previous} />}
        </div>
        <div class="column">
          <section class="card" aria-labelledby="notebooks">
            <h2 id="notebooks">
              <a href="/notebooks">Notebooks</a>
            </h2>
            <ul class="links">
              {notebooks.map(({ name, title }) => (
                <li>
                  <a href={`/notebooks/${name}`}>{title}</a>
                </li>
              ))}
            </ul>
          </section>
          <section class="card" aria-labelledby="queries">
            <h2 id="queries">Queries</h2>
            <a class="tile" href="/queries">
              <strong>Ask the live release</strong>
              <span>
                Each query is a form to try, a table to look at, and an address for pandas, R or a
                spreadsheet.
              </span>
            </a>
            <a class="tile" href="/sql">
              <strong>Write your own SQL</strong>
              <span>Any SELECT over the release, with its tables and columns completed as you type.</span>
            </a>
          </section>
          <section class="card" aria-labelledby="schema">
            <h2 id="schema">Schema</h2>
            <a class="tile" href="/schema">
              <strong>Tables and views</strong>
              <span>What their columns mean, how they hang together, and which queries read them.</span>
            </a>
          </section>
          <section class="card" aria-labelledby="load">
            <h2 id="load">{release.synthetic ? "Load O*NET" : "Load another release"}</h2>
            <p>What a release changes is shown before it goes live. Open pages go on working throughout.</p>
            <LoadCommands />
          </section>
        </div>
      </div>
    </>
  );
}

function RevertCard({ previous }: { previous: string }) {
  return (
    <section class="card" aria-labelledby="revert">
      <h2 id="revert">Previous release</h2>
      <p>Release {previous} is kept. To put it live again:</p>
      <p class="command">
        <code>npm run onet -- revert</code>
      </p>
    </section>
  );
}

function LiveCard({ release, details }: { release: LiveRelease; details: ReleaseDetails }) {
  return (
    <section class="card" aria-labelledby="live">
      <h2 id="live">Live release</h2>
      <p class="figure">{releaseName(release)}</p>
      <p>{release.label}</p>
      <dl class="facts">
        <dt>Rows</dt>
        <dd>
          {details.rows.toLocaleString("en")} in {details.tables} tables
        </dd>
        <dt>Loaded</dt>
        <dd>
          <Time at={details.loaded_at} />
        </dd>
        {details.swapped_at !== null && (
          <>
            <dt>Live since</dt>
            <dd>
              <Time at={details.swapped_at} />
            </dd>
          </>
        )}
        <dt>Source</dt>
        <dd>{details.source.split(/[\\/]/).at(-1)}</dd>
      </dl>
      <Names title="tables under the names of other releases" names={details.bridges} />
      <Names title="tables or columns missing" names={details.missing} />
      <Names title="warnings while loading" names={details.warnings} />
    </section>
  );
}

function Names({ title, names }: { title: string; names: string[] }) {
  if (names.length === 0) return null;
  return (
    <details>
      <summary>
        {names.length} {title}
      </summary>
      <ul>
        {names.map((name) => (
          <li>{name}</li>
        ))}
      </ul>
    </details>
  );
}

function EmptyHome() {
  return (
    <>
      <Introduction />
      <section class="card" aria-labelledby="load">
        <h2 id="load">No release is live yet</h2>
        <p>The database is ready and waits for its first O*NET release. Load one, then reload this page.</p>
        <LoadCommands />
        <p>
          Only to try it out, without a download: <code>npm run onet -- load demonstration</code>
        </p>
      </section>
    </>
  );
}

function Introduction() {
  return (
    <div class="introduction">
      <h1>Onetbook</h1>
      <p class="lede">
        Notebooks over O*NET: explore skill gaps between occupations, on whichever release is live.
      </p>
    </div>
  );
}

const READABLE = new Intl.DateTimeFormat("en-GB", {
  dateStyle: "medium",
  timeStyle: "short",
  timeZone: "UTC",
});

function Time({ at }: { at: string }) {
  return <time datetime={at}>{READABLE.format(new Date(at))} UTC</time>;
}
