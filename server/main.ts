import type { Database } from "../sql/client.ts";
import { type QueryFile, readQueryFiles } from "../sql/query-file.ts";
import { SettingError } from "../sql/settings.ts";
import { createApp } from "./app.ts";
import { readAssets } from "./assets.ts";
import { type Config, readConfig } from "./config.ts";
import { openDevAssets } from "./dev-assets.ts";
import { followQueries } from "./dev-queries.ts";
import { listen } from "./listen.ts";
import { liveRelease } from "./live-release.ts";
import { type Log, openLog } from "./log.ts";
import { Shutdown } from "./shutdown.ts";
import { startDatabase } from "./start-database.ts";

/** The web server: `npm start`, and with --dev `npm run dev`. It listens when it can answer, and says where. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  const log = openLog(config.LOG_LEVEL);
  const shutdown = new Shutdown(log);
  shutdown.listen();
  try {
    await start(config, log, shutdown);
  } catch (error) {
    if (shutdown.isEnding) return; // the start was cut short
    complain(error);
    await shutdown.end(1);
  }
}

async function start(config: Config, log: Log, shutdown: Shutdown): Promise<void> {
  const dev = process.argv.includes("--dev") ? await openDevAssets() : undefined;
  if (dev) shutdown.add(() => dev.close());
  const assets = dev?.assets ?? (await readAssets());
  const queries = await readQueryFiles();
  const { db, scratch } = await startDatabase(config, log, shutdown);
  if (shutdown.isEnding) return;
  const build = (queries: readonly QueryFile[]) => {
    const app = createApp({ db, queries, scratch, assets, log });
    if (dev) app.use("/@dev/*", dev.answer);
    return app;
  };
  let app = build(queries);
  if (dev)
    followQueries(log, shutdown, (made) => {
      if ("queries" in made) app = build(made.queries);
      void dev.tellQueries("faults" in made ? made.faults : []);
    });
  const fetch: typeof app.fetch = (...request) => app.fetch(...request);
  const address = await listen({ fetch }, config, shutdown, undefined, dev?.attach);
  log.info(`Onetbook is ready: ${address}`);
  log.info(await whatIsLive(db));
}

async function whatIsLive(db: Database): Promise<string> {
  const release = await liveRelease(db);
  if (!release) return "no release is live: its pages say how to load one";
  return release.synthetic
    ? "live: the synthetic demonstration, whose numbers are invented; load O*NET with: npm run onet -- load 30.3"
    : `live: O*NET ${release.release} (${release.label})`;
}

/** What a person can mend is said in a line; anything else is a bug and keeps its stack. */
function complain(error: unknown): void {
  const { message, stack, code } = error as Error & { code?: string };
  const isKnown =
    code !== undefined || error instanceof SettingError || (error as Error).constructor === Error;
  process.stderr.write(`${isKnown ? message || code : stack}\n`);
}

main().catch((error: unknown) => {
  complain(error);
  process.exit(1);
});
