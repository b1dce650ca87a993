import type { NotebookDescription } from "./notebooks.ts";

/**
 * Addresses that a notebook will ask when its code runs, as far as its text and the page's address tell them: the page asks
 * them at once, while it still loads the code. They must be spelled as notebooks/runtime/query.ts spells them.
 */
export function earlyRequests({ early }: NotebookDescription, address: URLSearchParams): string[] {
  const urls = early.map(({ query, params }) => {
    const search = new URLSearchParams();
    for (const [name, { value, view }] of Object.entries(params)) {
      const text = view === undefined ? null : address.get(view);
      for (const one of [text === null ? value : fromAddress(text)].flat()) search.append(name, String(one));
    }
    return `/api/queries/${query}.json${search.size > 0 ? `?${search}` : ""}`;
  });
  return [...new Set(urls)];
}

/** JSON, or a plain text. */
function fromAddress(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
