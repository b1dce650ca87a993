import { Hono } from "hono";
import { compress } from "hono/compress";
import type { Database } from "../sql/client.ts";
import type { QueryFile } from "../sql/query-file.ts";
import { type Assets, serveAsset } from "./assets.ts";
import { HttpError, toProblem } from "./errors.ts";
import { FAVICON } from "./favicon.ts";
import { health } from "./health.ts";
import { homePage } from "./home.tsx";
import type { Log } from "./log.ts";
import { sendProblem } from "./problem-page.tsx";
import { queryEndpoint } from "./query-endpoint.ts";
import { queryIndex } from "./query-index.ts";
import { openApi } from "./query-openapi.ts";
import { type AppEnvironment, requestLog } from "./request-log.ts";
import { securityHeaders } from "./security-headers.ts";
import { skillGapPage } from "./skill-gap-page.tsx";

export interface AppParts {
  /** The reader's pool: everything served comes through it. */
  db: Database;
  queries: readonly QueryFile[];
  assets: Assets;
  log: Log;
}

/** All routes of the web server. */
export function createApp({ db, queries, assets, log }: AppParts): Hono<AppEnvironment> {
  const app = new Hono<AppEnvironment>();
  app.use(requestLog(log), compress(), securityHeaders);
  app.get("/", homePage(db, assets));
  app.get("/notebooks/skill-gap", skillGapPage(db, assets));
  app.get("/api/queries", queryIndex(queries));
  app.get("/api/queries/*", queryEndpoint(db, queries, log));
  app.get("/api/openapi.json", openApi(db, queries));
  app.get("/healthz", health(db));
  app.get("/assets/*", serveAsset(assets));
  app.get("/favicon.svg", (c) =>
    c.body(FAVICON, 200, { "Content-Type": "image/svg+xml", "Cache-Control": "max-age=86400" }),
  );

  app.notFound((c) => sendProblem(c, toProblem(new HttpError(404, `nothing is at ${c.req.path}`)), assets));
  app.onError(function answerError(error, c) {
    const problem = toProblem(error);
    const requestId = c.get("requestId");
    if (problem.isBug) log.error({ requestId, err: error }, "a request failed");
    else if (problem.status >= 500) log.warn({ requestId }, error.message);
    return sendProblem(c, problem, assets);
  });
  return app;
}
