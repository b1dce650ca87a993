import type { Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { z } from "zod";
import { AdhocError } from "../sql/adhoc.ts";
import { isConnectionLoss } from "../sql/client.ts";
import { HttpError } from "./errors.ts";
import { type Scratch, type ScratchAnswer, ScratchOffError } from "./scratch.ts";
import { clientOf } from "./scratch-client.ts";
import { ScratchLimits } from "./scratch-limits.ts";

/** A text of 64 kB (AdhocSql), and as much again for JSON's escapes. */
const MOST_BODY_BYTES = 129 * 1024;
/** The 16 MB that AdhocSql takes from PostgreSQL can grow sixfold by JSON's escapes. */
const MOST_ANSWER_LENGTH = 32 * 1024 * 1024;

const requestShape = z.strictObject({ text: z.string() });

/** Before scratchEndpoint. Errors: HttpError 413. */
export const scratchBodyLimit = bodyLimit({
  maxSize: MOST_BODY_BYTES,
  onError: () => {
    throw new HttpError(
      413,
      `the request has more than ${MOST_BODY_BYTES} bytes: a statement may have 64 kB`,
    );
  },
});

/**
 * POST /api/sql {text}: runs one statement that a person typed. Answers ScratchAnswer, or {error: {code, message, position}}, where
 * the code is a SQLSTATE or one of AdhocError's and the position counts characters of the text from 1. A client that goes
 * away cancels its statement.
 */
export function scratchEndpoint(scratch: Scratch) {
  const limits = new ScratchLimits();
  return async function runScratch(c: Context): Promise<Response> {
    const text = await readText(c);
    const leave = limits.enter(clientOf(c));
    const { signal } = c.req.raw;
    try {
      const answer = await scratch.run(clientOf(c).id, text, signal);
      return c.body(toJson(answer), 200, {
        "Content-Type": "application/json",
        "Cache-Control": "no-store",
        "X-Onet-Release": answer.release.release.replace(/[^\x20-\x7e]/g, "?"),
      });
    } catch (error) {
      if (signal.aborted) throw new HttpError(499, "the client went away");
      if (error instanceof ScratchOffError) throw new HttpError(503, error.message);
      if (!(error instanceof AdhocError)) throw error;
      const { code, message, position } = toPerson(error);
      return c.json({ error: { code, message, position } }, statusOf(error), { "Cache-Control": "no-store" });
    } finally {
      leave();
    }
  };
}

/** Errors: HttpError 415 or 400. */
async function readText(c: Context): Promise<string> {
  if (!/^application\/json *(;|$)/i.test(c.req.header("Content-Type") ?? ""))
    throw new HttpError(415, 'the statement is to be sent as application/json: {"text": "SELECT …"}');
  const parsed = requestShape.safeParse(await c.req.json().catch(() => undefined));
  if (!parsed.success)
    throw new HttpError(400, 'the request must be JSON like {"text": "SELECT …"}, no more');
  return parsed.data.text;
}

/** Errors: AdhocError. */
function toJson(answer: ScratchAnswer): string {
  let json: string;
  try {
    json = JSON.stringify(answer);
  } catch {
    // JSON that PostgreSQL holds may be nested deeper than V8 can write.
    throw new AdhocError("VALUE", "a value of the answer is nested too deep to be sent: cast it to text");
  }
  if (json.length <= MOST_ANSWER_LENGTH) return json;
  throw new AdhocError("CAP", "the answer is too large as JSON: select fewer columns or shorter values");
}

function toPerson(error: AdhocError): AdhocError {
  if (error.code !== "57014") return error;
  return new AdhocError(
    "57014",
    "the statement took longer than the 10 s that one may take, and was stopped",
  );
}

/** No 408 for what took too long: on a connection that it keeps, Chromium would send the statement again. */
function statusOf(error: AdhocError): ContentfulStatusCode {
  const { code } = error;
  const isBusy = code === "BUSY" || code === "57014" || code === "55P03" || code.startsWith("53");
  return isBusy || isConnectionLoss(error) ? 503 : 400;
}
