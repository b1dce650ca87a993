import { setTimeout as sleep } from "node:timers/promises";
import { compileFunction } from "node:vm";
import type { HTMLElement, Window } from "happy-dom";
import type { NotebookFault } from "../../sql/gate-messages.ts";
import { openPage } from "./browser.ts";
import type { BuiltNotebook, Chunk } from "./built-notebooks.ts";
import { LIBRARIES } from "./libraries.ts";

const ORIGIN = "http://onetbook.invalid";
/** ms between looks at whether a page has settled */
const PAUSE = 5;

/** The answer of a server to an address. */
export type Server = (address: string) => Promise<Response>;

/** Opens a notebook's page with its defaults, waits until all cells have run, and says which of them failed. */
export async function runNotebook(notebook: BuiltNotebook, server: Server): Promise<NotebookFault[]> {
  const { name } = notebook.description;
  const address = `${ORIGIN}/notebooks/${name}`;
  const page = await server(address);
  if (!page.ok) throw new Error(`its page was not answered: ${await page.text()}`);
  const window = await openPage(address, await page.text(), async (url) => {
    const { href, pathname } = new URL(url, address);
    const chunk = notebook.chunks.get(pathname.slice(1));
    // By its source map the page finds the line of the notebook in which an error arose.
    return chunk ? new Response(withMap(chunk)) : server(href);
  });
  loaderOf(notebook)(notebook.entry);
  const root = window.document.getElementById("notebook") as HTMLElement;
  while (root.dataset.state !== "settled") await sleep(PAUSE);
  return faultsOf(notebook, window);
}

/** Loads a file of the build and what it needs: anew for each page, which in a browser has modules of its own too. */
function loaderOf({ chunks }: BuiltNotebook): (file: string) => unknown {
  const loaded = new Map<string, { exports: object }>();
  return function load(file) {
    const known = loaded.get(file);
    if (known) return known.exports;
    const module = { exports: {} };
    loaded.set(file, module);
    const url = `${ORIGIN}/${file}`;
    const run = compileFunction(chunks.get(file)!.code, ["module", "exports", "require"], { filename: url });
    run(module, module.exports, (id: string) =>
      id.startsWith(".") ? load(new URL(id, url).pathname.slice(1)) : LIBRARIES[id],
    );
    return module.exports;
  };
}

function withMap({ code, map }: Chunk): string {
  return `${code}\n//# sourceMappingURL=data:application/json;base64,${Buffer.from(map).toString("base64")}\n`;
}

/** What the page says of cells that failed; those that wait for one of them say nothing of their own. */
function faultsOf({ description }: BuiltNotebook, { document }: Window): NotebookFault[] {
  const boxes = [...document.querySelectorAll("#cells .output[data-state=failed]")];
  return boxes.map((box) => {
    const cell = description.cells[Number(box.closest(".cell")!.getAttribute("data-cell"))]!;
    const [text, place] = [".failure p", ".failure code"].map((part) => box.querySelector(part)?.textContent);
    const title = cell.title && ` “${cell.title}”`;
    return {
      notebook: description.name,
      message: `${place ?? `${description.source}:${cell.line}`}${title}: ${text}`,
    };
  });
}
