import type { Context } from "hono";
import type { Assets } from "./assets.ts";
import { LoadCommands } from "./commands.tsx";
import type { Problem } from "./errors.ts";
import { sendPage } from "./page.tsx";
import type { AppEnvironment } from "./request-log.ts";
import { DATA_HEADERS } from "./security-headers.ts";

/** Answers with a problem: JSON below /api, else a page. */
export function sendProblem(
  c: Context<AppEnvironment>,
  { status, title, message, path, retryAfter, isBug, needsRelease }: Problem,
  assets: Assets,
): Response | Promise<Response> {
  const requestId = c.get("requestId");
  if (retryAfter !== undefined) c.header("Retry-After", String(retryAfter));
  c.header("X-Request-Id", requestId);
  if (c.req.path.startsWith("/api/")) {
    return c.json({ error: { message, path, request_id: requestId } }, status, {
      ...DATA_HEADERS,
      "Cache-Control": "no-store",
    });
  }
  return sendPage(
    c,
    { title, assets, status },
    <div class="problem">
      <p class="eyebrow">{status}</p>
      <h1>{title}</h1>
      {needsRelease ? <LoadCommands /> : <p class="lede">{sentence(message)}</p>}
      <p class="actions">
        {retryAfter !== undefined && (
          <a class="button" href={c.req.path}>
            Try again
          </a>
        )}
        <a href="/">Go to the overview</a>
      </p>
      {isBug && (
        <p class="quiet">
          Request <code>{requestId}</code>
        </p>
      )}
    </div>,
  );
}

function sentence(message: string): string {
  return `${message.charAt(0).toUpperCase()}${message.slice(1)}${/[.!?]$/.test(message) ? "" : "."}`;
}
