import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { build } from "vite";
import { afterAll, describe, expect, test } from "vitest";
import { createApp } from "../../server/app.ts";
import { readAssets } from "../../server/assets.ts";
import { listen } from "../../server/listen.ts";
import { hasChromium, openChromium } from "../chromium.ts";
import { freshDatabase, psql, testPostgres } from "../postgres.ts";
import { loadDemonstration, parts, reader } from "../server/served.ts";

const PATH = "/notebooks/skill-gap";

describe.runIf(hasChromium)("the skill gap notebook", async () => {
  if (!hasChromium) return;
  const server = await testPostgres(18);
  const database = await freshDatabase(server);
  await loadDemonstration(database);
  const url = await serve();
  const browser = await openChromium();

  async function serve(): Promise<string> {
    const outDir = mkdtempSync(join(tmpdir(), "onetbook-test-dist-"));
    const root = fileURLToPath(new URL("../..", import.meta.url));
    await build({ root, logLevel: "silent", build: { outDir } });
    const app = createApp({ ...(await parts(await reader(database))), assets: await readAssets(outDir) });
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

  /** Opens the page with a query string and waits for its chart; complaints of the page fail the test. */
  async function open(search = "", width = 1100): Promise<{ page: Page; complaints: string[] }> {
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.setViewportSize({ width, height: 800 });
    await page.goto(`${url}${PATH}${search}`);
    await page.locator("#gap[aria-busy=false]").waitFor();
    return { page, complaints };
  }

  const heading = (page: Page) => page.locator("#gap h2").textContent();
  const marks = (page: Page) => page.locator("#gap svg circle, #gap svg [aria-label=dot] path").count();

  /** Picks what the text finds first, by keyboard. */
  async function pick(page: Page, field: "From" | "To", text: string): Promise<void> {
    await page.getByRole("combobox", { name: field }).focus();
    await page.keyboard.type(text);
    await page.keyboard.press("Enter");
    await page.locator("#gap[aria-busy=false]").waitFor();
  }

  test("draws two occupations with their release, and nothing breaks the content security policy", async () => {
    const { page, complaints } = await open();
    expect(await heading(page)).toBe("Nursing Assistants → Registered Nurses");
    expect(await marks(page)).toBeGreaterThan(15);
    expect(await page.locator("#gap").textContent()).toContain("Synthetic demonstration, not O*NET data");
    expect(await page.getByRole("img").getAttribute("aria-label")).toMatch(
      /^Compared with Nursing Assistants/,
    );
    await page.mouse.move(600, 500); // a tip
    expect(complaints).toEqual([]);
  });

  test("a pick by keyboard changes address and chart; back and forward undo and redo it; a reload keeps it", async () => {
    const { page, complaints } = await open();
    await pick(page, "To", "civil eng");
    await expect.poll(() => heading(page)).toBe("Nursing Assistants → Civil Engineers");
    expect(new URL(page.url()).search).toBe("?from=31-1131.00&to=17-2051.00&scale=LV");
    await page.goBack();
    await expect.poll(() => heading(page)).toBe("Nursing Assistants → Registered Nurses");
    expect(await page.getByRole("combobox", { name: "To" }).inputValue()).toBe("Registered Nurses");
    await page.goForward();
    await expect.poll(() => heading(page)).toBe("Nursing Assistants → Civil Engineers");
    await page.reload();
    await expect.poll(() => heading(page)).toBe("Nursing Assistants → Civil Engineers");
    await page.getByRole("button", { name: "Exchange the two occupations" }).click();
    await expect.poll(() => heading(page)).toBe("Civil Engineers → Nursing Assistants");
    await page.getByText("Importance").click();
    await expect.poll(() => page.locator("#gap svg").textContent()).toContain("Importance, 1 to 5");
    expect(new URL(page.url()).searchParams.get("scale")).toBe("IM");
    expect(complaints).toEqual([]);
  });

  test("the picker opens by arrow, tells what is active, and Escape leaves all as it was", async () => {
    const { page } = await open();
    const field = page.getByRole("combobox", { name: "From" });
    await field.focus();
    await page.keyboard.press("ArrowDown");
    expect(await field.getAttribute("aria-expanded")).toBe("true");
    const active = () =>
      page.evaluate(
        () =>
          document.getElementById(document.activeElement?.getAttribute("aria-activedescendant") ?? "")
            ?.textContent,
      );
    expect(await active()).toContain("Nursing Assistants");
    await page.keyboard.press("ArrowDown");
    expect(await active()).not.toContain("Nursing Assistants");
    await page.keyboard.type("zzz");
    expect(await page.getByRole("listbox").textContent()).toContain("Nothing matches");
    await page.keyboard.press("Enter");
    expect(await field.inputValue()).toBe("Nursing Assistants");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Escape");
    expect(await field.getAttribute("aria-expanded")).toBe("false");
    expect(page.url()).toBe(`${url}${PATH}`);
  });

  test("an occupation picked with the mouse is taken, and one without ratings says so", async () => {
    const { page } = await open();
    await page.getByRole("combobox", { name: "To" }).click();
    await page.getByRole("option", { name: /Wind Turbine/ }).click();
    await expect
      .poll(() => page.locator("#gap").textContent())
      .toContain("This release has no skill ratings for Wind Turbine Service Technicians.");
    expect(await page.locator("#gap svg").count()).toBe(0);
  });

  test("a code that the release lacks is replaced, and the page says so", async () => {
    const { page } = await open("?from=99-9999.00&to=15-1254.00");
    expect(await heading(page)).toBe("Nursing Assistants → Web Developers");
    expect(await page.getByRole("status").filter({ hasText: "99-9999.00" }).textContent()).toContain(
      "This release has no occupation",
    );
  });

  test("suppressed ratings are left out of the chart and said to be so in the table", async () => {
    const { page } = await open();
    const answer = await (
      await fetch(`${url}/api/queries/skill-gap.json?from=31-1131.00&to=29-1141.00`)
    ).json();
    const suppressed = answer.rows.filter((row: { suppressed: boolean }) => row.suppressed).length;
    expect(suppressed).toBeGreaterThan(0);
    expect(await page.locator("#gap").textContent()).toMatch(
      new RegExp(`${suppressed} skills? (is|are) left out`),
    );
    await page.getByText("Show the ratings as a table").click();
    const rows = page.getByRole("table").locator("tbody tr");
    expect(await rows.count()).toBe(answer.rows.length);
    expect(await rows.filter({ hasText: "suppressed" }).count()).toBe(suppressed);
  });

  test("only the newest choice counts, and the query that it supersedes is aborted", async () => {
    const { page } = await open();
    let held: (() => void) | undefined;
    await page.route("**/api/queries/skill-gap.json?*to=17-2051.00*", (route) => {
      held = () => void route.continue().catch(() => {});
    });
    const aborted = page.waitForEvent("requestfailed");
    await page.getByRole("combobox", { name: "To" }).fill("civil eng");
    await page.keyboard.press("Enter");
    await expect.poll(() => held).toBeDefined();
    expect(await page.locator("#gap").getAttribute("aria-busy")).toBe("true");
    await pick(page, "To", "web dev");
    expect((await aborted).failure()?.errorText).toBe("net::ERR_ABORTED");
    held!();
    expect(await heading(page)).toBe("Nursing Assistants → Web Developers");
  });

  test("a failed query says why and can be tried again", async () => {
    const { page } = await open();
    await page.route("**/api/queries/skill-gap.json*", (route) =>
      route.fulfill({ status: 503, json: { error: { message: "the database does not answer" } } }),
    );
    await pick(page, "To", "web dev");
    expect(await page.getByRole("alert").textContent()).toContain("the database does not answer");
    await page.unroute("**/api/queries/skill-gap.json*");
    await page.getByRole("button", { name: "Try again" }).click();
    await expect.poll(() => heading(page)).toBe("Nursing Assistants → Web Developers");
  });

  test("when another release goes live the page offers to reload and mixes nothing", async () => {
    const { page } = await open();
    await psql(
      database,
      "UPDATE onet.release SET load_id = gen_random_uuid(), label = 'Release of tomorrow'",
    );
    await pick(page, "To", "web dev");
    expect(await page.getByRole("alert").textContent()).toContain(
      "Release of tomorrow went live while this page was open",
    );
    expect(await page.locator("#gap svg").count()).toBe(0);
    await page.getByRole("button", { name: "Reload" }).click();
    await expect.poll(() => page.locator("#gap").textContent()).toContain("Release of tomorrow");
    expect(await heading(page)).toBe("Nursing Assistants → Web Developers");
  });

  test("a narrow window needs no sideways scrolling, and the chart follows the width", async () => {
    const { page } = await open("", 360);
    const widths = () =>
      page.evaluate(() => [
        document.documentElement.scrollWidth,
        document.querySelector("#gap svg")!.clientWidth,
      ]);
    const [scroll, narrow] = await widths();
    expect(scroll).toBe(360);
    await page.setViewportSize({ width: 900, height: 800 });
    await expect.poll(async () => (await widths())[1]).toBeGreaterThan(narrow! + 300);
  });

  test("a dark window gets dark colours", async () => {
    const { page } = await open();
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await ground();
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await ground()).not.toBe(light);
    const text = await page
      .locator("#gap svg text")
      .first()
      .evaluate((node) => getComputedStyle(node).fill);
    expect(text).toBe("rgb(230, 234, 238)");
  });
});
