/** The release that an answer was read from. */
export interface Release {
  release: string;
  label: string;
  synthetic: boolean;
  load_id: string;
}

export interface Answer<Row> {
  rows: Row[];
  release: Release;
  /** where the same rows are to be had as JSON */
  url: string;
}

/** An answer that did not come, in words for the person. */
export class QueryError extends Error {}

/** Another release went live since the page was opened: nothing of it may stand beside what the page shows. */
export class ReleaseChangedError extends QueryError {}

/** Runs a query of the server on the release that this page was opened on. Errors: QueryError; an AbortError. */
export async function query<Row>(
  name: string,
  params: Record<string, string>,
  signal: AbortSignal,
): Promise<Answer<Row>> {
  const url = `/api/queries/${name}.json?${new URLSearchParams(params)}`;
  const response = await fetch(url, { signal }).catch((error: unknown) => {
    throw signal.aborted ? error : new QueryError("The server can't be reached.");
  });
  const body = await response
    .json()
    .catch(() => ({ error: { message: `the server answered ${response.status}` } }));
  if (!response.ok) throw new QueryError(`The query was not answered: ${body.error.message}.`);
  const { rows, release } = body as { rows: Row[]; release: Release };
  const notebook = document.querySelector<HTMLElement>("[data-load-id]");
  if (release.load_id !== notebook?.dataset.loadId) {
    throw new ReleaseChangedError(`${release.label} went live while this page was open. Reload to see it.`);
  }
  return { rows, release, url };
}
