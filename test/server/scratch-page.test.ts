import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { build } from "vite";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { createApp } from "../../server/app.ts";
import { readAssets } from "../../server/assets.ts";
import { listen } from "../../server/listen.ts";
import { prepareDatabase } from "../../sql/prepare-database.ts";
import { hasChromium, openChromium } from "../chromium.ts";
import { freshDatabase, psql, testPostgres } from "../postgres.ts";
import { loadDemonstration, parts, readerAt, scratchOf } from "./served.ts";

const ENDLESS = "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT count(*) FROM r";
const AXE = readFileSync(new URL("../../node_modules/axe-core/axe.min.js", import.meta.url), "utf8");

describe.runIf(hasChromium)("the SQL page", async () => {
  if (!hasChromium) return;
  const server = await testPostgres(18);
  const database = await freshDatabase(server);
  await loadDemonstration(database);
  const url = await serve();
  const browser = await openChromium();
  afterEach(() => Promise.all(browser.pages().map((page) => page.close())));

  async function serve(): Promise<string> {
    const outDir = mkdtempSync(join(tmpdir(), "onetbook-test-dist-"));
    const root = fileURLToPath(new URL("../..", import.meta.url));
    await build({ root, logLevel: "silent", build: { outDir } });
    const logins = await prepareDatabase(database);
    const db = readerAt(logins.readerUrl);
    const scratch = scratchOf(db, logins);
    const app = createApp({ ...(await parts(db)), scratch, assets: await readAssets(outDir) });
    const closing: (() => Promise<unknown>)[] = [];
    const address = await listen(
      app,
      { HOST: "127.0.0.1", PORT: 0 },
      { add: (step) => void closing.push(step) },
    );
    afterAll(async () => {
      await Promise.all(closing.map((close) => close()));
      rmSync(outDir, { recursive: true, force: true });
    });
    return address.replace("localhost", "127.0.0.1");
  }

  /** The page with its tables known. What it complains of, but for the statements that are refused, fails a test. */
  async function open(hash = "", width = 1280) {
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on("console", (message) => {
      const isRefusal = message.location().url.endsWith("/api/sql");
      if (message.type() === "error" && !isRefusal) complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.setViewportSize({ width, height: 900 });
    const known = page.waitForResponse("**/api/schema.json");
    await page.goto(`${url}/sql${hash}`);
    await known;
    return { page, complaints };
  }

  const field = (page: Page) => page.getByRole("textbox", { name: "SQL statement" });
  const textOf = async (page: Page) => (await page.locator(".cm-line").allTextContents()).join("\n");

  /** CodeMirror takes no key for an option that has just appeared. */
  async function accept(page: Page, name: string, key: "Tab" | "Enter") {
    await page.getByRole("option", { name }).first().waitFor();
    await page.waitForTimeout(100);
    await page.keyboard.press(key);
  }

  const message = (page: Page) => page.locator("#message");
  const outcome = (page: Page) => page.locator("#result .outcome");
  const history = (page: Page) => page.locator("#past li");
  const linkTo = (text: string) => `#sql=${encodeURIComponent(text)}`;

  async function pointAt(page: Page, word: string) {
    const { x, y } = await page.locator(".cm-line", { hasText: word }).evaluate((line, word) => {
      const node = [...line.childNodes].find(({ textContent }) => textContent?.includes(word))!;
      const range = document.createRange();
      range.setStart(node, node.textContent!.indexOf(word));
      range.setEnd(node, range.startOffset + word.length);
      const { left, top, width, height } = range.getBoundingClientRect();
      return { x: left + width / 2, y: top + height / 2 };
    }, word);
    await page.mouse.move(x, y);
  }

  /** Puts a statement into the editor, all at once. */
  async function write(page: Page, text: string) {
    await field(page).focus();
    await page.keyboard.press("Control+a");
    await page.keyboard.insertText(text);
    await page.keyboard.press("Escape"); // no completion is wanted
  }

  async function run(page: Page, text: string) {
    await write(page, text);
    await page.keyboard.press("Control+Enter");
    await page.locator("#result[aria-busy=true]").waitFor({ state: "detached" });
  }

  test("completes tables behind their schema, columns behind an alias and of tables that are named, with comments", async () => {
    const { page, complaints } = await open();
    await field(page).focus();
    await page.keyboard.type("SELECT * FROM onet.occ", { delay: 5 });
    expect(await page.locator(".cm-completionInfo").textContent()).toMatch(/\w+ \w+ \w+/);
    await accept(page, "occupation_data", "Tab");
    await page.keyboard.type(" o WHERE o.onets", { delay: 5 });
    await accept(page, "onetsoc_code", "Enter");
    await page.keyboard.type(" = '' AND titl", { delay: 5 });
    await accept(page, "title", "Enter");
    expect(await textOf(page)).toBe(
      "SELECT * FROM onet.occupation_data o WHERE o.onetsoc_code = '' AND title",
    );
    await write(page, "SELECT * FROM app.");
    await page.keyboard.press("Control+Space");
    await page.getByRole("option", { name: "skill_rating" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Find occupations" }).click();
    await pointAt(page, "occupation_data");
    expect(await page.locator(".cm-tooltip-hover").textContent()).toMatch(/^onet\.occupation_data/);
    expect(complaints).toEqual([]);
  });

  test("Tab indents, and leaves the editor after Escape", async () => {
    const { page } = await open();
    await field(page).focus();
    await page.keyboard.press("Tab");
    expect(await textOf(page)).toBe("  ");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("run");
    await page.keyboard.press("Shift+Tab");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("editor");
  });

  test("a result names its release, shows every column, and says when it was cut", async () => {
    const { page, complaints } = await open();
    await run(page, "SELECT 1 AS a, 2 AS a, 3, 4");
    expect(await outcome(page).textContent()).toMatch(/^1 row in \d+ ms · Synthetic demonstration/);
    const header = await page.locator("#result").textContent();
    for (const name of ["a (2)", "?column?", "?column? (2)"]) expect(header).toContain(name);
    await run(page, "SELECT '<b>' || n AS x FROM generate_series(1, 2000) n");
    expect(await outcome(page).textContent()).toMatch(/^first 1,000 rows/);
    expect(await page.locator("#result .notice").textContent()).toContain("more rows than these 1,000");
    expect(await page.locator("#result b").count()).toBe(0);
    await run(page, "SELECT 1 WHERE false");
    expect(await page.locator("#result").textContent()).toContain("The statement returned no rows.");
    expect(complaints).toEqual([]);
  });

  test("an error is marked where it is, in what was selected, and named with its line", async () => {
    const { page, complaints } = await open();
    await run(page, "SELECT '𝄞é',\n  no_such.thing FROM onet.release");
    expect(await message(page).textContent()).toMatch(/^Line 2, column 3: missing FROM-clause .* 42P01$/);
    expect(await page.locator(".cm-lintRange-error").textContent()).toBe("no_such.thing");
    await run(page, "SELECT 1;\nSELECT wrong");
    expect(await message(page).textContent()).toContain("Select the one that you want to run");
    expect(await page.locator(".cm-lintRange-error").count()).toBe(0);
    await page.keyboard.press("Control+End");
    await page.keyboard.press("Shift+Home");
    await page.keyboard.press("Shift+Enter");
    await expect
      .poll(() => message(page).textContent())
      .toContain('Line 2, column 8: column "wrong" does not');
    expect(await page.locator(".cm-lintRange-error").textContent()).toBe("wrong");
    await run(page, "SELECT");
    await run(page, "SELECT 1 +");
    expect(await message(page).textContent()).toContain("Line 1, column 11: syntax error at end of input");
    expect(await page.locator(".cm-lintRange-error").textContent()).toBe("+");
    expect(complaints).toEqual([]);
  });

  test("Escape cancels what runs, in the database too, and the next statement runs at once", async () => {
    const { page, complaints } = await open();
    await write(page, ENDLESS);
    await page.keyboard.press("Control+Enter");
    await expect.poll(() => page.locator("#elapsed").textContent()).toMatch(/^0\.[2-9] s$/);
    const active = () =>
      psql(database, "SELECT FROM pg_stat_activity WHERE usename = 'onetbook_adhoc' AND state = 'active'");
    expect(await active()).toHaveLength(1);
    await page.keyboard.press("Escape");
    await expect.poll(() => message(page).textContent()).toBe("Cancelled.");
    await expect.poll(active).toHaveLength(0);
    await run(page, "SELECT 1");
    expect(await outcome(page).textContent()).toMatch(/^1 row/);
    await write(page, ENDLESS);
    await page.locator("#run").click();
    await page.locator("#cancel").click();
    expect(await message(page).textContent()).toBe("Cancelled.");
    expect(await outcome(page).textContent()).toMatch(/^Of a statement before: 1 row/);
    expect(await page.locator("#cancel").isVisible()).toBe(false);
    expect(complaints).toEqual([]);
  });

  test("what was run stays in the history, comes back with a click, and can be forgotten", async () => {
    const { page } = await open();
    await page.getByRole("button", { name: "Clear history" }).click();
    await run(page, "SELECT 'first'");
    await run(page, "-- why\nSELECT nothing");
    await run(page, "SELECT 'first'");
    expect(await history(page).allTextContents()).toEqual([
      expect.stringMatching(/^SELECT 'first'\d\d:\d\d · 1 row · \d+ ms$/),
      expect.stringMatching(/^SELECT nothing\d\d:\d\d · error 42703$/),
    ]);
    await page.reload();
    await history(page).nth(1).click();
    expect(await textOf(page)).toBe("-- why\nSELECT nothing");
    for (let i = 1; i <= 3; i++) await run(page, `SELECT ${i}`);
    expect(await history(page).count()).toBe(5);
    const stored = () => page.evaluate(() => localStorage.getItem("onetbook.sql.history"));
    await page.evaluate(() => {
      const past = Array.from({ length: 60 }, (_, at) => ({ text: `SELECT ${at}`, at, outcome: "1 row" }));
      localStorage.setItem("onetbook.sql.history", JSON.stringify([...past, { text: 1 }, null]));
    });
    await run(page, "SELECT 'newest'");
    expect(await history(page).count()).toBe(50);
    await page.getByRole("button", { name: "Clear history" }).click();
    expect(await history(page).count()).toBe(0);
    expect(await stored()).toBe("[]");
  });

  test("where nothing can be stored the page works, and remembers as long as it is open", async () => {
    const { page, complaints } = await open();
    await page.addInitScript(() => {
      for (const name of ["getItem", "setItem"] as const)
        Storage.prototype[name] = () => {
          throw new DOMException("forbidden", "SecurityError");
        };
    });
    await page.reload();
    await run(page, "SELECT 1");
    await run(page, "SELECT 2");
    expect(await history(page).count()).toBe(2);
    expect(complaints).toEqual([]);
  });

  test("a link brings its statement and never runs it", async () => {
    const { page } = await open();
    await run(page, "SELECT 'it''s (100%) ü'\n--!");
    const address = page.url();
    expect(address).toMatch(/\/sql#sql=SELECT%20[\w%.-]+$/);
    await page.goto("about:blank");
    const requests: string[] = [];
    page.on("request", (request) => requests.push(`${request.method()} ${new URL(request.url()).pathname}`));
    await page.goto(address);
    await expect.poll(() => message(page).textContent()).toContain("Read it, then run it");
    expect(await textOf(page)).toBe("SELECT 'it''s (100%) ü'\n--!");
    await page.goto(`${url}/sql${linkTo("SELECT 2")}`); // the same page, another fragment
    await expect.poll(() => textOf(page)).toBe("SELECT 2");
    await page.waitForTimeout(100);
    expect(requests).toContain("GET /api/schema.json");
    expect(requests.filter((request) => request.startsWith("POST"))).toEqual([]);
    expect(await page.locator("#result").textContent()).toBe("");
    await page.goto(`${url}/sql#sql=%E0%A4%A`);
    await run(page, "SELECT 3");
    expect(await outcome(page).textContent()).toMatch(/^1 row/);
  });

  test("the link is copied; a statement too long for one says so", async () => {
    await browser.grantPermissions(["clipboard-read", "clipboard-write"]);
    const { page } = await open();
    const copied = async () => {
      await page.getByRole("button", { name: "Copy link" }).click();
      await page.getByRole("button", { name: "Copied" }).waitFor();
      return page.evaluate(() => navigator.clipboard.readText());
    };
    const long = `SELECT '${"x".repeat(8_200)}'`;
    await run(page, long);
    expect(await message(page).textContent()).toContain("too long for a link");
    expect(page.url()).toBe(`${url}/sql`);
    expect(await copied()).toBe(long);
    await page.reload();
    await write(page, "SELECT 1");
    expect(await copied()).toBe(`${url}/sql#sql=SELECT%201`);
  });

  test("an example can be run as it is", async () => {
    const { page } = await open();
    await page.getByRole("button", { name: "Skills of one occupation" }).click();
    await page.locator("#run").click();
    await expect.poll(() => outcome(page).textContent()).toMatch(/^\d+ rows in/);
  });

  test("a statement that the server does not answer says why", async () => {
    const { page } = await open();
    await page.route("**/api/sql", (route) => route.fulfill({ status: 502, body: "<html>" }));
    await run(page, "SELECT 1");
    expect(await message(page).textContent()).toBe("The server answered 502 and no more");
    await page.unroute("**/api/sql");
    await page.route("**/api/sql", (route) => route.abort());
    await run(page, "SELECT 1");
    expect(await message(page).textContent()).toBe("The server can't be reached");
  });

  test.each(["light", "dark"] as const)("axe finds nothing serious in a %s window", async (colorScheme) => {
    const { page } = await open();
    await page.emulateMedia({ colorScheme });
    await run(page, "SELECT title, 1.5 AS n /* c */ FROM onet.occupation_data");
    await write(page, "SELECT wrong, 'x', 1 -- c");
    await page.keyboard.press("Control+Enter");
    await page.locator(".refused").waitFor();
    await page.evaluate(AXE);
    const found = await page.evaluate(async () => {
      const { axe } = window as unknown as typeof window & { axe: typeof import("axe-core") };
      const { violations } = await axe.run();
      return violations.filter(({ impact }) => impact === "serious" || impact === "critical");
    });
    expect(found.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  });

  test("a narrow window needs no sideways scrolling", async () => {
    const { page } = await open(linkTo(`SELECT '${"x".repeat(300)}' AS x`), 360);
    await page.locator("#run").click();
    await outcome(page).waitFor();
    expect(await page.locator("main").evaluate((main) => main.scrollWidth)).toBeLessThanOrEqual(360);
  });

  test("a release that goes live meanwhile is noticed with the next result", async () => {
    const { page } = await open();
    await run(page, "SELECT 1");
    expect(await message(page).textContent()).toBe("");
    await psql(
      database,
      "UPDATE onet.release SET load_id = gen_random_uuid(), label = 'Release of tomorrow'",
    );
    const known = page.waitForResponse("**/api/schema.json");
    await run(page, "SELECT 2");
    await known;
    expect(await message(page).textContent()).toContain("Release of tomorrow went live meanwhile");
    expect(await outcome(page).textContent()).toContain("Release of tomorrow");
    await page.getByRole("button", { name: "Reload the page" }).click();
    await expect.poll(() => textOf(page)).toBe("SELECT 2");
    await run(page, "SELECT 3");
    expect(await message(page).textContent()).toBe("");
  });
});
