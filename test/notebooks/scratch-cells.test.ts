import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterEach, describe, expect, test } from "vitest";
import { readAssets } from "../../server/assets.ts";
import { prepareDatabase } from "../../sql/prepare-database.ts";
import { hasChromium, openChromium } from "../chromium.ts";
import { freshDatabase, psql, testPostgres } from "../postgres.ts";
import { axeViolations } from "../server/browsed.ts";
import { loadDemonstration, readerAt, scratchOf } from "../server/served.ts";
import { REPOSITORY, renameRelease, serve, serveBuilt } from "./project.ts";

const PATH = "/notebooks/skill-gap";
const TITLES = "SELECT title, length(description) AS letters FROM onet.occupation_data LIMIT 5";
const ENDLESS = "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT count(*) FROM r";

describe.runIf(hasChromium)("scratch cells", async () => {
  if (!hasChromium) return;
  const server = await testPostgres(18);
  const database = await freshDatabase(server);
  await loadDemonstration(database);
  const logins = await prepareDatabase(database);
  const folder = mkdtempSync(join(tmpdir(), "onetbook-test-dist-"));
  const offUrl = await serveBuilt(database, REPOSITORY, folder);
  const scratch = scratchOf(readerAt(logins.readerUrl), logins);
  const url = await serve(database, await readAssets(folder), undefined, { scratch });
  const browser = await openChromium();
  afterEach(async () => {
    const page = await browser.newPage();
    await Promise.all(browser.pages().map((other) => other !== page && other.close()));
    await page.goto(`${url}/api/release`);
    await page.evaluate(() => localStorage.clear());
    await page.close();
  });

  /** What a page complains of, but for the statements that are refused, fails a test. */
  async function open(address = `${url}${PATH}`, width = 1280) {
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on("console", (message) => {
      const isRefusal = message.location().url.endsWith("/api/sql");
      if (message.type() === "error" && !isRefusal) complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.setViewportSize({ width, height: 900 });
    await page.goto(address);
    await page.locator("#notebook[data-state=settled]").waitFor();
    return { page, complaints };
  }

  const add = (page: Page) => page.getByRole("button", { name: "Add a scratch cell" });
  const cells = (page: Page) => page.locator(".scratch-cell");
  const button = (page: Page, name: string, index = 0) =>
    cells(page).nth(index).getByRole("button", { name, exact: true });
  const result = (page: Page) => cells(page).first().locator(".result");
  const message = (page: Page) => cells(page).first().locator("> .message");
  const field = (page: Page, index = 0) => cells(page).nth(index).locator(".cm-content");
  const texts = (page: Page) => page.locator(".scratch-cell .cm-content").allInnerTexts();
  const said = (page: Page) => page.locator(".chart-view .chart [role=status]").textContent();
  const choose = (page: Page, label: string, value: string) =>
    page.getByRole("combobox", { name: label, exact: true }).selectOption(value);

  /** Adds a cell with a statement; its editor has the focus. */
  async function write(page: Page, text: string) {
    const count = await cells(page).count();
    await add(page).click();
    await field(page, count).waitFor();
    await page.keyboard.insertText(text);
    await page.keyboard.press("Escape"); // no completion is wanted
  }

  /** Puts a statement into the first cell and runs it. */
  async function run(page: Page, text: string) {
    if ((await cells(page).count()) === 0) await write(page, "");
    await field(page).click();
    await page.keyboard.press("Control+a");
    await page.keyboard.insertText(text);
    await page.keyboard.press("Control+Enter");
    await page.locator(".result[aria-busy=true]").waitFor({ state: "detached" });
  }

  async function chart(page: Page) {
    await page.getByText("Chart", { exact: true }).first().click();
    const picture = page.locator(".chart-view [role=img]");
    await picture.waitFor();
    return picture;
  }

  test("a reader without any pays for no editor, and nothing is asked of the SQL endpoint", async () => {
    const { page } = await open();
    const loaded: string[] = [];
    page.on("request", (request) => loaded.push(request.url().replace(/^.*\/|-[\w-]{8}(?=\.)/g, "")));
    await page.reload();
    await page.locator("#notebook[data-state=settled]").waitFor();
    await add(page).waitFor();
    expect(loaded).toContain("scratch-cells.js");
    for (const later of [
      "cell-list.js",
      "cell-list.css",
      "statement-runner.js",
      "chart-view.js",
      "schema.json",
    ])
      expect(loaded).not.toContain(later);
    await run(page, TITLES);
    expect(loaded).toEqual(expect.arrayContaining(["cell-list.js", "cell-list.css", "statement-runner.js"]));
    expect(loaded).not.toContain("chart-view.js");
    await chart(page);
    expect(loaded).toContain("chart-view.js");
  });

  test("where the code can't be had the page says so, and keeps the cells", async () => {
    const { page } = await open();
    await page.route("**/assets/cell-list-*.js", (route) => route.abort());
    await add(page).click();
    await expect.poll(() => page.locator("#scratch .notice").textContent()).toContain("Reload the page");
  });

  test("a statement is completed, run and shown as a table to be saved", async () => {
    const { page, complaints } = await open();
    const known = page.waitForResponse("**/api/schema.json");
    await write(page, "SELECT * FROM ");
    await known;
    await page.keyboard.type("onet.occ", { delay: 5 });
    await page.getByRole("option", { name: "occupation_data" }).first().waitFor();
    await run(page, TITLES);
    expect(await result(page).locator(".outcome").textContent()).toMatch(/^5 rows in .* · Synthetic demo/);
    expect(await result(page).getByRole("grid").locator("tbody tr").count()).toBe(5);
    await result(page).getByRole("button", { name: /CSV/ }).waitFor();
    await run(page, "SELECT n FROM generate_series(1, 2000) n");
    expect(await result(page).textContent()).toContain("There are more rows than these 1,000");
    await run(page, "SELECT 1 WHERE false");
    expect(await result(page).textContent()).toContain("The statement returned no rows.");
    expect(complaints).toEqual([]);
  });

  test("an error is marked where it is; a statement that takes too long can be cancelled", async () => {
    const { page } = await open();
    await run(page, TITLES);
    await run(page, "SELECT\n  wrong");
    expect(await message(page).textContent()).toMatch(
      /^Line 2, column 3: column "wrong" does not exist 42703$/,
    );
    expect(await page.locator(".cm-lintRange-error").textContent()).toBe("wrong");
    expect(await result(page).locator(".outcome").textContent()).toMatch(/^Of a statement before: 5 rows/);
    await page.keyboard.press("Control+a");
    await page.keyboard.insertText(ENDLESS);
    await page.keyboard.press("Shift+Enter");
    await expect.poll(() => cells(page).locator(".elapsed").textContent()).toMatch(/^0\.[2-9] s$/);
    await button(page, "Cancel").click();
    await expect.poll(() => message(page).textContent()).toBe("Cancelled.");
    const active = "SELECT FROM pg_stat_activity WHERE usename = 'onetbook_adhoc' AND state = 'active'";
    await expect.poll(() => psql(database, active)).toHaveLength(0);
    await page.route("**/api/sql", (route) =>
      route.fulfill({
        status: 503,
        json: { error: { message: "it took longer than the 10 s", code: "57014" } },
      }),
    );
    await run(page, TITLES);
    expect(await message(page).textContent()).toContain("It took longer than the 10 s");
  });

  test("a result becomes the chart that its columns suggest, and what is chosen is kept", async () => {
    const { page, complaints } = await open();
    await run(page, TITLES);
    const picture = await chart(page);
    expect(await picture.getAttribute("aria-label")).toBe("Bars: letters by title");
    expect(await picture.locator("[aria-label=bar] rect").count()).toBe(5);
    await picture.focus();
    await page.keyboard.press("ArrowDown");
    await expect.poll(() => said(page)).toContain("letters");
    await choose(page, "x", "title");
    await choose(page, "y", "letters");
    await choose(page, "Chart", "dots");
    await choose(page, "Colour", "title");
    await expect
      .poll(() => picture.getAttribute("aria-label"))
      .toContain("Dots: letters by title, coloured by title");
    expect(await picture.locator("[aria-label=dot] circle").count()).toBe(5);
    await page.getByRole("button", { name: "Save as SVG: Dots: letters by title" }).waitFor();
    await page.reload();
    await button(page, "Run").click();
    await expect.poll(() => picture.getAttribute("aria-label")).toContain("coloured by title");
    await run(page, "SELECT 1 AS a, 2 AS b"); // has none of the chosen columns
    await expect.poll(() => picture.getAttribute("aria-label")).toBe("Dots: b by a");
    await run(page, "SELECT n, n % 2 = 0 AS even FROM generate_series(1, 40) n");
    await choose(page, "Chart", "bars");
    await choose(page, "x", "n");
    await choose(page, "y", ""); // how many rows there are within each range
    await choose(page, "Colour", "even");
    await expect
      .poll(() => page.locator(".chart-view figure").textContent())
      .toMatch(/false.*true.*number of rows/s);
    await run(page, "SELECT 1 AS a, 2 AS b, 'Nurses' AS title, 'none' AS red");
    await choose(page, "Chart", "dots");
    await choose(page, "y", "b");
    await choose(page, "Colour", "red"); // also the name of a colour
    await expect.poll(() => page.locator(".chart-view figure").textContent()).toContain("none");
    await picture.focus();
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => said(page)).toMatch(/title Nurses.*red none|red none.*title Nurses/);
    expect(complaints).toEqual([]);
  });

  test("cells outlast a reload without being run, each notebook has its own", async () => {
    const { page } = await open();
    await write(page, "SELECT 'first'");
    await write(page, "SELECT 'second'");
    const asked: string[] = [];
    page.on("request", (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`));
    await page.reload();
    await expect.poll(() => texts(page)).toEqual(["SELECT 'first'", "SELECT 'second'"]);
    expect(await result(page).textContent()).toBe("Not run yet on this page.");
    await page.goto(`${url}${PATH}?sql=SELECT+1#sql=SELECT%201`);
    await expect.poll(() => texts(page)).toEqual(["SELECT 'first'", "SELECT 'second'"]);
    await page.goto(`${url}/notebooks/release-report`);
    await add(page).waitFor();
    expect(await cells(page).count()).toBe(0);
    expect(asked).not.toContain("POST /api/sql");
  });

  test("cells are moved and deleted, and a deleted one comes back to its place", async () => {
    const { page } = await open();
    for (const name of ["a", "b", "c"]) await write(page, name);
    await button(page, "Move up", 2).click();
    expect(await texts(page)).toEqual(["a", "c", "b"]);
    await button(page, "Move up", 1).click();
    expect(await texts(page)).toEqual(["c", "a", "b"]);
    expect(await page.evaluate(() => document.activeElement?.ariaLabel)).toBe("Move up");
    await button(page, "Move up", 0).press("Enter"); // is first already
    await button(page, "Delete", 1).click();
    expect(await texts(page)).toEqual(["c", "b"]);
    await page.keyboard.press("Enter"); // Undo has the focus
    expect(await texts(page)).toEqual(["c", "a", "b"]);
    await button(page, "Move down", 0).click();
    await button(page, "Delete", 2).click();
    await page.reload();
    await expect.poll(() => texts(page)).toEqual(["a", "c"]);
  });

  test("two tabs show each other's cells and destroy none", async () => {
    const { page: one } = await open();
    const { page: two } = await open();
    await write(one, "SELECT 1");
    await expect.poll(() => texts(two)).toEqual(["SELECT 1"]);
    await write(two, "SELECT 2");
    await expect.poll(() => texts(one)).toEqual(["SELECT 1", "SELECT 2"]);
    await field(two, 0).click();
    await two.keyboard.press("Control+End");
    await two.keyboard.type("00");
    await expect.poll(() => texts(one)).toEqual(["SELECT 100", "SELECT 2"]);
    await button(one, "Delete", 1).click();
    await expect.poll(() => texts(two)).toEqual(["SELECT 100"]);
    await one.getByRole("button", { name: "Undo" }).click();
    await expect.poll(() => texts(two)).toEqual(["SELECT 100", "SELECT 2"]);
  });

  test("a storage that is full, forbidden or holds something else is told of and breaks nothing", async () => {
    const { page, complaints } = await open();
    await page.evaluate(() => {
      for (const text of ["{", "null", '{"at":1}', '{"at":1,"text":"x","shows":"table","chart":{"mark":1}}'])
        localStorage.setItem(`onetbook.scratch:skill-gap:${text.length}`, text);
      for (let size = 1 << 22; size > 0; size >>= 1)
        try {
          for (let i = 0; i < 5; i++) localStorage.setItem(`full ${size} ${i}`, "x".repeat(size));
        } catch {
          // this much more does not fit
        }
    });
    await page.reload();
    await write(page, "SELECT 1");
    expect(await page.locator("#scratch .notice").textContent()).toContain("storage is full or forbidden");
    await page.evaluate(() => localStorage.clear());
    await page.keyboard.type("0");
    expect(await page.locator("#scratch .notice").count()).toBe(0);
    await page.addInitScript(() => {
      Object.defineProperty(window, "localStorage", {
        get() {
          throw new DOMException("forbidden", "SecurityError");
        },
      });
    });
    await page.reload();
    await run(page, "SELECT 1");
    expect(await result(page).textContent()).toContain("1 row");
    expect(await page.locator("#scratch .notice").textContent()).toContain("storage is full or forbidden");
    expect(complaints).toEqual([]);
  });

  test("all is done by keyboard", async () => {
    const { page } = await open();
    await add(page).focus();
    await page.keyboard.press("Enter");
    await field(page).waitFor();
    await page.keyboard.insertText(TITLES);
    await page.keyboard.press("Shift+Enter");
    await result(page).getByRole("grid").waitFor();
    await page.keyboard.press("Escape");
    // Run, Move up, Move down, Delete
    for (let stop = 1; stop <= 5; stop++) await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.getAttribute("value"))).toBe("table");
    await page.keyboard.press("ArrowRight");
    await page.locator(".chart-view [role=img]").waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowDown"); // from bars to dots
    await page.locator("[aria-label=dot] circle").first().waitFor();
  });

  test("axe finds nothing serious, in light and in dark; a narrow window needs no sideways scrolling", async () => {
    const { page } = await open(undefined, 360);
    await write(page, "");
    await run(page, TITLES);
    await chart(page);
    await write(page, "SELECT wrong, 'x', 1 -- c");
    await page.keyboard.press("Control+Enter");
    await page.locator(".refused").waitFor();
    await write(page, "");
    await button(page, "Delete", 2).click();
    expect(await axeViolations(page)).toEqual([]);
    expect(await page.locator("main").evaluate((main) => main.scrollWidth)).toBeLessThanOrEqual(360);
  });

  test("a saved copy and a print have none", async () => {
    const { page } = await open();
    await run(page, TITLES);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Save as HTML" }).click(),
    ]);
    const file = join(folder, "copy.html");
    await download.saveAs(file);
    await page.emulateMedia({ media: "print" });
    expect(await page.locator("#scratch").isVisible()).toBe(false);
    const copy = await browser.newPage();
    await copy.goto(`file://${file}`);
    await copy.locator(".cell h2").waitFor();
    expect(await copy.locator("#scratch, .scratch-cell").count()).toBe(0);
  });

  test("where scratch SQL is off the place says why, and the texts are not lost", async () => {
    const { page, complaints } = await open(`${offUrl}${PATH}`);
    expect(await page.locator("#scratch").textContent()).toBe(
      "Scratch cells are off on this server. For the administrator: this test has none.",
    );
    await page.evaluate(() => {
      const kept = { at: 1, text: "SELECT '<b>mine</b>'", shows: "table" };
      localStorage.setItem("onetbook.scratch:skill-gap:x", JSON.stringify(kept));
    });
    await page.reload();
    expect(await page.locator("#scratch pre").textContent()).toBe("SELECT '<b>mine</b>'");
    expect(await add(page).count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  test("an answer of a release that went live meanwhile is not shown beside this page's", async () => {
    const { page } = await open();
    await run(page, "SELECT 1");
    await renameRelease(database, "Release of tomorrow");
    await run(page, "SELECT 2");
    expect(await message(page).textContent()).toContain(
      "Release of tomorrow went live while this page was open",
    );
    expect(await result(page).locator(".outcome").textContent()).toMatch(/^Of a statement before: 1 row/);
    expect(await page.locator("#live").textContent()).toContain("Release of tomorrow");
    await button(page, "Reload the page").click();
    await expect.poll(() => result(page).textContent()).toBe("Not run yet on this page.");
    await button(page, "Run").click();
    await expect.poll(() => result(page).textContent()).toContain("Release of tomorrow");
  });
});
