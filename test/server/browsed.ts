import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { BrowserContext, Page } from "playwright-core";
import { build } from "vite";
import { afterAll } from "vitest";
import { createApp } from "../../server/app.ts";
import { readAssets } from "../../server/assets.ts";
import { listen } from "../../server/listen.ts";
import type { QueryFile } from "../../sql/query-file.ts";
import { parts, reader } from "./served.ts";

/** Builds the browser code and serves the app over a database, until the test file ends; returns its address. */
export async function serve(database: string, queries?: QueryFile[]): Promise<string> {
  const outDir = mkdtempSync(join(tmpdir(), "onetbook-test-dist-"));
  const root = fileURLToPath(new URL("../..", import.meta.url));
  await build({ root, logLevel: "silent", build: { outDir, sourcemap: false, minify: false } });
  const assets = await readAssets(outDir);
  const app = createApp({ ...(await parts(await reader(database), queries)), assets });
  const closing: (() => Promise<unknown>)[] = [];
  const shutdown = { add: (step: () => Promise<unknown>) => void closing.push(step) };
  const address = await listen(app, { HOST: "127.0.0.1", PORT: 0 }, shutdown);
  afterAll(async () => {
    await Promise.all(closing.map((close) => close()));
    rmSync(outDir, { recursive: true, force: true });
  });
  return address.replace("localhost", "127.0.0.1");
}

/** A page of the browser, and what it complains about. */
export async function openPage(
  browser: BrowserContext,
  url: string,
  width = 1100,
): Promise<{ page: Page; complaints: string[] }> {
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.setViewportSize({ width, height: 800 });
  await page.goto(url);
  return { page, complaints };
}

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Violation {
  id: string;
  impact: string;
  nodes: { html: string }[];
}

/** What axe-core finds on the page that is serious or critical, in light and in dark. */
export async function axeViolations(page: Page): Promise<string[]> {
  const found: string[] = [];
  await page.evaluate(axe);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const violations = await page.evaluate(async () => {
      const { axe } = window as unknown as {
        axe: { run(options: object): Promise<{ violations: Violation[] }> };
      };
      return (await axe.run({ resultTypes: ["violations"] })).violations;
    });
    for (const { id, impact, nodes } of violations) {
      if (impact === "serious" || impact === "critical")
        found.push(`${colorScheme}: ${id}: ${nodes[0]?.html}`);
    }
  }
  return found;
}
