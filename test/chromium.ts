import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium } from "playwright-core";
import { afterAll } from "vitest";
import { CHROMIUM_FLAGS, findChromium } from "../server/find-chromium.ts";

const executablePath = findChromium();

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
    args: CHROMIUM_FLAGS,
  });
  afterAll(async () => {
    await context.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  });
  return context;
}
