import type { Release } from "../query.ts";

export interface Answer {
  release: Release;
  columns: { name: string; type: string }[];
  rows: unknown[][];
  /** there were more rows */
  isCut: boolean;
  /** of the statement in the database */
  ms: number;
}

/** Why a statement has no answer, in words for the person. */
export class RunError extends Error {
  /** a SQLSTATE or one of AdhocError's codes; "" where the request failed before it came to the statement */
  readonly code: string;
  /** of the character that it is about, from 1 */
  readonly position: number | undefined;

  constructor(message: string, code = "", position?: number) {
    super(message);
    this.code = code;
    this.position = position;
  }
}

/** Runs a statement. To abort the signal cancels it in the database. Errors: RunError, or an AbortError. */
export async function runStatement(text: string, signal: AbortSignal): Promise<Answer> {
  const response = await fetch("/api/sql", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ text }),
    signal,
  }).catch((error: unknown) => {
    throw signal.aborted ? error : new RunError("the server can't be reached");
  });
  const body = await response.json().catch((error: unknown) => {
    if (signal.aborted) throw error;
    return { error: { message: `the server answered ${response.status} and no more` } };
  });
  if (response.ok && !body.error) return body as Answer;
  const { message, code, position } = body.error;
  throw new RunError(message, code, position);
}
