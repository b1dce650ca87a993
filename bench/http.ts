import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { runLoader } from "../server/loader-process.ts";
import { startEmbeddedPostgres } from "../sql/embedded-postgres.ts";
import { prepareDatabase } from "../sql/prepare-database.ts";
import { sqlFolder } from "../sql/query-file.ts";

const SECONDS = 6;
const CONNECTIONS = 8;
const RUNS = 3;
/** Until the code of both is compiled, which is more of ours. */
const WARM_UP_SECONDS = 8;
const EXPORT = `SELECT i AS number, r.onetsoc_code, r.title, r.element_id, r.element_name, r.scale_id, r.data_value, r.n, r.suppressed, r.date_updated
FROM app.skill_rating r CROSS JOIN pg_catalog.generate_series(1, 1000000) AS i LIMIT 1000000`;
const QUERIES = {
  "rows-1000": `SELECT onetsoc_code, title, element_id, element_name, scale_id, data_value, n, date_updated
FROM app.skill_rating ORDER BY element_id, onetsoc_code, scale_id LIMIT 1000`,
  export: EXPORT,
};

interface Load {
  requests: { average: number };
  latency: { p99: number };
  non2xx: number;
  "3xx": number;
}

/** Requests and downloads against a bare node:http + postgres.js handler and psql on the same statements, in one run. */
export async function benchHttp(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "onetbook-bench-"));
  const server = await startEmbeddedPostgres(join(folder, "data"));
  const children: ChildProcess[] = [];
  try {
    const { readerUrl } = await prepareDatabase(server.url);
    const environment = { ...process.env, DATABASE_URL: server.url };
    await runLoader(["load", "demonstration", "--yes"], { environment });
    const queries = join(folder, "queries");
    mkdirSync(queries);
    copyFileSync(join(sqlFolder("queries"), "skill-gap.sql"), join(queries, "skill-gap.sql"));
    for (const [name, text] of Object.entries(QUERIES)) writeFileSync(join(queries, `${name}.sql`), text);
    const start = async (kind: string) => {
      const child = spawn(
        process.execPath,
        ["--import", "tsx", "bench/http-child.ts", kind, readerUrl, queries],
        {
          stdio: ["ignore", "pipe", "inherit"],
        },
      );
      children.push(child);
      const [address] = await once(createInterface(child.stdout), "line");
      return { address: String(address), pid: child.pid! };
    };
    const ours = await start("onetbook");
    const bare = await start("bare");
    for (const path of ["skill-gap.json?from=31-1131.00&to=29-1141.00&scale=LV", "rows-1000.json"])
      await compare(`/api/queries/${path}`, ours.address, bare.address);
    await compareKnown(`${ours.address}/api/queries/rows-1000.json`);
    await compareExport(ours, readerUrl);
  } finally {
    for (const child of children) child.kill();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function fire(url: string, header?: string, seconds = SECONDS): Promise<Load> {
  const options = [
    "--json",
    "-c",
    String(CONNECTIONS),
    "-d",
    String(seconds),
    ...(header ? ["-H", header] : []),
  ];
  const { stdout } = await promisify(execFile)("node_modules/.bin/autocannon", [...options, url], {
    maxBuffer: 16 << 20,
  });
  return JSON.parse(stdout) as Load;
}

async function compare(path: string, ours: string, bare: string): Promise<void> {
  const sums = { ours: 0, bare: 0 };
  for (const address of [bare, ours]) await fire(address + path, undefined, WARM_UP_SECONDS);
  for (let run = 0; run < RUNS; run++) {
    for (const [name, address] of [
      ["bare", bare],
      ["ours", ours],
    ] as const) {
      const { requests, latency, non2xx } = await fire(address + path);
      if (non2xx > 0) throw new Error(`${name} did not answer ${path}`);
      sums[name] += requests.average;
      console.log(`${path} ${name}: ${Math.round(requests.average)} requests/s, p99 ${latency.p99} ms`);
    }
  }
  console.log(`  onetbook / bare   ${(sums.ours / sums.bare).toFixed(2)} x   (goal at least 0.8)\n`);
}

async function compareKnown(url: string): Promise<void> {
  const tag = (await fetch(url, { method: "HEAD", headers: { "Accept-Encoding": "identity" } })).headers // as autocannon asks
    .get("ETag")!;
  const full = await fire(url);
  const known = await fire(url, `If-None-Match=${tag}`);
  if (known["3xx"] === 0) throw new Error("no 304 came");
  console.log(
    `304: ${Math.round(known.requests.average)} requests/s, p99 ${known.latency.p99} ms; 200: ${Math.round(full.requests.average)}`,
  );
  console.log(
    `  304 / 200         ${(known.requests.average / full.requests.average).toFixed(1)} x   (goal at least 10)\n`,
  );
}

async function compareExport({ address, pid }: { address: string; pid: number }, url: string): Promise<void> {
  const speeds = { ours: 0, psql: 0 };
  for (let run = 0; run < RUNS; run++) {
    const before = rssMb(pid);
    let peak = before;
    let bytes = 0;
    let started = performance.now();
    const watch = setInterval(() => {
      peak = Math.max(peak, rssMb(pid));
    }, 50);
    const { body } = await fetch(`${address}/api/queries/export.csv`);
    for await (const chunk of body!) bytes += chunk.length;
    clearInterval(watch);
    const ours = bytes / 1e6 / ((performance.now() - started) / 1000);
    started = performance.now();
    const copy = `\\copy (${EXPORT.replaceAll("\n", " ")}) to '/dev/null' with (format csv, header)`;
    await promisify(execFile)("psql", ["-X", "-q", "-c", copy, url]);
    const psql = bytes / 1e6 / ((performance.now() - started) / 1000);
    console.log(
      `1,000,000 rows of CSV, ${Math.round(bytes / 1e6)} MB: onetbook ${ours.toFixed(1)} MB/s, RSS ${before} MB + ${peak - before}; psql \\copy ${psql.toFixed(1)} MB/s`,
    );
    speeds.ours = Math.max(speeds.ours, ours);
    speeds.psql = Math.max(speeds.psql, psql);
  }
  console.log(
    `  onetbook / psql   ${(speeds.ours / speeds.psql).toFixed(2)} x   (goal at least 0.5; RSS under + 100 MB)`,
  );
}

function rssMb(pid: number): number {
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))![1]) / 1024);
}
