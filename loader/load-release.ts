import type { ReleaseIdentity } from "./release.ts";
import type { Session } from "./session.ts";
import type { ReleaseSource } from "./source.ts";
import { beginStaging, type StageOptions } from "./stage.ts";
import { prove, putLive, type SwapOptions, type SwapResult } from "./swap.ts";

/**
 * Stages a release and puts it live. It is proven while its foreign keys are still being validated; where one does not
 * hold, that is told, whatever else was found. Errors: those of `stage` and of `swap`.
 */
export async function loadRelease(
  session: Session,
  source: ReleaseSource,
  identity: ReleaseIdentity,
  stageOptions: StageOptions,
  options: SwapOptions,
): Promise<SwapResult> {
  const { finish } = await beginStaging(session, source, identity, stageOptions);
  const proof = await prove(session, options).finally(finish);
  return putLive(session, options, proof);
}
