import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium } from "playwright-core";
import { afterAll } from "vitest";

const PLACES = [
  process.env.CHROMIUM,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];
const FLAGS = [
  "--no-sandbox", // root may not start it otherwise
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const executablePath = PLACES.find((place) => place && existsSync(place));

/** Without a browser its tests are skipped, but never in CI. */
export const hasChromium = executablePath !== undefined || Boolean(process.env.CI);
if (!hasChromium) console.warn("no Chromium found: its tests are skipped; set CHROMIUM to its path");

/** A browser of its own for the test file that calls this, with an empty profile; closed and removed after it. */
export async function openChromium(): Promise<BrowserContext> {
  if (!executablePath) throw new Error("no Chromium found: install it, or set CHROMIUM to its path");
  const profile = mkdtempSync(join(tmpdir(), "onetbook-chromium-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: true,
    args: FLAGS,
  });
  afterAll(async () => {
    await context.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  });
  return context;
}
