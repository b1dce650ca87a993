import type { Crosswalk } from "../../loader/crosswalk.ts";
import type { LoadEvent } from "../../loader/events.ts";
import { readProjectSql } from "../../loader/incoming.ts";
import { loadRelease } from "../../loader/load-release.ts";
import { recover } from "../../loader/recover.ts";
import { identifyRelease, type ReleaseIdentity } from "../../loader/release.ts";
import { openSession, type Session } from "../../loader/session.ts";
import { openSource, type ReleaseSource } from "../../loader/source.ts";
import { stage } from "../../loader/stage.ts";
import { type SwapOptions, type SwapResult, swap } from "../../loader/swap.ts";

const sql = await readProjectSql();

interface Options extends Partial<SwapOptions> {
  allowMissing?: boolean;
  crosswalk?: Crosswalk;
  report?: (event: LoadEvent) => void | Promise<void>;
}

/** Runs `work` as a loader that holds the lock and has repaired what was left over. */
export async function asLoader<T>(
  url: string,
  work: (session: Session) => Promise<T>,
  report: Options["report"] = () => {},
): Promise<T> {
  const session = await openSession(url, report);
  try {
    await recover(session);
    return await work(session);
  } finally {
    await session.close();
  }
}

/** What `npm run onet -- load SOURCE --yes` does, in this process. */
export function load(url: string, location: string, options: Options = {}): Promise<SwapResult> {
  return asLoader(
    url,
    (session) =>
      reading(location, (source, identity) => {
        const allowMissing = options.allowMissing ?? false;
        return loadRelease(session, source, identity, { allowMissing }, swapOptions("load", options));
      }),
    options.report,
  );
}

/** What `npm run onet -- stage SOURCE` does. */
export function stageFrom(session: Session, location: string, allowMissing = false): Promise<void> {
  return reading(location, (source, identity) => stage(session, source, identity, { allowMissing }));
}

async function reading<T>(
  location: string,
  work: (source: ReleaseSource, identity: ReleaseIdentity) => Promise<T>,
): Promise<T> {
  const source = await openSource(location);
  try {
    return await work(source, await identifyRelease(source));
  } finally {
    await source.close();
  }
}

/** What `npm run onet -- revert --yes` does. */
export function revert(url: string, options: Options = {}): Promise<SwapResult> {
  const policy = options.policy ?? ["follow", "keep"];
  return asLoader(
    url,
    (session) => swap(session, swapOptions("revert", { ...options, policy })),
    options.report,
  );
}

export function swapOptions(action: SwapOptions["action"], options: Options = {}): SwapOptions {
  return { action, crosswalk: new Map(), policy: [], accept: [], waitSeconds: 20, sql, ...options };
}
