import type { Handler } from "hono";
import type { QueryFile } from "../sql/query-file.ts";
import { publicQueries } from "./query-endpoint.ts";
import { FORMATS } from "./query-formats.ts";

/** GET /api/queries: {queries: [{name, title, description, params, urls}]}, as the files say. */
export function queryIndex(queries: readonly QueryFile[]): Handler {
  const index = publicQueries(queries).map(({ name, title, description, order, params }) => ({
    name,
    title,
    description,
    params: Object.fromEntries(order.map((parameter) => [parameter, params[parameter] ?? {}])),
    urls: Object.fromEntries(
      FORMATS.map(({ extension }) => [extension, `/api/queries/${name}.${extension}`]),
    ),
  }));
  return (c) => c.json({ queries: index }, 200, { "Cache-Control": "no-cache" });
}
