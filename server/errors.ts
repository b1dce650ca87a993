import { HTTPException } from "hono/http-exception";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { isConnectionLoss } from "../sql/client.ts";
import { NoReleaseError } from "../sql/fence.ts";

/** An answer that a handler gives by throwing it; its message is for the person who asked. */
export class HttpError extends Error {
  readonly status: ContentfulStatusCode;
  /** the parameter at fault */
  readonly path: string | undefined;
  /** s */
  readonly retryAfter: number | undefined;

  constructor(status: number, message: string, path?: string, retryAfter?: number) {
    super(message);
    this.status = status as ContentfulStatusCode;
    this.path = path;
    this.retryAfter = retryAfter;
  }
}

/** What is told to the client about an error, and no more. */
export interface Problem {
  status: ContentfulStatusCode;
  title: string;
  message: string;
  /** the parameter at fault */
  path?: string;
  /** s, where trying again makes sense */
  retryAfter?: number;
  /** A fault of ours: logged with its stack, and only its request id is told. */
  isBug?: boolean;
  /** The page says how to load one. */
  needsRelease?: boolean;
}

const RETRY_AFTER = 5;

/** The only place where an error becomes a status. */
export function toProblem(error: unknown): Problem {
  if (error instanceof HttpError) {
    const { status, message, path, retryAfter } = error;
    return {
      status,
      title: titleOf(status),
      message,
      ...(path !== undefined && { path }),
      ...(retryAfter !== undefined && { retryAfter }),
    };
  }
  if (error instanceof HTTPException) {
    return {
      status: error.status as ContentfulStatusCode,
      title: titleOf(error.status),
      message: error.message,
    };
  }
  if (error instanceof NoReleaseError) {
    return { status: 503, title: "No release is live yet", message: error.message, needsRelease: true };
  }
  if (isConnectionLoss(error)) {
    const message = "the database does not answer; it may be restarting. Try again in a few seconds";
    return { status: 503, title: "The database is away", message, retryAfter: RETRY_AFTER };
  }
  if (codeOf(error) === "57014") {
    const message = "the query took longer than the server allows; try again when it is less busy";
    return { status: 503, title: "That took too long", message, retryAfter: RETRY_AFTER };
  }
  return {
    status: 500,
    title: "Something went wrong here",
    message: "an error on our side; it was logged",
    isBug: true,
  };
}

function titleOf(status: number): string {
  if (status === 404) return "Page not found";
  return status < 500 ? "This request can't be answered" : "Something went wrong here";
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
