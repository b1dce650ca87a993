import type { CompiledCell, CompiledNotebook } from "./compile.ts";
import type { EarlyValue } from "./early-queries.ts";
import { notebookName } from "./imports.ts";
import { type Heading, Prose } from "./markdown.ts";
import type { CompileError } from "./source.ts";

/** A notebook as the server needs it to make its page; notebooks.json is a list of these. */
export interface NotebookDescription {
  name: string;
  /** entry of the build: "notebooks/skill-gap.ts" */
  source: string;
  title: string;
  summary: string;
  headings: Heading[];
  cells: CompiledCell[];
  /** names of the queries that it imports */
  queries: string[];
  /** queries whose parameters are known before the code runs: of values, or of a view's value in the page's address */
  early: { query: string; params: Record<string, EarlyValue> }[];
  commit?: string;
  /** URLs of what a page needs to be saved as a file; only a build has them */
  parts?: {
    /** of the code as one module, and its hash for a content security policy */
    code: string;
    hash: string;
    /** of a list of CellSource */
    sources: string;
  };
}

export function toDescription(
  { name, title, summary, headings, cells, queries, early }: CompiledNotebook,
  source: string,
  commit: string | undefined,
): NotebookDescription {
  const named = new Map(queries.map(({ local, specifier }) => [local, queryName(specifier)]));
  return {
    name,
    source,
    title,
    summary,
    headings,
    cells,
    queries: [...named.values()],
    early: early.map(({ query, params }) => ({ query: named.get(query)!, params })),
    ...(commit && { commit }),
  };
}

/** Of a notebook that does not compile: its page says why. */
export function brokenDescription(source: string, { message }: CompileError): NotebookDescription {
  const name = notebookName(source);
  const html = new Prose().render(`# ${name}\n\n\`${message}\`\n\nMend it and reload this page.`);
  const cell = { kind: "markdown" as const, title: "", html, displays: false, start: 0, end: 0, line: 1 };
  return { name, source, title: name, summary: message, headings: [], cells: [cell], queries: [], early: [] };
}

/** "skill-gap" of "../sql/queries/skill-gap.sql" */
function queryName(specifier: string): string {
  return specifier.replace(/^.*sql\/queries\//, "").replace(/\.sql$/, "");
}
