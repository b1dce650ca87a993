import { chromium } from "playwright-core";
import { mkdtempSync } from "node:fs";
for (let i = 0; i < 5; i++) {
const context = await chromium.launchPersistentContext(mkdtempSync("/tmp/nbk/prof-"), { executablePath: "/usr/bin/chromium", headless: true, args: ["--no-sandbox","--disable-gpu"] });
const page = await context.newPage();
await page.addInitScript(() => { (window as any).zero = []; 
  const d = Object.getOwnPropertyDescriptor(Element.prototype, "clientWidth")!;
  Object.defineProperty(Element.prototype, "clientWidth", { ...d, get() { const v = d.get!.call(this); if (v === 0) (window as any).zero.push([(this as any).id, document.readyState, innerWidth, performance.now(), [...document.styleSheets].length]); return v; } });
});
page.on("console", (m) => console.log(m.text().slice(0,60)));
await page.goto(`http://127.0.0.1:2311${i%2}/notebooks/data-quality`);
await page.locator("#notebook[data-state=settled]").waitFor();
console.log("settled", JSON.stringify(await page.evaluate(() => (window as any).zero)));
await page.waitForTimeout(300);
await context.close(); }
