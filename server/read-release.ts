import { type Database, DeadlineError, isConnectionLoss } from "../sql/client.ts";
import { type LiveRelease, withinRelease } from "../sql/fence.ts";
import { HttpError } from "./errors.ts";

/**
 * Reads from one release, and once more where a connection turned out to be lost, as after a restart of the database.
 * Errors: HttpError 499 when the client went away; those of withinRelease.
 */
export async function readRelease<T>(
  db: Database,
  read: (release: LiveRelease) => Promise<T>,
  signal?: AbortSignal,
): Promise<{ value: T; release: LiveRelease }> {
  const attempt = () => withinRelease(db, (_, release) => read(release), { signal });
  try {
    return await attempt().catch((error) => {
      if (!isConnectionLoss(error) || error instanceof DeadlineError) throw error;
      return attempt();
    });
  } catch (error) {
    if (signal?.aborted) throw new HttpError(499, "the client went away");
    throw error;
  }
}
