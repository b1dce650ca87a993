import { createHash } from "node:crypto";
import type { Handler } from "hono";
import type { Database } from "../sql/client.ts";
import { isKnown } from "./query-edition.ts";
import { readRelease } from "./read-release.ts";
import { readCatalog } from "./schema-catalog.ts";

/**
 * GET /api/schema.json: {release, tables: [{schema, name, kind, comment, columns: [{name, type, comment}]}]}, all that
 * readers may SELECT from, with an ETag.
 */
export function schemaJson(db: Database): Handler {
  return async function describeSchema(c) {
    const { signal } = c.req.raw;
    const { value, release } = await readRelease(db, () => readCatalog(db, signal), signal);
    const tables = value.map(({ schema, name, kind, comment, columns }) => ({
      schema,
      name,
      kind,
      comment,
      columns: columns.map(({ name, type, comment }) => ({ name, type, comment })),
    }));
    const body = JSON.stringify({ release, tables });
    // Migrations change it as releases do, and only the text tells of both.
    const tag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 27)}"`;
    const headers = {
      "Content-Type": "application/json",
      "Cache-Control": "public, no-cache",
      ETag: tag,
      "X-Onet-Release": release.release,
    };
    if (isKnown(tag, c.req.header("If-None-Match") ?? "")) return c.body(null, 304, headers);
    return c.body(body, 200, headers);
  };
}
