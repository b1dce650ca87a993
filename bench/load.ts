import { spawn } from "node:child_process";
import { createReadStream, createWriteStream, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { from as copyFrom } from "pg-copy-streams";
import { identifyRelease } from "../loader/release.ts";
import { CopyRows } from "../loader/rows.ts";
import { openSource } from "../loader/source.ts";
import { planTables } from "../loader/tables.ts";
import { startEmbeddedPostgres } from "../sql/embedded-postgres.ts";
import { connectOwner } from "../sql/owner.ts";
import { median } from "./median.ts";
import { pgloaderSeconds } from "./pgloader.ts";

/** As many as the loader uses. */
const CONNECTIONS = 2;
const RUNS = 5;

export interface PreparedTable {
  table: string;
  path: string;
  bytes: number;
  columns: string[];
  /** statements that make its keys and indexes */
  keys: string[];
  foreignKeys: string[];
}

/**
 * `load` from zip to live, against a floor in the same run: plain COPY of the same rows, already unpacked and cut to
 * the tables' columns, over as many connections into the same tables, with the same keys, indexes and ANALYZE.
 */
export async function benchLoad([zip = "../shared/onet/db_29_2_text.zip"]: string[]): Promise<void> {
  if (!existsSync(zip)) throw new Error(`${zip} is not here: npm run bench -- load PATH-OF-A-RELEASE-ZIP`);
  const folder = mkdtempSync(join(tmpdir(), "onetbook-bench-"));
  const server = await startEmbeddedPostgres(join(folder, "data"));
  try {
    await runLoader(server.url, resolve(zip));
    const tables = await prepare(server.url, resolve(zip), folder);
    const floors: number[] = [];
    const loads: { seconds: number; staging: number; rssMb: number }[] = [];
    for (let run = 0; run < RUNS; run++) {
      floors.push(await floorSeconds(server.url, tables));
      loads.push(await runLoader(server.url, resolve(zip)));
      console.log(
        `run ${run + 1}: floor ${floors.at(-1)!.toFixed(2)} s, load ${loads.at(-1)!.staging.toFixed(2)} s from opening the zip to live, ${loads.at(-1)!.seconds.toFixed(2)} s with the start of the command, ${loads.at(-1)!.rssMb} MB`,
      );
    }
    const floor = median(floors);
    console.log(
      `\nload / floor                ${(median(loads.map(({ staging }) => staging)) / floor).toFixed(2)} x   (goal at most 1.25)`,
    );
    console.log(
      `whole command / floor       ${(median(loads.map(({ seconds }) => seconds)) / floor).toFixed(2)} x`,
    );
    console.log(
      `peak RSS of the loader      ${Math.max(...loads.map(({ rssMb }) => rssMb))} MB  (goal under 200)`,
    );
    const peer = await pgloaderSeconds(server.url, tables, folder);
    console.log(
      peer === undefined
        ? "pgloader                    not installed"
        : `pgloader / floor            ${(peer / floor).toFixed(2)} x   (the same unpacked rows)`,
    );
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs the loader's command line as a person would, on a database without a live release. */
async function runLoader(
  url: string,
  zip: string,
): Promise<{ seconds: number; staging: number; rssMb: number }> {
  const owner = await connectOwner(url, "bench");
  await owner.query(
    "DROP SCHEMA IF EXISTS onet, onet_new, onet_old, onet_gone, app, app_old, app_gone CASCADE; DROP SCHEMA public CASCADE; CREATE SCHEMA public; CHECKPOINT",
  );
  await owner.end();
  const started = performance.now();
  const child = spawn(
    process.execPath,
    ["--import", "tsx", "loader/main.ts", "load", zip, "--yes", "--json"],
    {
      env: { ...process.env, DATABASE_URL: url },
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  let rssMb = 0;
  let opened = started;
  let live = 0;
  const watch = setInterval(() => {
    rssMb = Math.max(rssMb, peakRssMb(child.pid!));
  }, 20);
  child.stdout.setEncoding("utf8").on("data", (lines: string) => {
    if (lines.includes('"step":"open"')) opened = performance.now();
    if (lines.includes('"step":"committed"')) live = performance.now();
    rssMb = Math.max(rssMb, peakRssMb(child.pid!));
  });
  const code = await new Promise((done) => child.once("close", done));
  clearInterval(watch);
  if (code !== 0) throw new Error(`the loader ended with ${code}`);
  return { seconds: (live - started) / 1000, staging: (live - opened) / 1000, rssMb };
}

/** The kernel's own high-water mark. */
function peakRssMb(pid: number): number {
  const status = existsSync(`/proc/${pid}/status`) ? readFileSync(`/proc/${pid}/status`, "utf8") : "";
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
}

/** Unpacks the rows of each table, and reads from the catalogue how the loader made its keys. */
async function prepare(url: string, zip: string, folder: string): Promise<PreparedTable[]> {
  const source = await openSource(zip);
  const owner = await connectOwner(url, "bench");
  const prepared: PreparedTable[] = [];
  for (const table of (await planTables(source, await identifyRelease(source), true)).tables) {
    const path = join(folder, `${table.table}.copy`);
    await pipeline(await table.file.open(), new CopyRows(table.rows), createWriteStream(path));
    const { rows } = await owner.query<{ keys: string[]; foreign_keys: string[] }>(
      `SELECT coalesce((SELECT array_agg(replace(pg_get_indexdef(indexrelid), 'onet.', 'floor.')) FROM pg_index WHERE indrelid = $1::regclass), '{}') AS keys,
              coalesce((SELECT array_agg(format('ALTER TABLE floor.%I ADD %s', $2::text, replace(pg_get_constraintdef(oid), 'onet.', 'floor.'))) FROM pg_constraint WHERE conrelid = $1::regclass AND contype = 'f'), '{}') AS foreign_keys`,
      [`onet.${table.table}`, table.table],
    );
    const columns = table.rows.fields.flatMap(({ column }) => column ?? []);
    prepared.push({
      table: table.table,
      path,
      bytes: table.file.bytes,
      columns,
      keys: rows[0]!.keys,
      foreignKeys: rows[0]!.foreign_keys,
    });
  }
  await owner.end();
  await source.close();
  return prepared.sort((a, b) => b.bytes - a.bytes);
}

/** Makes empty tables like the loader's. */
export async function emptyTables(url: string, tables: PreparedTable[]): Promise<void> {
  const owner = await connectOwner(url, "bench");
  await owner.query("DROP SCHEMA IF EXISTS floor CASCADE; CREATE SCHEMA floor");
  for (const { table } of tables)
    await owner.query(`CREATE TABLE floor.${table} (LIKE onet.${table} INCLUDING GENERATED)`);
  await owner.query("CHECKPOINT");
  await owner.end();
}

/** Keys, indexes and ANALYZE table by table on a few connections, then the foreign keys. */
export async function finishTables(url: string, tables: PreparedTable[]): Promise<void> {
  await onConnections(url, tables, async (owner, table) => {
    for (const key of table.keys) await owner.query(key);
    await owner.query(`ANALYZE floor.${table.table}`);
  });
  const owner = await connectOwner(url, "bench");
  for (const key of tables.flatMap(({ foreignKeys }) => foreignKeys)) await owner.query(key);
  await owner.end();
}

async function floorSeconds(url: string, tables: PreparedTable[]): Promise<number> {
  await emptyTables(url, tables);
  const started = performance.now();
  await onConnections(url, tables, async (owner, { table, path, columns }) => {
    await pipeline(
      createReadStream(path, { highWaterMark: 65536 }),
      owner.query(copyFrom(`COPY floor.${table} (${columns.join(", ")}) FROM STDIN`)),
    );
  });
  await finishTables(url, tables);
  return (performance.now() - started) / 1000;
}

async function onConnections(
  url: string,
  tables: PreparedTable[],
  work: (owner: Awaited<ReturnType<typeof connectOwner>>, table: PreparedTable) => Promise<void>,
): Promise<void> {
  const queue = [...tables];
  const worker = async () => {
    const owner = await connectOwner(url, "bench");
    await owner.query("SET maintenance_work_mem = '128MB'");
    for (let table = queue.shift(); table; table = queue.shift()) await work(owner, table);
    await owner.end();
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
}
