import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Page, Request } from "playwright-core";
import { describe, expect, test } from "vitest";
import { hasChromium, openChromium } from "../../chromium.ts";
import { freshDatabase, testPostgres } from "../../postgres.ts";
import { loadDemonstration } from "../../server/served.ts";
import { NotebookProject, renameRelease } from "../project.ts";

/** Every cell counts its runs in the page's global `runs`. */
const PROBE = `// %% [markdown]
// # A *probe*
//
// Of what the runtime
// does.
//
// ## First part
// ## Second part
// %%
import { Inputs, Plot, dark, dataTable, display, elementPicker, md, query, release, view, width, element } from "#notebook";
import elements from "../sql/queries/elements.sql";
import jobZones from "../sql/queries/job-zones.sql";
import { count } from "./probe/count.ts";
const zones = await query(jobZones);
const elementRows = await query(elements, { words: "speaking" });
count("zones");
// %% Controls
const top = view(Inputs.range([1, 5], { label: "Top", step: 1, value: 3 }));
const word = view(Inputs.text({ label: "Word", value: "a" }));
const kind = view(Inputs.select(["w", "x", "y", "20"], { label: "Kind", value: "x" }));
const several = view(Inputs.checkbox(["p", "q"], { label: "Several", value: ["p"] }));
const day = view(Inputs.date({ label: "Day" }));
// %% Rows
const rows = zones.slice(0, top);
count("rows");
rows;
// %% Words
count("words");
md\`Said **\${word}** \${["<i>", element("i", {}, "yes")]} [link](\${word}) \${undefined} \${kind} \${several.join("+")} \${day?.getUTCFullYear()}\`;
// %% Page
count("page");
display(\`\${width} \${dark} \${release.release}\`);
display({ a: [1, null], b: "c" });
display(undefined);
display([]);
// %% Chart
count("chart");
Plot.dot(zones, { x: "job_zone", y: (d) => d.job_zone * 2, tip: true }).plot({ ariaLabel: "Zones by zone", height: 200 });
// %% Table
dataTable(zones.columns, zones, { label: "Job zones" });
// %% Slow
if (word === "wait") await new Promise((resolve) => setTimeout(resolve, 60_000));
count("slow");
word;
// %% Element
const skill = view(elementPicker(elementRows, { label: "Skill", value: "2.A.1.b" }));
skill;
// %% Failing
const half: number = top === 5 ? (() => {
  throw new Error("too many");
})() : top / 2;
// %% After it
half;
`;
const PROSE = `// %% [markdown]
// # Prose
//
// Of all kinds.
// %% [markdown]
// ## Second
// ### Third
// ~~~
// ${"a line that is longer than a narrow window ".repeat(4)}
// ~~~
// %%
import { Inputs, md, view } from "#notebook";
const choice = view(Inputs.select([] as string[], { label: "Choice" }));
md\`
~~~
${"another line that is longer than a narrow window ".repeat(4)}
~~~
\`;
`;
const COUNT = `const runs = ((globalThis as { runs?: Record<string, number> }).runs ??= {});
export function count(name: string): void { runs[name] = (runs[name] ?? 0) + 1; }
`;

