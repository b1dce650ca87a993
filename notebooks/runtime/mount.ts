import { byId } from "./element.ts";
import { NotebookPage } from "./notebook-page.ts";
import type { Notebook } from "./segment.ts";

let page: NotebookPage | undefined;

/** Runs a compiled notebook in the page that the server made for it; in development again for each edit of it. */
export function mount(notebook: Notebook): void {
  page ??= new NotebookPage(byId("notebook"), notebook.source);
  page.show(notebook);
}

/** In development: what is wrong with the text of the notebook; its page stays as it was before. */
export function complain(message: string): void {
  if (page) page.complain(message);
  else byId("notebook").dataset.state = "settled"; // the server's page says it
}

// In development: what does not compile below a notebook, and edits in the page. A build leaves both out.
import.meta.hot?.on("vite:error", ({ err }) => page?.complain(err.message));
if (import.meta.hot)
  void import("./editing/notebook-editing.ts").then(
    ({ NotebookEditing }) => new NotebookEditing(byId("notebook")),
  );
