import type { Handler } from "hono";
import type { Database } from "../sql/client.ts";
import type { Assets } from "./assets.ts";
import { liveRelease } from "./live-release.ts";
import type { NotebookDescription } from "./notebooks.ts";
import { sendPage } from "./page.tsx";

/** GET /notebooks: every notebook with what it is about. */
export function notebookIndex(db: Database, assets: Assets): Handler {
  return async function listNotebooks(c) {
    const notebooks = await assets.notebooks();
    const release = await liveRelease(db);
    return sendPage(c, { title: "Notebooks", assets, release }, <NotebookList notebooks={notebooks} />);
  };
}

function NotebookList({ notebooks }: { notebooks: readonly NotebookDescription[] }) {
  return (
    <>
      <h1>Notebooks</h1>
      <p class="lede">
        Each runs on the release that is live. Pick your own inputs; the address of the page keeps them.
      </p>
      <ul class="tiles">
        {notebooks.map(({ name, title, summary }) => (
          <li>
            <a class="tile" href={`/notebooks/${name}`}>
              <strong>{title}</strong>
              <span>{summary}</span>
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}
