import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import { parquetReadObjects } from "hyparquet";
import type { Page } from "playwright-core";
import { afterAll, describe, expect, test } from "vitest";
import { hasChromium, openChromium } from "../../chromium.ts";
import { rowOf } from "./table-rows.ts";
import { serveTablePage } from "./table-server.ts";
import { unzip } from "./unzip.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

describe.runIf(hasChromium)("a data table", async () => {
  if (!hasChromium) return;
  const { url, close } = await serveTablePage();
  afterAll(close);
  const browser = await openChromium();

  async function open(search: string, width = 1100): Promise<{ page: Page; complaints: string[] }> {
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.setViewportSize({ width, height: 700 });
    await page.goto(`${url}/?${search}`);
    await page.locator(".data-table").waitFor();
    return { page, complaints };
  }

  const grid = (page: Page) => page.getByRole("grid", { name: "Ratings" });
  const header = (page: Page, name: string) => page.getByRole("columnheader", { name, exact: true });
  const filter = (page: Page) => page.getByRole("searchbox", { name: "Filter: Ratings" });
  const count = (page: Page) => page.locator(".count").textContent();
  /** What the rows in the document say in a column. */
  const column = (page: Page, index: number) =>
    page.locator(`.data-table tbody td:nth-child(${index + 1})`).allTextContents();
  /** aria-rowindex and text of the active cell, which has to be in sight. */
  const active = (page: Page) =>
    page.evaluate(() => {
      const table = document.querySelector(".data-table table")!;
      const cell = document.getElementById(table.getAttribute("aria-activedescendant") ?? "");
      if (!cell) return undefined;
      const { top, bottom, left, right } = cell.getBoundingClientRect();
      const box = table.closest(".box")!.getBoundingClientRect();
      const isSeen = top >= box.top && bottom <= box.bottom && left >= box.left && right <= box.right;
      return { row: cell.parentElement!.ariaRowIndex, text: cell.textContent, isSeen };
    });
  const columnIndex = { code: 0, title: 1, n: 2, value: 3, extra: 8, description: 9 };

  test("of 100,000 rows has only those in sight in the document, and says how many there are", async () => {
    const { page, complaints } = await open("rows=100000");
    expect(await page.locator(".data-table tr").count()).toBeLessThan(30);
    expect(await count(page)).toBe("100,000 rows");
    expect(await grid(page).getAttribute("aria-rowcount")).toBe("100001");
    expect(await grid(page).getAttribute("aria-colcount")).toBe("10");
    expect(await header(page, "onetsoc_code").getAttribute("scope")).toBe("col");
    expect(await header(page, "onetsoc_code").getAttribute("title")).toContain("O*NET-SOC code");
    await page.locator(".box").evaluate((box) => {
      box.scrollTop = box.scrollHeight;
    });
    await expect
      .poll(async () => (await column(page, columnIndex.description)).at(-1))
      .toContain("row 99999");
    const last = page.locator(".data-table tbody tr").last();
    expect(await last.getAttribute("aria-rowindex")).toBe("100001");
    const [bottom, end] = await page.evaluate(() =>
      [".data-table tbody tr:last-child", ".box"].map(
        (selector) => document.querySelector(selector)!.getBoundingClientRect().bottom,
      ),
    );
    expect(Math.abs(bottom! - end!)).toBeLessThan(3);
    expect(complaints).toEqual([]);
  });

  test("sorts by a click and by Enter: up, down, as it came, no value last", async () => {
    const { page } = await open("rows=100000");
    const n = header(page, "n");
    await n.click();
    expect(await n.getAttribute("aria-sort")).toBe("ascending");
    expect((await column(page, columnIndex.n)).slice(0, 3)).toEqual(["0", "1", "2"]);
    await page.keyboard.press("Enter");
    expect(await n.getAttribute("aria-sort")).toBe("descending");
    expect((await column(page, columnIndex.n)).slice(0, 2)).toEqual(["100002", "100001"]);
    await page.keyboard.press(" ");
    expect(await n.getAttribute("aria-sort")).toBe("none");
    expect((await column(page, columnIndex.n)).slice(0, 2)).toEqual(["0", "7919"]);
    await header(page, "data_value").click();
    await page.keyboard.press("ControlOrMeta+ArrowDown");
    expect(await active(page)).toEqual({ row: "100001", text: "–", isSeen: true });
    expect(await page.getByRole("gridcell", { name: "no value" }).count()).toBeGreaterThan(5);
  });

  test("filters by words in any column, says how many are left, and offers to clear a filter that leaves none", async () => {
    const { page } = await open("rows=100000");
    await filter(page).fill("4242 NURSE");
    const wanted = Array.from({ length: 100_000 }, (_, i) => JSON.stringify(rowOf(i)))
      .filter((row) => row.includes("4242") && row.includes("Nurse"))
      .map((row) => String(JSON.parse(row).n));
    expect(wanted.length).toBeGreaterThan(3);
    await expect.poll(() => count(page)).toBe(`${wanted.length} of 100,000 rows`);
    const found = await column(page, columnIndex.n);
    expect(found).toEqual(wanted.slice(0, found.length));
    const height = () => page.locator(".box").evaluate((box) => box.clientHeight);
    const before = await height();
    await filter(page).fill("4242 xyzzy");
    await expect.poll(() => count(page)).toBe("0 of 100,000 rows");
    expect(await height()).toBe(before);
    await page.getByRole("button", { name: "Clear the filter" }).click();
    expect(await count(page)).toBe("100,000 rows");
    expect(await filter(page).evaluate((input) => input === document.activeElement)).toBe(true);
  });

  test("is walked by keyboard, and the active cell is always in sight and copied", async () => {
    const { page } = await open("rows=100000");
    await browser.grantPermissions(["clipboard-read", "clipboard-write"]);
    await filter(page).focus();
    await page.keyboard.press("Tab");
    for (let i = 0; i < 4; i++) await page.keyboard.press("Tab"); // past the buttons
    expect(await grid(page).evaluate((table) => table === document.activeElement)).toBe(true);
    expect(await active(page)).toEqual({ row: "1", text: "onetsoc_code", isSeen: true });
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("PageDown");
    expect(await active(page)).toMatchObject({ row: "14", isSeen: true });
    await page.keyboard.press("ControlOrMeta+End");
    expect(await active(page)).toMatchObject({ row: "100001", isSeen: true });
    await page.keyboard.press("PageUp");
    await page.keyboard.press("ArrowUp");
    expect(await active(page)).toMatchObject({ row: "99988", isSeen: true });
    await page.keyboard.press("Home");
    expect(await active(page)).toMatchObject({ row: "99988", isSeen: true });
    await page.keyboard.press("ControlOrMeta+c");
    const { text } = (await active(page))!;
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(text);
    await page.locator(".box").evaluate((box) => {
      box.scrollTop = 0;
    });
    await expect.poll(() => active(page)).toBeUndefined();
    await page.keyboard.press("ArrowUp");
    expect(await active(page)).toMatchObject({ row: "99987", isSeen: true });
    await page.keyboard.press("ControlOrMeta+Home");
    expect(await active(page)).toMatchObject({ row: "2", isSeen: true });
    expect(
      await grid(page).evaluate((table) => getComputedStyle(table.querySelector(".active")!).outlineStyle),
    ).toBe("solid");
  });

  test("of 500,000 rows shows the first, the last and any between", async () => {
    const { page, complaints } = await open("rows=500000");
    await grid(page).focus();
    await page.keyboard.press("ControlOrMeta+End");
    expect(await active(page)).toMatchObject({ row: "500001", isSeen: true });
    expect((await column(page, columnIndex.description)).at(-1)).toContain("row 499999");
    await page.locator(".box").evaluate((box) => {
      box.scrollTop = box.scrollHeight / 2;
    });
    await expect
      .poll(async () =>
        Number(await page.locator(".data-table tbody tr").first().getAttribute("aria-rowindex")),
      )
      .toBeCloseTo(250_000, -2);
    expect(complaints).toEqual([]);
  });

  test("shows every value as text, whole in its title where it may be cut", async () => {
    const { page } = await open("rows=100");
    const cells = page.locator(".data-table tbody tr").nth(1).getByRole("gridcell");
    expect(await cells.allTextContents()).toEqual([
      "12-1001.01",
      "Train Éclair Report",
      "7919",
      "0.31",
      "false",
      "2019-01-02",
      "2026-03-02 09:15:11.25+00:00",
      "Incumbent",
      '{"wave":1,"by":"<b>nobody</b>"}',
      "Operate the Design & <i>report</i> it to those who decide, row 1",
    ]);
    expect(await cells.nth(columnIndex.description).getAttribute("title")).toContain(
      "those who decide, row 1",
    );
    expect(await cells.nth(columnIndex.title).getAttribute("title")).toBe("");
  });

  test("saves what is shown, in its order, as CSV, Excel and Parquet, within the content security policy", async () => {
    const { page, complaints } = await open("rows=100000");
    await header(page, "n").click();
    await filter(page).fill("nurse");
    await expect.poll(() => count(page)).toMatch(/ of /);
    const shown = Number((await count(page))!.split(" of ")[0]!.replace(",", ""));
    const first = await column(page, columnIndex.n);
    async function saved(format: string): Promise<Buffer> {
      const coming = page.waitForEvent("download");
      await page.getByRole("button", { name: format, exact: true }).click();
      const download = await coming;
      expect(download.suggestedFilename()).toMatch(/^ratings\.(csv|xlsx|parquet)$/);
      await expect
        .poll(() => page.locator(".message").textContent())
        .toBe(`Saved ${shown.toLocaleString("en")} rows`);
      return readFile(await download.path());
    }
    const lines = (await saved("CSV")).toString().trimEnd().split("\r\n");
    expect(lines).toHaveLength(shown + 1);
    expect(lines.slice(1, 4).map((line) => line.split(",")[columnIndex.n])).toEqual(first.slice(0, 3));

    const sheet = (await unzip(await saved("Excel")))["xl/worksheets/sheet1.xml"]!;
    expect(sheet.match(/<row /g)).toHaveLength(shown + 1);
    expect(/<c r="C2"><v>(\d+)<\/v>/.exec(sheet)?.[1]).toBe(first[0]);

    const { buffer } = Uint8Array.from(await saved("Parquet"));
    const rows = await parquetReadObjects({ file: buffer, columns: ["n", "extra"] });
    expect(rows).toHaveLength(shown);
    expect(rows.slice(0, 3).map(({ n }) => String(n))).toEqual(first.slice(0, 3));
    expect(complaints).toEqual([]);
  });

  test("a copy holds the rows with tabs, also where the page came by plain http", async () => {
    const { page } = await open("rows=20&narrow");
    await browser.grantPermissions(["clipboard-read", "clipboard-write"]);
    const read = await page.evaluateHandle(() => navigator.clipboard);
    const clipboard = () => read.evaluate((opened) => opened.readText());
    await page.getByRole("button", { name: "Copy" }).click();
    await expect.poll(() => page.locator(".message").textContent()).toBe("Copied 20 rows");
    expect((await clipboard()).split(/\r?\n/).slice(0, 2)).toEqual([
      "onetsoc_code\tn\tdata_value",
      "11-1000.00\t0\t0",
    ]);
    await page.evaluate(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
    await grid(page).focus();
    await page.keyboard.press("ControlOrMeta+End");
    await page.keyboard.press("ControlOrMeta+c");
    await expect.poll(clipboard).toBe("5.89");
  });

  test("an export that fails says why, and the next one can begin", async () => {
    const { page } = await open("rows=20");
    await page.route("**/assets/table-parquet*", (route) => route.abort());
    await page.getByRole("button", { name: "Parquet" }).click();
    await expect.poll(() => page.locator(".message").textContent()).toMatch(/^Parquet failed: /);
    expect(await page.getByRole("button", { name: "CSV" }).getAttribute("aria-disabled")).toBe("false");
  });

  test("without rows says so", async () => {
    const { page } = await open("rows=0");
    expect(await page.locator(".nothing").textContent()).toBe("No rows");
    expect(await filter(page).isDisabled()).toBe(true);
    await grid(page).focus();
    await page.keyboard.press("ArrowDown");
    expect(await active(page)).toMatchObject({ row: "1", text: "onetsoc_code" });
  });

  test("in a narrow window the table scrolls sideways, and the page does not", async () => {
    const { page } = await open("rows=1000&wide", 360);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    const box = await header(page, "description").boundingBox();
    expect(box!.width).toBeLessThan(220);
    await grid(page).focus();
    await page.keyboard.press("End");
    expect(await active(page)).toMatchObject({ text: "description" });
    expect(await page.locator(".box").evaluate((box) => box.scrollLeft)).toBeGreaterThan(300);
  });

  test.each(["light", "dark"] as const)("has no serious accessibility fault, %s", async (colorScheme) => {
    const { page } = await open("rows=1000");
    await page.emulateMedia({ colorScheme });
    await header(page, "title").click();
    await page.evaluate(AXE);
    const faults = () =>
      page.evaluate(async () => {
        const { axe } = window as unknown as { axe: { run(): Promise<AxeResults> } };
        const { violations } = await axe.run();
        return violations
          .filter(({ impact }) => impact === "serious" || impact === "critical")
          .map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
      });
    expect(await faults()).toEqual([]);
    await filter(page).fill("xyzzy");
    await page.getByText("Nothing matches the filter.").waitFor();
    expect(await faults()).toEqual([]);
    // The check can fail.
    await page.evaluate(() => document.querySelector(".data-table input")?.removeAttribute("aria-label"));
    await page.evaluate(() => document.querySelector(".data-table input")?.removeAttribute("placeholder"));
    expect(await faults()).toHaveLength(1);
  });

  test("paper has the first 500 rows of what is shown, and says how many there are", async () => {
    const { page, complaints } = await open("rows=20000");
    await filter(page).fill("nurse");
    await expect.poll(() => count(page)).toMatch(/ of 20,000 rows/);
    const matching = (await count(page))!.split(" ")[0];
    await page.evaluate(() => {
      window.addEventListener("beforeprint", () => {
        const printed = document.querySelector<HTMLTableElement>(".printed");
        const rows = printed?.tBodies[0]?.rows;
        Object.assign(window, {
          paper: [printed?.caption?.textContent, rows?.length, rows?.[0]?.textContent],
        });
      });
    });
    const first = (await grid(page).locator("tbody tr").first().textContent())!;
    const pdf = await page.pdf();
    const paper = await page.evaluate(() => (window as unknown as { paper: unknown[] }).paper);
    expect(paper).toEqual([`Ratings: the first 500 of ${matching} rows`, 500, first]);
    expect(pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)!.length).toBeGreaterThan(5);
    expect(await page.locator(".printed").count()).toBe(0);
    expect(complaints).toEqual([]);
  });
});
