import type { Handler } from "hono";
import { raw } from "hono/html";
import type { Child } from "hono/jsx";
import type { Database } from "../sql/client.ts";
import type { LiveRelease } from "../sql/fence.ts";
import type { Assets } from "./assets.ts";
import { releaseName } from "./attribution.ts";
import { earlyRequests } from "./early-requests.ts";
import { HttpError } from "./errors.ts";
import type { NotebookDescription } from "./notebooks.ts";
import { sendPage } from "./page.tsx";
import { readRelease } from "./read-release.ts";
import type { Scratch } from "./scratch.ts";
import { scratchPlace } from "./scratch-place.tsx";

/** GET /notebooks/<name>: prose and places for the output, which notebooks/runtime/notebook-page.ts fills, and for scratch cells. */
export function notebookPage(db: Database, assets: Assets, scratch?: Scratch): Handler {
  return async function showNotebook(c) {
    const name = c.req.param("name");
    const notebook = (await assets.notebooks()).find((notebook) => notebook.name === name);
    if (!notebook) throw new HttpError(404, `no notebook is called "${name}"; /notebooks lists them`);
    const { release } = await readRelease(db, async () => {}, c.req.raw.signal);
    // In development there are cells to edit instead.
    const below = scratch && notebook.parts && (await scratchPlace(c, scratch, release, assets));
    const early = earlyRequests(notebook, new URL(c.req.url).searchParams);
    return sendPage(
      c,
      {
        title: notebook.title,
        assets,
        release,
        style: "notebooks/runtime/notebook.css",
        script: notebook.source,
        early,
      },
      <Notebook notebook={notebook} release={release}>
        {below}
      </Notebook>,
    );
  };
}

interface NotebookProps {
  notebook: NotebookDescription;
  release: LiveRelease;
  /** between the cells and where they are from */
  children: Child;
}

function Notebook({ notebook, release, children }: NotebookProps) {
  return (
    <article
      id="notebook"
      class="notebook"
      data-name={notebook.name}
      data-title={notebook.title}
      data-release={release.release}
      data-label={release.label}
      data-synthetic={String(release.synthetic)}
      data-load-id={release.load_id}
      data-commit={notebook.commit}
      data-code={notebook.parts?.code}
      data-code-hash={notebook.parts?.hash}
      data-sources={notebook.parts?.sources}
      data-state="running"
    >
      <div id="live" role="status" />
      <Contents headings={notebook.headings} />
      <div id="notices" role="status" />
      <noscript>
        <p class="notice">What this notebook computes is drawn in the browser and needs JavaScript.</p>
      </noscript>
      <div id="cells">
        {notebook.cells.map((cell, index) => (
          <Cell cell={cell} index={index} />
        ))}
      </div>
      {children}
      <Provenance notebook={notebook} release={release} />
    </article>
  );
}

function Cell({ cell, index }: { cell: NotebookDescription["cells"][number]; index: number }) {
  return (
    <section
      class="cell"
      data-cell={index}
      data-kind={cell.kind}
      data-title={cell.title}
      data-displays={String(cell.displays)}
      data-state={cell.kind === "code" ? "pending" : "done"}
      aria-label={cell.title || undefined}
    >
      {raw(cell.html)}
    </section>
  );
}

/** Where there are several headings to choose from. */
function Contents({ headings }: Pick<NotebookDescription, "headings">) {
  const entries = headings.filter(({ level }) => level === 2 || level === 3);
  if (entries.length < 2) return null;
  return (
    <nav class="contents" aria-label="Contents">
      <ol>
        {entries.map(({ level, text, id }) => (
          <li class={`level-${level}`}>
            <a href={`#${id}`}>{text}</a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Provenance({ notebook, release }: { notebook: NotebookDescription; release: LiveRelease }) {
  return (
    <section class="provenance" aria-label="Where this is from">
      <dl>
        <dt>Data</dt>
        <dd>
          {releaseName(release)} ({release.label})
        </dd>
        <dt>Notebook</dt>
        <dd>
          <code>{notebook.source}</code>
          {notebook.commit && ` at ${notebook.commit}`}
        </dd>
      </dl>
      <dl id="run" />
      <dl id="save" />
    </section>
  );
}
