import { connectOwner } from "../../sql/owner.ts";
import { prepareDatabase } from "../../sql/prepare-database.ts";
import { openSession, type Session } from "../session.ts";
import { stage } from "../stage.ts";
import { emptyRelease } from "./empty-release.ts";

/** The oldest full layout that queries are typed for, the last of the old vocabulary and the first of the new one. */
export const RECORDED_RELEASES = ["25.0", "30.2", "30.3"];

/** An empty release, staged in a database of its own. */
export interface EmptyRelease {
  release: string;
  session: Session;
}

/** Stages an empty release of each number, in new databases of a server, with the programme's tables beside it. */
export async function openEmptyReleases(
  serverUrl: string,
  releases: readonly string[] = RECORDED_RELEASES,
): Promise<EmptyRelease[]> {
  const opened: EmptyRelease[] = [];
  for (const release of releases)
    opened.push({ release, session: await openEmptyRelease(serverUrl, release) });
  return opened;
}

async function openEmptyRelease(serverUrl: string, release: string): Promise<Session> {
  const name = `onetbook_record_${release.replace(/\W/g, "_")}`;
  const server = await connectOwner(serverUrl, "onetbook record");
  await server.query(`CREATE DATABASE ${name}`).finally(() => server.end());
  const url = new URL(serverUrl);
  url.pathname = name;
  await prepareDatabase(url.href);
  const session = await openSession(url.href, () => {});
  const { source, identity } = emptyRelease(release);
  await stage(session, source, identity, { allowMissing: false });
  return session;
}
