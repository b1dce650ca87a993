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
}

/** The rows that a notebook gets, with what `dataTable` wants to know of them. */
export type Rows<Row> = readonly Row[] & { readonly columns: readonly TableColumn[] };

/** An answer that did not come, in words for the person. */
export class QueryError extends Error {}

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
  const response = await fetch(url, { signal }).catch((error: unknown) => {
    throw signal.aborted ? error : new QueryError("The server can't be reached.");
  });
  const body = await response.json().catch((error: unknown) => {
    if (signal.aborted) throw error;
    return { error: { message: `the server answered ${response.status}` } };
  });
  if (!response.ok) throw new QueryError(`The query was not answered: ${body.error.message}.`);
  const answer = body as Answer<Row>;
  const page = document.querySelector<HTMLElement>("[data-load-id]");
  if (answer.release.load_id !== page?.dataset.loadId) {
    const message = `${answer.release.label} went live while this page was open. Reload to see it.`;
    throw new ReleaseChangedError(message, answer.release);
  }
  return { ...answer, url };
}
