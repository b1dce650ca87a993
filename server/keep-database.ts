import { setTimeout as sleep } from "node:timers/promises";
import { openOwnerDatabase } from "../sql/owner.ts";
import type { DatabaseSettings } from "../sql/settings.ts";
import type { Log } from "./log.ts";
import type { Shutdown } from "./shutdown.ts";

const RETRY_MS = 1_000;

/**
 * What to do when a connection was lost: nobody else starts the embedded PostgreSQL again after it was killed. It comes
 * back on its old port, where the pools look for it. An external database is its own operator's affair.
 */
export function keepDatabase(settings: DatabaseSettings, log: Log, shutdown: Shutdown): () => void {
  let reviving = false;
  const revive = async () => {
    for (reviving = true; reviving && !shutdown.isEnding; ) {
      try {
        // Attaches where it runs after all; the use that this process noted at its start is the one that stays.
        const again = await openOwnerDatabase(settings);
        await again.stop();
        reviving = false;
      } catch (err) {
        log.error({ err }, "the embedded PostgreSQL does not start");
        await sleep(RETRY_MS);
      }
    }
  };
  return function onLost() {
    if (!settings.DATABASE_URL && !reviving && !shutdown.isEnding) void revive();
  };
}
