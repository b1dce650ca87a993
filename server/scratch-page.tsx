import type { Handler } from "hono";
import type { Database } from "../sql/client.ts";
import type { LiveRelease } from "../sql/fence.ts";
import type { Assets } from "./assets.ts";
import { sendPage } from "./page.tsx";
import { readRelease } from "./read-release.ts";
import type { Scratch } from "./scratch.ts";
import { knowClient } from "./scratch-client.ts";
import { MOST_A_MINUTE } from "./scratch-limits.ts";

/** GET /sql: the page around browser/scratch.ts, which finds its places by their ids; or why there is none. */
export function scratchPage(db: Database, scratch: Scratch, assets: Assets): Handler {
  return async function showScratch(c) {
    const { value: whyOff, release } = await readRelease(
      db,
      (release) => scratch.whyOff(release),
      c.req.raw.signal,
    );
    knowClient(c);
    const options = { title: "SQL", assets, release, style: "server/browser/scratch.css" };
    if (whyOff !== null) return sendPage(c, options, <Off reason={whyOff} />);
    return sendPage(c, { ...options, script: "server/browser/scratch.ts" }, <Sheet release={release} />);
  };
}

function Off({ reason }: { reason: string }) {
  return (
    <article>
      <h1>SQL</h1>
      <div class="notice" role="status">
        <p>Nothing can be run here at the moment.</p>
        <p>For the administrator: {reason}.</p>
      </div>
    </article>
  );
}

function Sheet({ release }: { release: LiveRelease }) {
  return (
    <article id="scratch" data-load-id={release.load_id}>
      <h1>SQL</h1>
      <p class="lede">
        Ask the live release and the programme's own tables anything that one SELECT can say. Nothing can be
        changed from here.
      </p>
      <noscript>
        <p class="notice">This page needs JavaScript.</p>
      </noscript>
      <div class="sheet">
        <section class="statement" aria-label="Statement">
          <ul id="examples" class="examples" aria-label="Examples" />
          <div id="editor" class="editor" />
          <div class="statement-bar">
            <button type="button" class="button" id="run" disabled>
              Run
            </button>
            <button type="button" class="button plain" id="cancel" hidden>
              Cancel
            </button>
            <span id="elapsed" class="elapsed" role="timer" aria-live="off" />
            <button type="button" class="button plain" id="link" disabled>
              Copy link
            </button>
            <span id="announcement" class="hidden" role="status" />
          </div>
          <p class="quiet">
            Up to 1,000 rows, 16 MB and 10 s; one statement at a time, {MOST_A_MINUTE} a minute. What is run
            is on record for 30 days.
          </p>
          <div id="message" role="status" />
        </section>
        <section id="result" class="cell" aria-label="Result" aria-busy="false" />
        <aside class="beside">
          <details id="history" open>
            <summary>History</summary>
            <p id="no-past" class="quiet">
              What you run appears here, to be brought back with a click.
            </p>
            <ol id="past" />
            <button type="button" class="button plain" id="forget" hidden>
              Clear history
            </button>
          </details>
          <details open>
            <summary>Keys</summary>
            <dl class="keys">
              <dt>Ctrl Enter, ⌘ Enter</dt>
              <dd>run the statement, or what is selected of it</dd>
              <dt>Esc</dt>
              <dd>cancel what runs</dd>
              <dt>Ctrl Space</dt>
              <dd>complete</dd>
              <dt>Esc, then Tab</dt>
              <dd>leave the editor; Tab alone indents</dd>
            </dl>
          </details>
        </aside>
      </div>
    </article>
  );
}
