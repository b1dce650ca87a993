import { execFile, execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { emptyTables, finishTables, type PreparedTable } from "./load.ts";

/** pgloader on the same unpacked rows, table by table, then the same keys; undefined where it is not installed. */
export async function pgloaderSeconds(
  url: string,
  tables: PreparedTable[],
  folder: string,
): Promise<number | undefined> {
  try {
    execFileSync("pgloader", ["--version"], { stdio: "ignore" });
  } catch {
    return undefined;
  }
  await emptyTables(url, tables);
  const script = join(folder, "load.pgloader");
  writeFileSync(script, tables.map((table) => command(url, table)).join("\n"));
  const started = performance.now();
  await promisify(execFile)("pgloader", ["--quiet", script], { maxBuffer: 64 << 20 });
  await finishTables(url, tables);
  return (performance.now() - started) / 1000;
}

function command(url: string, { table, path, columns }: PreparedTable): string {
  const fields = columns.map((column) => `${column} [null if '\\N']`).join(", ");
  return `LOAD CSV FROM '${path}' (${fields}) INTO ${url}?floor.${table} (${columns.join(", ")})
  WITH fields not enclosed, fields terminated by '\\t', workers = 2, concurrency = 1;`;
}
