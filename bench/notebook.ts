import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pino } from "pino";
import { type Browser, chromium } from "playwright-core";
import { build } from "vite";
import { createApp } from "../server/app.ts";
import { type Assets, readAssets } from "../server/assets.ts";
import { openDevAssets } from "../server/dev-assets.ts";
import { CHROMIUM_FLAGS, findChromium } from "../server/find-chromium.ts";
import { listen } from "../server/listen.ts";
import { runLoader } from "../server/loader-process.ts";
import { Scratch } from "../server/scratch.ts";
import { Database } from "../sql/client.ts";
import { startEmbeddedPostgres } from "../sql/embedded-postgres.ts";
import { prepareDatabase } from "../sql/prepare-database.ts";
import { readQueryFiles, sqlFolder } from "../sql/query-file.ts";
import { edit } from "./edit.ts";
import { type FirstChart, firstChart, type Line } from "./first-chart.ts";
import { buildFramework, type Compared, type Site } from "./framework.ts";
import { median } from "./median.ts";
import { copyProject } from "./notebook-project.ts";
import { SLIDER_NOTEBOOK, slide } from "./slider.ts";

const RUNS = 7;
const RELEASE = "../shared/onet/db_30_3_csv.zip";
const PATH = "/notebooks/skill-gap";
const SLOW: Line = { name: "1.6 Mb/s, 150 ms", bytesPerSecond: 200_000, latencyMs: 150 };

/** What is open, closed in reverse. */
type Closing = (() => unknown)[];

/**
 * The skill gap notebook over a real database against the same chart as a static page of Observable Framework, a slider against
 * Plot alone, and an edit against an update by Vite alone.
 */
export async function benchNotebook([zip = RELEASE]: string[]): Promise<void> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error("no Chromium found: install it, or set CHROMIUM to its path");
  const folder = mkdtempSync(join(tmpdir(), "onetbook-bench-"));
  const closing: Closing = [() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 })];
  try {
    const browser = await chromium.launch({ executablePath, args: CHROMIUM_FLAGS });
    closing.push(() => browser.close());
    const readerUrl = await openDatabase(join(folder, "data"), zip, closing);
    const project = join(folder, "project");
    mkdirSync(project);
    copyProject(project, { "slider.ts": SLIDER_NOTEBOOK });

    const ours = await serveBuilt(process.cwd(), join(folder, "dist"), readerUrl, closing);
    const peer = await buildFramework(join(folder, "framework"), await compared(ours));
    const theirs = peer && (await listenUntilClosed(peer, closing));
    await benchFirstChart(browser, ours + PATH, theirs);
    await benchFirstChart(browser, ours + PATH, theirs, SLOW);
    const slider = await serveBuilt(project, join(project, "dist"), readerUrl, closing);
    await benchSlider(browser, `${slider}/notebooks/slider`);
    await benchEdit(browser, project, readerUrl, closing);
  } finally {
    for (const close of closing.reverse()) await close();
  }
}

/** Loads the release into an embedded PostgreSQL; without the zip, the demonstration. */
async function openDatabase(data: string, zip: string, closing: Closing): Promise<string> {
  const server = await startEmbeddedPostgres(data);
  closing.push(() => server.stop());
  const { readerUrl } = await prepareDatabase(server.url);
  const source = existsSync(zip) ? resolve(zip) : "demonstration";
  const environment = { ...process.env, DATABASE_URL: server.url };
  const { exitCode, message } = await runLoader(["load", source, "--yes"], { environment });
  if (exitCode !== 0) throw new Error(message);
  console.log(`${source}, load average ${loadavg()[0]!.toFixed(1)}`);
  return readerUrl;
}

async function serveBuilt(
  root: string,
  outDir: string,
  readerUrl: string,
  closing: Closing,
): Promise<string> {
  await build({ root, logLevel: "silent", build: { outDir } });
  return listenUntilClosed(await appOf(await readAssets(outDir), readerUrl, closing), closing);
}

async function appOf(assets: Assets, readerUrl: string, closing: Closing) {
  const db = new Database(readerUrl, { applicationName: "bench", readOnly: true, statementTimeout: 60_000 });
  closing.push(() => db.end());
  const log = pino({ enabled: false });
  const scratch = new Scratch(db, { appUrl: readerUrl, adhocUrl: null, adhocOff: "not measured" }, log);
  const queries = await readQueryFiles(sqlFolder("queries"), "sql/queries");
  return createApp({ db, queries, scratch, assets, log });
}

