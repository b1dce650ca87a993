import { Hono } from "hono";
import { pino } from "pino";
import type { Database } from "../../sql/client.ts";
import type { QueryFile } from "../../sql/query-file.ts";
import type { Assets } from "../assets.ts";
import { Editions } from "../editions.ts";
import { notebookPage } from "../notebook-page.tsx";
import type { NotebookDescription } from "../notebooks.ts";
import { Shapes } from "../query-edition.ts";
import { queryEndpoint } from "../query-endpoint.ts";
import { releaseEndpoint } from "../release-endpoint.ts";
import type { AppEnvironment } from "../request-log.ts";

/** The routes of the server that a notebook's page asks. An error is answered in PostgreSQL's words: the administrator reads them. */
export function gateApp(
  db: Database,
  queries: readonly QueryFile[],
  notebooks: readonly NotebookDescription[],
): Hono<AppEnvironment> {
  const app = new Hono<AppEnvironment>();
  const log = pino({ enabled: false });
  const assets: Assets = {
    files: new Map(),
    url: (source) => `/${source}`,
    preloads: () => [],
    notebooks: async () => notebooks,
  };
  app.use(async (c, next) => {
    c.set("requestId", "gate");
    await next();
  });
  app.get("/api/queries/:name{.+}", queryEndpoint(db, queries, new Shapes(db), new Editions(db), log));
  app.get("/api/release", releaseEndpoint(db));
  app.get("/notebooks/:name", notebookPage(db, assets));
  app.onError((error, c) => c.json({ error: { message: error.message } }, 500));
  return app;
}
