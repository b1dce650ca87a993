import type { Handler } from "hono";
import type { Database } from "../sql/client.ts";
import { readRelease } from "./read-release.ts";

/** GET /api/release: what is live, for pages that ask whether they are still of it. */
export function releaseEndpoint(db: Database): Handler {
  return async function answerRelease(c) {
    const { release } = await readRelease(db, async () => {}, c.req.raw.signal);
    c.header("Cache-Control", "no-store");
    return c.json(release);
  };
}
