import { byId } from "./element.ts";
import { NotebookPage } from "./notebook-page.ts";
import type { Notebook } from "./segment.ts";

let page: NotebookPage | undefined;

/** Runs a compiled notebook in the page that the server made for it; in development again for each edit of it. */
export function mount(notebook: Notebook): void {
  page ??= new NotebookPage(byId("notebook"), notebook.source);
  page.show(notebook);
}

// In development: an edit that does not compile.
import.meta.hot?.on("vite:error", ({ err }) => page?.complain(err.message));
