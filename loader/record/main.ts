import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbeddedPostgres } from "../../sql/embedded-postgres.ts";
import { readQueryFiles, readSqlFiles, sqlFolder } from "../../sql/query-file.ts";
import { type EmptyRelease, openEmptyReleases } from "./empty-releases.ts";
import { generatedFiles, writeFiles } from "./files.ts";
import { recordQueries } from "./record.ts";
import { watchSql } from "./watch-sql.ts";

/**
 * `npm run sql`: makes sql/shapes.json and the types of all queries anew, on a PostgreSQL of its own that is gone
 * afterwards. With --watch it stays, and follows every edit of a .sql file.
 */
async function main(): Promise<void> {
  const isToEnd = toldToEnd();
  const folder = await mkdtemp(join(tmpdir(), "onetbook-record-"));
  const server = await startEmbeddedPostgres(folder, { durable: false });
  let releases: EmptyRelease[] = [];
  try {
    releases = await openEmptyReleases(server.url);
    if (process.argv.includes("--watch")) await follow(releases, isToEnd);
    else await make(releases);
  } finally {
    await Promise.all(releases.map(({ session }) => session.close()));
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function make(releases: readonly EmptyRelease[]): Promise<void> {
  const sql = { views: await readSqlFiles("views"), queries: await readQueryFiles() };
  const changed = await writeFiles(generatedFiles(await recordQueries(releases, sql)));
  const of = `${sql.queries.length} queries and ${sql.views.length} views`;
  console.log(changed.length ? `sql: made ${changed.join(", ")}` : `sql: the types of ${of} are up to date`);
}

/** By a signal, or by the end of who started it: also while it is still starting. */
function toldToEnd(): Promise<unknown> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "disconnect"] as const)
      process.once(signal as "SIGINT", resolve);
  });
}

/** Until it is told to end. A broken file is told, and waits to be mended. */
async function follow(releases: readonly EmptyRelease[], isToEnd: Promise<unknown>): Promise<void> {
  // To nobody there it would be an error that ends this before its PostgreSQL.
  const tell = (made: { reason?: string }) => void (process.connected && process.send?.(made));
  const attempt = () =>
    make(releases).then(
      () => tell({}),
      ({ message }: Error) => {
        console.error(`sql: ${message}`);
        tell({ reason: message });
      },
    );
  let making = attempt();
  let timer: NodeJS.Timeout | undefined;
  const stopWatching = watchSql(join(sqlFolder("queries"), ".."), () => {
    clearTimeout(timer);
    // Editors write a file in several steps.
    timer = setTimeout(() => {
      making = making.then(attempt);
    }, 30);
  });
  await isToEnd;
  stopWatching();
  await making;
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
