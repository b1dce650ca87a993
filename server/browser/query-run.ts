import { QueryError, type Release, ReleaseChangedError } from "../../notebooks/runtime/query.ts";
import { faultsByParameter } from "../shared/query-faults.ts";
import { addressOf } from "../shared/query-files.ts";

export interface Result {
  columns: { name: string; type: string; doc?: string }[];
  rows: Record<string, unknown>[];
  release: Release;
  /** There are more rows than these, to be had as a file. */
  truncated: boolean;
  /** ms from asking until the rows were here */
  took: number;
}

/** The server refuses parameters, and says of each why. */
export class ParameterError extends QueryError {
  readonly faults: Readonly<Record<string, string>>;

  constructor(message: string, faults: Readonly<Record<string, string>>) {
    super(message);
    this.faults = faults;
  }
}

/**
 * Runs a query with values as an address holds them. Errors: QueryError, a ParameterError for what is wrong with the values
 * and a ReleaseChangedError where another release than `loadId` answered; an AbortError.
 */
export async function runQuery(
  name: string,
  values: Readonly<Record<string, string>>,
  loadId: string | undefined,
  signal: AbortSignal,
): Promise<Result> {
  const started = performance.now();
  const response = await fetch(addressOf(name, "json", values), { signal }).catch(refuseUnreachable(signal));
  if (!response.ok) throw await toError(response, Object.keys(values));
  const answer = (await response.json()) as Omit<Result, "took">;
  const { load_id, label } = answer.release;
  if (load_id !== loadId)
    throw new ReleaseChangedError(`${label} went live while this page was open. Reload to see it.`);
  return { ...answer, took: performance.now() - started };
}

function refuseUnreachable(signal: AbortSignal) {
  return (error: unknown): never => {
    throw signal.aborted ? error : new QueryError("The server can't be reached.");
  };
}

async function toError(response: Response, names: string[]): Promise<QueryError> {
  const body = await response.json().catch(() => ({}));
  const { message = `the server answered ${response.status}`, path, request_id } = body.error ?? {};
  if (response.status === 400) return new ParameterError(message, faultsByParameter(message, path, names));
  const request = response.status === 500 && request_id ? ` (request ${request_id})` : "";
  return new QueryError(`The query was not answered: ${message}${request}.`);
}
