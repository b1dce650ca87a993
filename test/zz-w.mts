import { chromium } from "playwright-core";
import { mkdtempSync } from "node:fs";
const context = await chromium.launchPersistentContext(mkdtempSync("/tmp/nbk/prof-"), { executablePath: "/usr/bin/chromium", headless: true, args: ["--no-sandbox","--disable-gpu"] });
const page = await context.newPage();
page.on("console", (m) => console.log(Date.now()%100000, m.text()));
await page.addInitScript(() => {
  const d = Object.getOwnPropertyDescriptor(Element.prototype, "clientWidth")!;
  Object.defineProperty(Element.prototype, "clientWidth", { ...d, get() { const v = d.get!.call(this); if (v === 0) console.log("ZERO", (this as any).id, (this as any).className, document.readyState, document.visibilityState, innerWidth, document.documentElement.getBoundingClientRect().width); return v; } });
});
await page.goto(`http://127.0.0.1:23111/notebooks/data-quality`);
await page.locator("#notebook[data-state=settled]").waitFor();
console.log("settled", Date.now()%100000);
await page.emulateMedia({colorScheme:"light"}); await page.screenshot({ path: `/tmp/nbk/x.png`, fullPage: true }); for (let i=0;i<4;i++) {await page.screenshot({ path: `/tmp/nbk/x.png`, fullPage: true, clip: {x:60,y:i*1300,width:1160,height:1300} }); console.log("clip", i);}
console.log("shot", Date.now()%100000);
await page.waitForTimeout(500); console.log("closing"); await page.close(); const p2 = await context.newPage(); await p2.goto("http://127.0.0.1:23111/notebooks/data-quality"); console.log("second"); await context.close();
