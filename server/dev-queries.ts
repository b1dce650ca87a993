import { spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type QueryFile, readQueryFiles } from "../sql/query-file.ts";
import type { Log } from "./log.ts";
import type { Shutdown } from "./shutdown.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** What is wrong with a query's file. */
export interface QueryFault {
  /** of the query */
  name: string;
  /** both 1-based, in the file; absent where nobody says */
  line?: number;
  column?: number;
  message: string;
}

/**
 * In development: a child (npm run sql -- --watch) makes the types of an edited .sql file at once. `onMade` gets the queries
 * as they are then; or, of a broken file, what is wrong, and what was is served on.
 */
export function followQueries(
  log: Log,
  shutdown: Pick<Shutdown, "add">,
  onMade: (made: { queries: readonly QueryFile[] } | { faults: QueryFault[] }) => void,
  root = ROOT,
): void {
  const child = spawn(process.execPath, ["--import", "tsx", "loader/record/main.ts", "--watch"], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const exited = new Promise<number | null>((resolve) => child.once("exit", resolve));
  void exited.then((code) => {
    if (code !== 0)
      log.error(
        `edited queries are not followed any more: what makes their types ended with ${code}; start anew`,
      );
  });
  child.on("message", ({ reason }: { reason?: string }) => {
    if (reason !== undefined) return onMade({ faults: faultsOf(reason) });
    readQueryFiles(join(root, "sql/queries")).then(
      (queries) => onMade({ queries }),
      (error: Error) => log.error(error.message),
    );
  });
  child.on("error", (error) => log.error(`the types of queries are not kept up to date: ${error.message}`));
  shutdown.add(async () => {
    if (child.connected) child.disconnect();
    await exited;
  });
}

/** Of lines "sql/queries/skill-gap.sql:12:8: column …"; the place is not always told. */
export function faultsOf(reason: string): QueryFault[] {
  return reason.split("\n").flatMap((text): QueryFault[] => {
    const [, name, line, column, message] =
      /^sql\/queries\/(.+)\.sql(?::(\d+))?(?::(\d+))?: (.*)$/.exec(text) ?? [];
    if (name === undefined) return [];
    return [
      {
        name,
        ...(line !== undefined && { line: Number(line) }),
        ...(column !== undefined && { column: Number(column) }),
        message: message!,
      },
    ];
  });
}
