import { keepAnswer } from "./kept-answers.ts";
import { notSaved, savedAnswer, savedCopy } from "./saved-copy.ts";
import type { TableColumn } from "./table.ts";

/** The release that an answer was read from. */
export interface Release {
  release: string;
  label: string;
  synthetic: boolean;
  load_id: string;
}

export interface Answer<Row> {
  rows: Row[];
  columns: TableColumn[];
  release: Release;
  /** where the same rows are to be had as JSON */
  url: string;
  /** Whether there are more rows, which the server did not send. */
  truncated: boolean;
  /** when it came */
  at: Date;
}

/** The rows that a notebook gets, with what `dataTable` wants to know of them. */
export type Rows<Row> = readonly Row[] & { readonly columns: readonly TableColumn[] };

/** An answer that did not come, in words for the person. */
export class QueryError extends Error {}

/** The page was saved as a file, without this answer. */
export class NotSavedError extends QueryError {}

/** Another release went live since the page was opened: nothing of it may stand beside what the page shows. */
export class ReleaseChangedError extends QueryError {
  /** the one that is live now */
  readonly release: Release | undefined;

  constructor(message: string, release?: Release) {
    super(message);
    this.release = release;
  }
}

/** Parameters as an address has them: without those that are not given, a list's values one by one. */
export function toSearch(params: object): [name: string, value: string][] {
  return Object.entries(params).flatMap(([name, value]) =>
    [value]
      .flat()
      .flatMap((one): [string, string][] => (one === undefined || one === null ? [] : [[name, String(one)]])),
  );
}

/** Where a query's rows are. The page's early requests must name the same address (server/early-requests.ts). */
export function queryUrl(name: string, params: Record<string, string> | [string, string][]): string {
  const search = String(new URLSearchParams(params));
  return `/api/queries/${name}.json${search && `?${search}`}`;
}

/** Runs a query of the server on the release that this page was opened on. Errors: QueryError; an AbortError. */
export async function query<Row>(
  name: string,
  params: Record<string, string> | [string, string][],
  signal: AbortSignal,
): Promise<Answer<Row>> {
  const url = queryUrl(name, params);
  const copy = savedCopy();
  if (copy) {
    const saved = savedAnswer(copy, url);
    if (!saved) throw new NotSavedError(notSaved(copy, url));
    return { ...(saved.answer as Answer<Row>), url, at: new Date(saved.at) };
  }
  const { answer, text } = await ask<Row>(url, signal);
  const page = document.querySelector<HTMLElement>("[data-load-id]");
  if (answer.release.load_id !== page?.dataset.loadId) {
    const message = `${answer.release.label} went live while this page was open. Reload to see it.`;
    throw new ReleaseChangedError(message, answer.release);
  }
  const at = new Date();
  keepAnswer(url, text, at);
  return { ...answer, url, at };
}

/** Whether an answer failed: the early ones that the page still holds may have failed as well. */
let isAskedAnew = false;

async function ask<Row>(url: string, signal: AbortSignal): Promise<{ answer: Answer<Row>; text: string }> {
  // Browsers take an early answer for a request of the same mode only, whatever its cache mode.
  const mode = isAskedAnew ? "same-origin" : "cors";
  const response = await fetch(url, { signal, mode }).catch((error: unknown) => {
    if (signal.aborted) throw error;
    isAskedAnew = true;
    throw new QueryError("The server can't be reached.");
  });
  if (!response.ok) isAskedAnew = true;
  const text = await response.text().catch((error: unknown) => {
    throw signal.aborted ? error : new QueryError("The server's answer broke off.");
  });
  const body = parsed<Row>(text) ?? { error: { message: `the server answered ${response.status}` } };
  if ("error" in body) throw new QueryError(`The query was not answered: ${body.error.message}.`);
  return { answer: body, text };
}

function parsed<Row>(text: string): Answer<Row> | { error: { message: string } } | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