async function listenUntilClosed(
  app: Pick<Site, "fetch">,
  closing: Closing,
  prepare?: Parameters<typeof listen>[4],
): Promise<string> {
  const shutdown = { add: (step: () => Promise<unknown>) => void closing.push(step) };
  const address = await listen(app, { HOST: "127.0.0.1", PORT: 0 }, shutdown, undefined, prepare);
  return address.replace("localhost", "127.0.0.1");
}

/** What the notebook shows first, as its server answers it. */
async function compared(url: string): Promise<Compared> {
  const rowsOf = async (path: string) => {
    const response = await fetch(`${url}/api/queries/${path}`);
    return ((await response.json()) as { rows: Record<string, string>[] }).rows;
  };
  const [rows, occupations] = await Promise.all([
    rowsOf("skill-gap.json?from=31-1131.00&to=29-1141.00&scale=LV"),
    rowsOf("occupations.json"),
  ]);
  const titleOf = (code: string) => occupations.find(({ onetsoc_code }) => onetsoc_code === code)!.title!;
  return { rows, from: titleOf("31-1131.00"), to: titleOf("29-1141.00") };
}

async function benchFirstChart(browser: Browser, ours: string, theirs?: string, line?: Line): Promise<void> {
  const runs: Record<"ours" | "theirs", FirstChart[]> = { ours: [], theirs: [] };
  for (let run = 0; run <= RUNS; run++) {
    const [ourRun, theirRun] = [
      await firstChart(browser, ours, line),
      theirs && (await firstChart(browser, theirs, line)),
    ];
    if (run === 0) continue; // warms up
    runs.ours.push(ourRun);
    if (theirRun) runs.theirs.push(theirRun);
  }
  const msOf = (all: FirstChart[]) => median(all.map(({ ms }) => ms));
  console.log(
    `\nfirst chart, empty cache${line ? `, ${line.name}` : ""} (load average ${loadavg()[0]!.toFixed(1)})`,
  );
  console.log(`  onetbook          ${Math.round(msOf(runs.ours))} ms; ${transferred(runs.ours.at(-1)!)}`);
  const { bytes, headers } = runs.ours.at(-1)!;
  console.log(`  packed            ${kB(sumOf(bytes) - headers)} kB of all kinds   (goal at most 130)`);
  if (!theirs) return console.log("  Framework         not installed");
  console.log(`  Framework         ${Math.round(msOf(runs.theirs))} ms; ${transferred(runs.theirs.at(-1)!)}`);
  console.log(
    `  onetbook / Framework   ${(msOf(runs.ours) / msOf(runs.theirs)).toFixed(2)} x   (goal at most 1.3)`,
  );
}

function transferred({ bytes, headers, requests }: FirstChart): string {
  const kinds = [...bytes].toSorted(([, a], [, b]) => b - a);
  const parts = kinds.map(([kind, count]) => `${kind} ${kB(count)}`);
  return `${kB(sumOf(bytes))} kB in ${requests} answers (${parts.join(", ")}; ${kB(headers)} of it headers)`;
}

function sumOf(bytes: FirstChart["bytes"]): number {
  return [...bytes.values()].reduce((sum, count) => sum + count, 0);
}

function kB(bytes: number): string {
  return (bytes / 1000).toFixed(1);
}

async function benchSlider(browser: Browser, url: string): Promise<void> {
  const { event, alone } = await slide(browser, url);
  console.log(
    `\nslider to chart of 1,000 dots   ${median(event).toFixed(1)} ms of scripting   (goal under 50)`,
  );
  console.log(
    `  event / Plot alone            ${(median(event) / median(alone)).toFixed(2)} x   (alone ${median(alone).toFixed(1)} ms)`,
  );
}

async function benchEdit(browser: Browser, root: string, readerUrl: string, closing: Closing): Promise<void> {
  const dev = await openDevAssets(root, [root, process.cwd()]);
  closing.push(() => dev.close());
  const app = await appOf(dev.assets, readerUrl, closing);
  app.use("/@dev/*", dev.answer);
  const url = await listenUntilClosed(app, closing, dev.attach);
  const { cell, module } = await edit(browser, url + PATH, root);
  console.log(
    `\nedited cell to new chart        ${Math.round(median(cell))} ms, inputs kept   (goal under 300)`,
  );
  console.log(
    `  edit / update of a module     ${(median(cell) / median(module)).toFixed(2)} x   (Vite alone ${Math.round(median(module))} ms)`,
  );
}
