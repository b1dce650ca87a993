import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";

const EDITS = 7;
const TINY = "notebooks/skill-gap/tiny.js";

export interface EditTimes {
  /** ms from writing a notebook with one cell changed until the page has painted what that shows */
  cell: number[];
  /** ms from writing a one-line module until the same page has run it */
  module: number[];
}

/** Edits a cell of the skill gap notebook below `root`, whose page `url` is. Errors: an Error where an input was not kept. */
export async function edit(browser: Browser, url: string, root: string): Promise<EditTimes> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    const page = await context.newPage();
    writeFileSync(join(root, TINY), tiny(0));
    await page.goto(`${url}?to=17-2051.00&scale=IM`, { timeout: 120_000 });
    await page.locator("#notebook[data-ran][data-state=settled]").waitFor({ timeout: 120_000 });
    // Not by its name in the notebook's text: it is no part of that.
    await page.evaluate((path) => import(path), `/@dev/${TINY}`);
    await page.waitForLoadState("networkidle");
    await page.evaluate(() =>
      Object.assign(window, { inputsBefore: [...document.querySelectorAll("input")] }),
    );
    const values = await inputs(page);
    const times: EditTimes = { cell: [], module: [] };
    const file = join(root, "notebooks/skill-gap.ts");
    const text = readFileSync(file, "utf8");
    for (let number = 0; number <= EDITS; number++) {
      const changed = text.replace(", summary }", `, summary: "Edit ${number}. " + summary }`);
      const cell = await msUntil(page, `[aria-label^="Edit ${number}."]`, () => writeFileSync(file, changed));
      const module = await msUntil(page, `html[data-tiny="${number + 1}"]`, () =>
        writeFileSync(join(root, TINY), tiny(number + 1)),
      );
      if (number === 0) continue; // warms up
      times.cell.push(cell);
      times.module.push(module);
    }
    if ((await inputs(page)) !== values || !(await areSame(page))) throw new Error("an edit lost an input");
    return times;
  } finally {
    await context.close();
  }
}

function tiny(number: number): string {
  return `document.documentElement.dataset.tiny = "${number}";\nimport.meta.hot.accept();\n`;
}

/** ms from `write` until the page has painted what the selector finds. */
async function msUntil(page: Page, selector: string, write: () => void): Promise<number> {
  const painted = page.evaluate(
    (selector) =>
      new Promise<void>((resolve) => {
        const observer = new MutationObserver(() => {
          if (!document.querySelector(selector)) return;
          observer.disconnect();
          requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
        });
        observer.observe(document, { childList: true, subtree: true, attributes: true });
      }),
    selector,
  );
  await page.evaluate(() => {}); // it watches now
  const started = performance.now();
  write();
  await painted;
  return performance.now() - started;
}

function inputs(page: Page): Promise<string> {
  return page.evaluate(() =>
    JSON.stringify([
      location.search,
      [...document.querySelectorAll("input")].map((input) =>
        input.type === "radio" ? input.checked : input.value,
      ),
    ]),
  );
}

function areSame(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const { inputsBefore } = window as unknown as { inputsBefore: Element[] };
    return inputsBefore.every((input) => input.isConnected);
  });
}
