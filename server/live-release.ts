import type { Database } from "../sql/client.ts";
import { type LiveRelease, NoReleaseError, withinRelease } from "../sql/fence.ts";

/** What is live, or undefined before the first release. */
export async function liveRelease(db: Database, timeout?: number): Promise<LiveRelease | undefined> {
  try {
    return (await withinRelease(db, async () => {}, { timeout })).release;
  } catch (error) {
    if (error instanceof NoReleaseError) return undefined;
    throw error;
  }
}