describe.runIf(hasChromium)("a notebook's page", async () => {
  if (!hasChromium) return;
  const server = await testPostgres(18);
  const database = await freshDatabase(server);
  await loadDemonstration(database);
  const project = new NotebookProject({ "probe.ts": PROBE, "prose.ts": PROSE, "probe/count.ts": COUNT });
  const url = await project.serveBuilt(database);
  const browser = await openChromium();
  const path = "/notebooks/probe";

  async function open(search = ""): Promise<{ page: Page; complaints: string[]; requests: Request[] }> {
    const page = await browser.newPage();
    const complaints: string[] = [];
    const requests: Request[] = [];
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("request", (request) => requests.push(request));
    await page.setViewportSize({ width: 1000, height: 800 });
    await page.goto(`${url}${path}${search}`);
    await settled(page);
    return { page, complaints, requests };
  }

  const settled = (page: Page) => page.locator("#notebook[data-state=settled]").waitFor();
  const cell = (page: Page, title: string) => page.locator(`.cell[data-title="${title}"]`);
  const state = (page: Page, title: string) => cell(page, title).getAttribute("data-state");
  const text = (page: Page, title: string) => cell(page, title).textContent();
  const runs = (page: Page) =>
    page.evaluate(() => ({ ...(globalThis as unknown as { runs: Record<string, number> }).runs }));
  const search = (page: Page) => decodeURIComponent(new URL(page.url()).search);

  async function setTop(page: Page, value: number): Promise<void> {
    await page.getByRole("spinbutton", { name: "Top" }).fill(String(value));
    await settled(page);
  }

  test("stands in the index with its title and summary, though nobody registered it", async () => {
    const page = await browser.newPage();
    await page.goto(`${url}/notebooks`);
    expect(await page.getByRole("link", { name: "A probe" }).textContent()).toBe(
      "A probeOf what the runtime does.",
    );
    await page.getByRole("link", { name: "A probe" }).click();
    await settled(page);
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("A probe");
  });

  test("runs each cell once, breaks no content security policy, and asks for no query twice", async () => {
    const { page, complaints, requests } = await open();
    expect(await runs(page)).toEqual({ zones: 1, rows: 1, words: 1, page: 1, chart: 1, slow: 1 });
    expect(
      requests.map((request) => new URL(request.url()).pathname).filter((path) => path.startsWith("/api")),
    ).toEqual(["/api/queries/job-zones.json", "/api/queries/elements.json"]);
    expect(complaints).toEqual([]);
  });

  test("prose and places are there before any code", async () => {
    const html = await (await fetch(url + path)).text();
    expect(html).toContain("<p>Of what the runtime\ndoes.</p>");
    expect(html).toContain('href="#section-second-part"');
    expect(html).toContain(
      '<link rel="preload" as="fetch" crossorigin="" href="/api/queries/job-zones.json"/>',
    );
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\sstyle=/);
  });

  test("no query's text reaches the browser", () => {
    const assets = join(project.root, "dist/assets");
    const code = readdirSync(assets).map((name) => readFileSync(join(assets, name), "utf8"));
    expect(code.some((text) => text.includes("job-zones"))).toBe(true);
    expect(code.some((text) => text.includes("job_zone_reference z"))).toBe(false);
  });

  test("values are shown by what they are", async () => {
    const { page } = await open();
    expect(await cell(page, "Rows").locator("[role=grid], table").count()).toBe(1);
    expect(await cell(page, "Page").locator("pre").allTextContents()).toEqual([
      expect.stringMatching(/^\d{3} false 0\.1$/),
      '{ "a": [ 1, null ], "b": "c" }',
      "undefined",
      "[]",
    ]);
    expect(await cell(page, "Table").locator("[role=grid], table").count()).toBe(1);
  });

  test("values in prose are text, and no link leads to a script", async () => {
    const { page } = await open("?word=javascript:alert(1)");
    const prose = cell(page, "Words").locator(".prose p");
    expect(await prose.innerHTML()).toBe(
      "Said <strong>javascript:alert(1)</strong> &lt;i&gt;<i>yes</i> <a>link</a> – x p –",
    );
  });

  test("an input runs what depends on it again, and nothing else; the address keeps it unless it is the preset", async () => {
    const { page } = await open();
    const before = await runs(page);
    await setTop(page, 2);
    expect(await runs(page)).toEqual({ ...before, rows: 2 });
    expect(search(page)).toBe("?top=2");
    await setTop(page, 3);
    await expect.poll(() => search(page)).toBe("");
  });

  test("texts are readable in the address, and none is mistaken for a number", async () => {
    const { page } = await open();
    await page.getByRole("textbox", { name: "Word" }).fill("12");
    await page.getByLabel("Kind").selectOption("20");
    await page.getByLabel("q", { exact: true }).check();
    await page.getByLabel("Day").fill("2026-02-03");
    await settled(page);
    await expect.poll(() => search(page)).toBe('?word="12"&kind="20"&several=["p","q"]&day=2026-02-03');
    await page.reload();
    await settled(page);
    expect(await text(page, "Words")).toBe("Said 12 <i>yes link – 20 p+q 2026");
    expect(await runs(page)).toMatchObject({ words: 1 });
  });

  test("back and forward undo and redo a change; a slider's many steps are one", async () => {
    const { page } = await open("?word=b");
    const slider = page.getByRole("slider", { name: "Top" });
    await slider.focus();
    for (const key of ["ArrowLeft", "ArrowLeft", "ArrowRight"]) await page.keyboard.press(key);
    await expect.poll(() => search(page)).toBe("?word=b&top=2");
    await page.getByRole("textbox", { name: "Word" }).fill("c");
    await expect.poll(() => search(page)).toBe("?word=c&top=2");
    await page.goBack();
    await expect.poll(() => text(page, "Words")).toContain("Said b");
    expect(await slider.inputValue()).toBe("2");
    await page.goBack();
    await expect.poll(() => slider.inputValue()).toBe("3");
    expect(search(page)).toBe("?word=b");
    await page.goForward();
    await expect.poll(() => slider.inputValue()).toBe("2");
  });

  test("a value that an input can't have falls back to its preset, and the page says so until it is changed", async () => {
    const { page } = await open("?top=99&kind=z&word=ok");
    const notices = await page.locator("#notices p").allTextContents();
    expect(notices.sort()).toEqual([
      "The address asks for kind = z, which is not to be had here on this release; x is used instead.",
      "The address asks for top = 99, which is not to be had here on this release; 3 is used instead.",
    ]);
    await setTop(page, 2);
    expect(await page.locator("#notices p").count()).toBe(1);
  });

  test("a slow cell keeps its old output, marked as stale, while others go on; a change ends its wait", async () => {
    const { page } = await open();
    const word = page.getByRole("textbox", { name: "Word" });
    await word.fill("wait");
    await expect.poll(() => state(page, "Slow")).toBe("stale");
    expect(await text(page, "Slow")).toBe("a");
    expect(await cell(page, "Slow").locator(".output").getAttribute("aria-busy")).toBe("true");
    await expect.poll(() => text(page, "Words")).toContain("Said wait");
    expect(await state(page, "Words")).toBe("done");
    await word.fill("b");
    await settled(page);
    expect(await text(page, "Slow")).toBe("b");
  });

  test("a failed cell says why and in which line of the notebook, and what needs it that it waits", async () => {
    const { page } = await open();
    expect(await text(page, "After it")).toBe("1.5");
    await setTop(page, 5);
    expect(await state(page, "Failing")).toBe("failed");
    const line = PROBE.split("\n").findIndex((text) => text.includes("too many")) + 1;
    await expect
      .poll(() => cell(page, "Failing").locator(".failure").textContent())
      .toBe(`Error: too manynotebooks/probe.ts:${line}Try again`);
    expect(await state(page, "After it")).toBe("waiting");
    expect(await text(page, "After it")).toBe("Waiting for half, which failed.");
    expect(await state(page, "Rows")).toBe("done");
    await setTop(page, 4);
    expect(await state(page, "Failing")).toBe("done");
    expect(await text(page, "After it")).toBe("2");
  });

  test("a cell whose query fails says what the server said, and can be tried again", async () => {
    const page = await browser.newPage();
    const refuse = (route: { fulfill(answer: object): Promise<void> }) =>
      route.fulfill({ status: 503, json: { error: { message: "the database does not answer" } } });
    await page.route("**/api/queries/job-zones*", refuse);
    await page.goto(url + path);
    await settled(page);
    expect(await page.getByRole("alert").textContent()).toContain(
      "The query was not answered: the database does not answer.",
    );
    expect(await text(page, "Rows")).toBe("Waiting for zones, which failed.");
    await page.unroute("**/api/queries/job-zones*");
    await page.getByRole("button", { name: "Try again" }).click();
    await expect.poll(() => state(page, "Chart")).toBe("done");
  });

  test("a cell that waits for width or colours runs again when they change", async () => {
    const { page } = await open();
    const first = await text(page, "Page");
    await page.setViewportSize({ width: 700, height: 800 });
    await expect.poll(() => text(page, "Page")).not.toBe(first);
    await page.emulateMedia({ colorScheme: "dark" });
    await expect.poll(() => text(page, "Page")).toContain(" true ");
    expect(await runs(page)).toMatchObject({ page: 3, rows: 1, chart: 1 });
  });

  test("a chart has its name, tells its tips by arrow keys, and is saved with its source", async () => {
    const { page, complaints } = await open();
    const chart = page.getByRole("img", { name: "Zones by zone" });
    await chart.focus();
    const tip = cell(page, "Chart").getByRole("status");
    await page.keyboard.press("ArrowRight");
    const first = await tip.textContent();
    expect(first).toBe("job_zone 2, y 4");
    await page.keyboard.press("ArrowRight");
    expect(await tip.textContent()).toBe("job_zone 3, y 6");
    await page.keyboard.press("ArrowLeft");
    expect(await tip.textContent()).toBe(first);
    for (const format of ["SVG", "PNG"]) {
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: `Save as ${format}: Zones by zone` }).click(),
      ]);
      expect(download.suggestedFilename()).toBe(`zones-by-zone.${format.toLowerCase()}`);
      const saved = readFileSync(await download.path());
      if (format === "SVG")
        expect(saved.toString()).toContain("Invented numbers (synthetic demonstration). Onetbook");
      else expect(saved.subarray(1, 4).toString()).toBe("PNG");
    }
    expect(complaints).toEqual([]);
  });

  test("below it stands which queries were asked, and how to cite it with every input", async () => {
    const { page } = await open("?top=2");
    const link = page.locator("#run").getByRole("link", { name: "job-zones" });
    expect(await link.getAttribute("href")).toBe(`${url}/queries/job-zones`);
    expect(await page.locator(".citation").textContent()).toMatch(
      /^“A probe”\. Onetbook notebook probe; synthetic demonstration, not O\*NET data\. http:\/\/127\.0\.0\.1:\d+\/notebooks\/probe\?top=2&word=a&kind=x&several=%5B%22p%22%5D&skill=2\.A\.1\.[\w.]+ \(accessed \d+ \w+ \d{4}\)\.$/,
    );
  });

  test("headings grow smaller by level, and long lines of code scroll in a narrow window, not the page", async () => {
    const page = await browser.newPage();
    await page.setViewportSize({ width: 390, height: 800 });
    await page.goto(`${url}/notebooks/prose`);
    await settled(page);
    const sizes = await page.evaluate(() =>
      ["h1", "h2", "h3"].map((name) =>
        Number.parseFloat(getComputedStyle(document.querySelector(`main ${name}`)!).fontSize),
      ),
    );
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
    expect(await page.locator("pre").count()).toBe(2);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    const pre = page.locator("pre").first();
    expect(await pre.evaluate((pre) => pre.scrollWidth > pre.clientWidth)).toBe(true);
    // An input without choices is no part of how to cite it.
    expect(await page.locator(".citation").textContent()).toMatch(/\/notebooks\/prose \(accessed/);
  });

  test("a page that is not laid out keeps the width that it had", async () => {
    const { page } = await open();
    const before = await text(page, "Page");
    await page.evaluate(() => {
      document.documentElement.style.display = "none";
    });
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
    await page.locator("#notebook[data-state=settled]").waitFor({ state: "attached" });
    expect(await text(page, "Page")).toBe(before);
    expect(await runs(page)).toMatchObject({ page: 1 });
  });

  test("an element is found by its name, told with what it is, and kept in the address by its id", async () => {
    const { page } = await open();
    const field = page.getByRole("combobox", { name: "Skill" });
    await field.fill("speaking");
    const option = page.getByRole("option").last();
    const [id] = /\d\.\w[\w.]*/.exec((await option.textContent())!)!;
    await option.click();
    await settled(page);
    expect(await cell(page, "Element").locator("pre").textContent()).toBe(id);
    await expect.poll(() => search(page)).toBe(`?skill=${id}`);
  });

  test("axe finds nothing serious, in light and dark", async () => {
    const { page } = await open();
    const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core"), "utf8");
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await settled(page);
      await page.evaluate(axe);
      const faults = await page.evaluate(async () => {
        const { axe } = globalThis as unknown as {
          axe: {
            run(): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }>;
          };
        };
        return (await axe.run()).violations.flatMap(({ id, impact, nodes }) =>
          ["serious", "critical"].includes(impact) ? nodes.map(({ html }) => `${id}: ${html}`) : [],
        );
      });
      expect(faults).toEqual([]);
    }
  });

  test("when another release goes live an idle page offers to run on it, and keeps its inputs", async () => {
    const { page } = await open("?top=2");
    await renameRelease(database, "Tomorrow");
    await page.evaluate(() => window.dispatchEvent(new Event("focus")));
    const banner = page.locator("#live");
    await expect.poll(() => banner.textContent()).toContain("(Tomorrow) is live since this page was opened");
    await page.getByRole("button", { name: "Run the notebook on it" }).click();
    await page.locator('#notebook[data-label="Tomorrow"][data-state=settled]').waitFor();
    expect(await banner.textContent()).toBe("");
    expect(await page.getByRole("spinbutton", { name: "Top" }).inputValue()).toBe("2");
  });
});
