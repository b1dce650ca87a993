import type { Handler } from "hono";
import type { Database } from "../sql/client.ts";
import { toProblem } from "./errors.ts";
import { liveRelease } from "./live-release.ts";

/** Shorter than a load balancer waits. */
const TIMEOUT_MS = 2_000;

/** GET /healthz: 200 while queries are answered from a live release, else 503 with the reason. Never cached. */
export function health(db: Database): Handler {
  return async function answerHealth(c) {
    c.header("Cache-Control", "no-store");
    try {
      const release = await liveRelease(db, TIMEOUT_MS);
      if (!release) return c.json({ status: "empty", reason: "no release is live yet" }, 503);
      return c.json({
        status: "ok",
        release: release.release,
        label: release.label,
        synthetic: release.synthetic,
      });
    } catch (error) {
      return c.json({ status: "unavailable", reason: toProblem(error).message }, 503);
    }
  };
}
