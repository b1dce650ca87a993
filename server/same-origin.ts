import type { MiddlewareHandler } from "hono";
import { HttpError } from "./errors.ts";

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Refuses every request that may change something and does not come from a page of this server, whatever its content type: another
 * site's page can send any of them with the person's cookies. Errors: HttpError 403.
 */
export const sameOrigin: MiddlewareHandler = async function requireSameOrigin(c, next) {
  if (!SAFE.has(c.req.method) && !isOurs(c.req.raw.headers)) {
    const message =
      "this request was not sent by a page of this server. A program has to say where it means to send it: add the header Origin with this server's own address";
    throw new HttpError(403, message);
  }
  await next();
};

/** Sec-Fetch-Site cannot be forged by a page, but browsers send it to https and localhost only. */
function isOurs(headers: Headers): boolean {
  const site = headers.get("Sec-Fetch-Site");
  if (site !== null) return site === "same-origin" || site === "none";
  const origin = headers.get("Origin");
  // The scheme is unknown where somebody else ends TLS in front of this server.
  const host = headers.get("Host")?.toLowerCase();
  return host !== undefined && (origin === `http://${host}` || origin === `https://${host}`);
}
