import type { Handler } from "hono";
import type { Database } from "../sql/client.ts";
import { parameterValues, type QueryFile } from "../sql/query-file.ts";
import { HttpError } from "./errors.ts";
import { readParameters } from "./query-parameters.ts";
import { readRelease } from "./read-release.ts";

/**
 * GET /api/queries/<name>.json?parameter=…: runs a query file on the live release and answers
 * {query, release: {release, label, synthetic, load_id}, params, rows, ms}. A client that goes away cancels its query.
 */
export function queryEndpoint(db: Database, queries: readonly QueryFile[]): Handler {
  // There are no accounts yet: a query that names other roles is as good as unknown.
  const byName = new Map(
    queries.filter(({ roles }) => roles.includes("public")).map((query) => [query.name, query]),
  );

  return async function runQuery(c) {
    const name = c.req.path.slice("/api/queries/".length).replace(/\.json$/, "");
    const query = byName.get(name);
    if (!query)
      throw new HttpError(404, `no query is called "${name}"; there are ${[...byName.keys()].join(", ")}`);
    const params = readParameters(query, new URL(c.req.url).searchParams);
    const { signal } = c.req.raw;
    const start = performance.now();
    const { value: rows, release } = await readRelease(
      db,
      () => db.query(query.text, parameterValues(query, params), { signal }),
      signal,
    );
    const ms = Math.round(performance.now() - start);
    return c.json({ query: name, release, params, rows, ms }, 200, {
      "Cache-Control": "no-cache",
      "X-Onet-Release": release.release,
    });
  };
}
