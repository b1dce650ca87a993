import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { type QueryFile, readQueryFiles } from "../sql/query-file.ts";
import type { Log } from "./log.ts";
import type { Shutdown } from "./shutdown.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/**
 * In development: a child (npm run sql -- --watch) makes the types of an edited .sql file at once, and `onChange` gets
 * the queries as they are then. A broken file is told, and what was is served on.
 */
export function followQueries(
  log: Log,
  shutdown: Shutdown,
  onChange: (queries: readonly QueryFile[]) => void,
): void {
  const child = spawn(process.execPath, ["--import", "tsx", "loader/record/main.ts", "--watch"], {
    cwd: ROOT,
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const exited = new Promise((resolve) => child.once("exit", resolve));
  child.on("message", () => {
    readQueryFiles().then(onChange, (error: Error) => log.error(error.message));
  });
  child.on("error", (error) => log.error(`the types of queries are not kept up to date: ${error.message}`));
  shutdown.add(async () => {
    if (child.connected) child.disconnect();
    await exited;
  });
}
