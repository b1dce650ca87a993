import { chromium } from "playwright-core";
import { mkdtempSync } from "node:fs";
const [port, path, name, ...modes] = process.argv.slice(2);
const context = await chromium.launchPersistentContext(mkdtempSync("/tmp/nbk/prof-"), { executablePath: "/usr/bin/chromium", headless: true, args: ["--no-sandbox","--disable-gpu"] });
for (const mode of modes.length ? modes : ["light","dark","narrow"]) {
  const page = await context.newPage();
  await page.addInitScript(() => { const d = Object.getOwnPropertyDescriptor(Element.prototype, "clientWidth")!; Object.defineProperty(Element.prototype, "clientWidth", { ...d, get() { const v = d.get!.call(this); if (v === 0) console.warn("ZERO", (this as any).id, document.readyState, innerWidth, performance.now(), document.visibilityState, document.hidden); return v; } }); });
  page.on("console", (m) => ["error","warning"].includes(m.type()) && console.log(mode, m.text()));
  page.on("pageerror", (e) => console.log(mode, e.message));
  await page.emulateMedia({ colorScheme: mode === "dark" ? "dark" : "light" });
  await page.setViewportSize({ width: mode === "narrow" ? 390 : 1280, height: 900 });
  const t = Date.now();
  await page.goto(`http://127.0.0.1:${port}${path}`);
  await page.locator("#notebook[data-state=settled]").waitFor({timeout: 60000});
  console.log(mode, "settled", Date.now()-t, "failures", await page.locator(".failure").allTextContents(), "overflow", await page.evaluate(() => document.documentElement.scrollWidth));
  await page.waitForTimeout(300);
  await page.screenshot({ path: `/tmp/nbk/${name}-${mode}.png`, fullPage: true });
  const h = await page.evaluate(() => document.documentElement.scrollHeight), w = mode === "narrow" ? 390 : 1280, step = 1300;
  for (let i = 0; i * step < h; i++) await page.screenshot({ path: `/tmp/nbk/${name}-${mode}-${i}.png`, fullPage: true, clip: { x: w === 390 ? 0 : 60, y: i * step, width: w === 390 ? 390 : 1160, height: Math.min(step, h - i * step) } });
  await page.close();
}
await context.close();
