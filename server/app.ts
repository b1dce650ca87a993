import { Hono } from "hono";
import { compress } from "hono/compress";
import type { Database } from "../sql/client.ts";
import type { QueryFile } from "../sql/query-file.ts";
import { serveAsset } from "./asset-endpoint.ts";
import type { Assets } from "./assets.ts";
import { Editions } from "./editions.ts";
import { HttpError, toProblem } from "./errors.ts";
import { FAVICON } from "./favicon.ts";
import { health } from "./health.ts";
import { homePage } from "./home.tsx";
import type { Log } from "./log.ts";
import { notebookIndex } from "./notebook-index.tsx";
import { notebookPage } from "./notebook-page.tsx";
import { sendProblem } from "./problem-page.tsx";
import { Shapes } from "./query-edition.ts";
import { queryEndpoint } from "./query-endpoint.ts";
import { queryFormPage } from "./query-form-page.tsx";
import { queryIndex } from "./query-index.ts";
import { queryListPage } from "./query-list-page.tsx";
import { openApi } from "./query-openapi.ts";
import { releaseEndpoint } from "./release-endpoint.ts";
import { type AppEnvironment, requestLog, tellRequestId } from "./request-log.ts";
import { sameOrigin } from "./same-origin.ts";
import { schemaJson } from "./schema-json.ts";
import { schemaPage } from "./schema-page.tsx";
import { schemaTablePage } from "./schema-table-page.tsx";
import type { Scratch } from "./scratch.ts";
import { scratchBodyLimit, scratchEndpoint } from "./scratch-endpoint.ts";
import { scratchPage } from "./scratch-page.tsx";
import { securityHeaders } from "./security-headers.ts";

export interface AppParts {
  /** The reader's pool: everything served comes through it. */
  db: Database;
  queries: readonly QueryFile[];
  scratch: Scratch;
  assets: Assets;
  log: Log;
}

/** All routes of the web server. */
export function createApp({ db, queries, scratch, assets, log }: AppParts): Hono<AppEnvironment> {
  const app = new Hono<AppEnvironment>();
  const shapes = new Shapes(db);
  const editions = new Editions(db);
  app.use(requestLog(log), sameOrigin);
  app.get("/api/queries/:name{.+}", queryEndpoint(db, queries, shapes, editions, log));
  app.get("/assets/*", serveAsset(assets));

  app.use(compress(), securityHeaders, tellRequestId);
  app.get("/", homePage(db, assets));
  app.get("/notebooks", notebookIndex(db, assets));
  app.get("/notebooks/:name", notebookPage(db, assets, scratch));
  app.get("/queries", queryListPage(queries, shapes, editions, assets));
  app.get("/queries/*", queryFormPage(queries, shapes, editions, assets));
  app.get("/schema", schemaPage(db, assets));
  app.get("/schema/:table", schemaTablePage(db, queries, shapes, editions, assets));
  app.get("/api/schema.json", schemaJson(db));
  app.get("/api/queries", queryIndex(queries));
  app.get("/api/openapi.json", openApi(queries, shapes, editions));
  app.get("/sql", scratchPage(db, scratch, assets));
  app.post("/api/sql", scratchBodyLimit, scratchEndpoint(scratch));
  app.get("/api/release", releaseEndpoint(db));
  app.get("/healthz", health(db));
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
