import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { hasChromium, openChromium } from "../chromium.ts";
import { freshDatabase, testPostgres } from "../postgres.ts";
import { loadDemonstration } from "../server/served.ts";
import { renameRelease, serveBuilt } from "./project.ts";

const PATH = "/notebooks/skill-gap";

describe.runIf(hasChromium)("the skill gap notebook", async () => {
  if (!hasChromium) return;
  const server = await testPostgres(18);
  const database = await freshDatabase(server);
  await loadDemonstration(database);
  const url = await serveBuilt(database);
  const browser = await openChromium();

  /** Opens the page with a query string and waits for its chart; complaints of the page fail the test. */
  async function open(search = "", width = 1100): Promise<{ page: Page; complaints: string[] }> {
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.setViewportSize({ width, height: 800 });
    await page.goto(`${url}${PATH}${search}`);
    await settled(page);
    return { page, complaints };
  }

  const settled = (page: Page) => page.locator("#notebook[data-state=settled]").waitFor();
  const heading = (page: Page) => page.locator(".cell h2").textContent();
  const notebook = (page: Page) => page.locator("#notebook").textContent();
  const chart = (page: Page) => page.locator(".cell[data-title=Chart] svg");
  const marks = (page: Page) => chart(page).locator("circle, [aria-label=dot] path").count();

  /** Picks what the text finds first, by keyboard. */
  async function pick(page: Page, field: "From" | "To", text: string): Promise<void> {
    await page.getByRole("combobox", { name: field }).focus();
    await page.keyboard.type(text);
    await page.keyboard.press("Enter");
    await settled(page);
  }

  test("draws two occupations with their release, and nothing breaks the content security policy", async () => {
    const { page, complaints } = await open();
    expect(await heading(page)).toBe("Nursing Assistants → Registered Nurses");
    expect(await page.title()).toBe("Nursing Assistants → Registered Nurses · Skill gap · Onetbook");
    expect(await marks(page)).toBeGreaterThan(15);
    expect(await notebook(page)).toContain("Synthetic demonstration, not O*NET data");
    expect(await page.getByRole("img").getAttribute("aria-label")).toMatch(
      /^Compared with Nursing Assistants/,
    );
    await page.mouse.move(600, 500); // a tip
    expect(complaints).toEqual([]);
  });

  test("asks for occupations and ratings at once, each once, as its address names them", async () => {
    const page = await browser.newPage();
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url().slice(url.length)));
    await page.goto(`${url}${PATH}?to=17-2051.00`);
    await settled(page);
    const queries = asked.filter((path) => path.startsWith("/api/queries"));
    expect(queries).toEqual([
      "/api/queries/occupations.json",
      "/api/queries/skill-gap.json?from=31-1131.00&to=17-2051.00&scale=LV",
    ]);
    // No round trip for code stands before the queries.
    const entry = asked.findIndex((path) => path.includes("/assets/skill-gap"));
    expect(Math.max(...queries.map((path) => asked.indexOf(path)))).toBeLessThan(entry + 2);
  });

  test("a pick by keyboard changes address and chart; back and forward undo and redo it; a reload keeps it", async () => {
    const { page, complaints } = await open();
    await pick(page, "To", "civil eng");
    await expect.poll(() => heading(page)).toBe("Nursing Assistants → Civil Engineers");
    expect(new URL(page.url()).search).toBe("?to=17-2051.00");
    await page.goBack();
    await expect.poll(() => heading(page)).toBe("Nursing Assistants → Registered Nurses");
    expect(await page.getByRole("combobox", { name: "To" }).inputValue()).toBe("Registered Nurses");
    await page.goForward();
    await expect.poll(() => heading(page)).toBe("Nursing Assistants → Civil Engineers");
    await page.reload();
    await expect.poll(() => heading(page)).toBe("Nursing Assistants → Civil Engineers");
    await page.getByRole("button", { name: "Exchange the two occupations" }).click();
    await expect.poll(() => heading(page)).toBe("Civil Engineers → Nursing Assistants");
    await page.goBack();
    await expect.poll(() => heading(page)).toBe("Nursing Assistants → Civil Engineers");
    await page.getByText("Importance").click();
    await expect.poll(() => chart(page).textContent()).toContain("Importance, 1 to 5");
    await expect.poll(() => new URL(page.url()).searchParams.get("scale")).toBe("IM");
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
    expect(await page.getByRole("listbox").textContent()).toContain("Searching…");
    await expect.poll(() => page.getByRole("listbox").textContent()).toContain("Nothing matches");
    await page.keyboard.press("Enter");
    expect(await field.inputValue()).toBe("Nursing Assistants");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Escape");
    expect(await field.getAttribute("aria-expanded")).toBe("false");
    expect(page.url()).toBe(`${url}${PATH}`);
  });

  test("an occupation is found by a job title of other people's, asked of the server", async () => {
    const { page } = await open();
    const [{ matched_title, title }] = (
      await (await fetch(`${url}/api/queries/search-occupations.json?words=nurse&top=200`)).json()
    ).rows.filter((row: { matched_in: string }) => row.matched_in !== "occupation");
    await page.getByRole("combobox", { name: "To" }).fill(matched_title);
    const option = page.getByRole("option", { name: `also called ${matched_title}` }).first();
    expect(await option.textContent()).toContain(title);
    await option.click();
    await expect.poll(() => heading(page)).toBe(`Nursing Assistants → ${title}`);
  });

  test("Enter takes what a search finds, also when it is pressed before that", async () => {
    const { page } = await open();
    await pick(page, "To", "front end developer");
    await expect.poll(() => heading(page)).toBe("Nursing Assistants → Web Developers");
  });

  test("an occupation picked with the mouse is taken, and one without ratings says so", async () => {
    const { page } = await open();
    await page.getByRole("combobox", { name: "To" }).click();
    await page.getByRole("option", { name: /Wind Turbine/ }).click();
    await expect
      .poll(() => notebook(page))
      .toContain("This release has no skill ratings for Wind Turbine Service Technicians.");
    expect(await chart(page).count()).toBe(0);
  });

  test("a code that the release lacks is replaced, and the page says so", async () => {
    const { page } = await open("?from=99-9999.00&to=15-1254.00");
    expect(await heading(page)).toBe("Nursing Assistants → Web Developers");
    expect(await page.getByRole("status").filter({ hasText: "99-9999.00" }).textContent()).toContain(
      "not to be had here on this release",
    );
  });

  test("suppressed ratings are left out of the chart and said to be so in the table", async () => {
    const { page } = await open();
    const answer = await (
      await fetch(`${url}/api/queries/skill-gap.json?from=31-1131.00&to=29-1141.00`)
    ).json();
    const suppressed = answer.rows.filter((row: { suppressed: boolean }) => row.suppressed).length;
    expect(suppressed).toBeGreaterThan(0);
    expect(await notebook(page)).toMatch(new RegExp(`${suppressed} skills? (is|are) left out`));
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
    expect(await page.locator(".cell[data-title=Chart]").getAttribute("data-state")).toBe("stale");
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

  test("after the queries that the page asks early have all failed one try again is enough", async () => {
    const page = await browser.newPage();
    const failing = { status: 503, json: { error: { message: "the database does not answer" } } };
    await page.route("**/api/queries/*", (route) => route.fulfill(failing), { times: 2 });
    await page.goto(url + PATH);
    await page.getByRole("button", { name: "Try again" }).click();
    await expect.poll(() => marks(page)).toBeGreaterThan(15);
  });

  test("when another release goes live the page offers to run on it and mixes nothing", async () => {
    const { page } = await open();
    await renameRelease(database, "Release of tomorrow");
    await pick(page, "To", "web dev");
    expect(await page.getByRole("alert").textContent()).toContain(
      "Release of tomorrow went live while this page was open",
    );
    expect(await chart(page).count()).toBe(0);
    await page.getByRole("button", { name: "Run the notebook on it" }).click();
    await expect.poll(() => notebook(page)).toContain("Demonstration (Release of tomorrow)");
    await expect.poll(() => heading(page)).toBe("Nursing Assistants → Web Developers");
  });

  test("a narrow window needs no sideways scrolling, and the chart follows the width", async () => {
    const { page } = await open("", 360);
    const widths = () =>
      page.evaluate(() => [
        document.documentElement.scrollWidth,
        document.querySelector(".chart svg")!.clientWidth,
      ]);
    const [scroll, narrow] = await widths();
    expect(scroll).toBeLessThanOrEqual(360);
    await page.setViewportSize({ width: 900, height: 800 });
    await expect.poll(async () => (await widths())[1]).toBeGreaterThan(narrow! + 300);
  });

  test("a dark window gets dark colours", async () => {
    const { page } = await open();
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await ground();
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await ground()).not.toBe(light);
    const text = await chart(page)
      .locator("text")
      .first()
      .evaluate((node) => getComputedStyle(node).fill);
    expect(text).toBe("rgb(230, 234, 238)");
  });

  test("its scripts and style sheets are at most 112 kB, packed: with the data of 30.3 the page is 130", async () => {
    const page = await browser.newPage();
    const packed: number[] = [];
    page.on("response", async (response) => {
      if (["script", "stylesheet"].includes(response.request().resourceType()))
        packed.push(gzipSync(await response.body()).length);
    });
    await page.goto(url + PATH);
    await settled(page);
    await expect.poll(() => packed.length).toBeGreaterThan(2);
    expect(packed.reduce((sum, size) => sum + size, 0)).toBeLessThan(112_000);
  });
});
