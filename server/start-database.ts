import { Database } from "../sql/client.ts";
import { openOwnerDatabase } from "../sql/owner.ts";
import { prepareDatabase } from "../sql/prepare-database.ts";
import type { Config } from "./config.ts";
import { keepDatabase } from "./keep-database.ts";
import { liveRelease } from "./live-release.ts";
import { type LoaderEvent, runLoader } from "./loader-process.ts";
import type { Log } from "./log.ts";
import { Scratch } from "./scratch.ts";
import type { Shutdown } from "./shutdown.ts";

export interface Served {
  db: Database;
  scratch: Scratch;
}

/**
 * Opens the database, brings it up to date and, where nothing is live yet, loads the synthetic demonstration. Returns
 * the pool that all reads go through, and what runs scratch SQL; no connection of the owner stays open.
 */
export async function startDatabase(config: Config, log: Log, shutdown: Shutdown): Promise<Served> {
  const owner = await openOwnerDatabase(config);
  shutdown.add(() => owner.stop());
  const { readerUrl, unprotected, ...logins } = await prepareDatabase(owner.url);
  for (const gap of unprotected) log.warn(gap);
  if (logins.adhocOff !== null) log.warn(logins.adhocOff);
  const bringBack = keepDatabase(config, log, shutdown);
  const db = new Database(readerUrl, {
    applicationName: "onetbook web",
    readOnly: true,
    onPoolReplaced(reason) {
      log.warn(`a connection to the database was lost: ${reason.message}`);
      bringBack();
    },
  });
  shutdown.add(() => db.end());
  const scratch = new Scratch(db, logins, log);
  shutdown.add(() => scratch.end());
  if (!(await liveRelease(db))) await loadDemonstration(db, log, shutdown);
  return { db, scratch };
}

/** Where it can't be loaded the server starts all the same: its pages say how to load a release. */
async function loadDemonstration(db: Database, log: Log, shutdown: Shutdown): Promise<void> {
  log.info("no release is live yet: loading the small synthetic demonstration");
  const stopped = new AbortController();
  const loading = runLoader(["load", "demonstration", "--yes"], {
    environment: process.env,
    onEvent: (event) => report(event, log),
    signal: stopped.signal,
  });
  shutdown.add(async () => {
    stopped.abort();
    await loading.catch(() => {});
  });
  const problem = await loading.then(
    ({ exitCode, message }) => (exitCode === 0 ? undefined : (message ?? "refused")),
    (error: Error) => error.message,
  );
  // Another server that started at the same time may have loaded it.
  if (problem && !shutdown.isEnding && !(await liveRelease(db)))
    log.error(`the demonstration was not loaded: ${problem}`);
}

/** The steps that carry a detail are news to a person; the rest, and the tables, are for debugging. */
function report(event: LoaderEvent, log: Log): void {
  if (event.type === "step")
    log[event.detail ? "info" : "debug"](`  ${event.step}  ${event.detail ?? ""}`.trimEnd());
  else if (event.type === "table") log.debug(`  ${event.table}  ${event.rows.toLocaleString("en")} rows`);
  else if (event.type === "warning" || event.type === "waiting") log.warn(event.message);
}
