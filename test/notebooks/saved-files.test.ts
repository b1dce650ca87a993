import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, describe, expect, test } from "vitest";
import { renderNotebook } from "../../server/render-notebook.ts";
import { hasChromium, openChromium } from "../chromium.ts";
import { freshDatabase, psql, testPostgres } from "../postgres.ts";
import { loadDemonstration } from "../server/served.ts";
import { nbformat45 } from "./nbformat.ts";
import { NotebookProject } from "./project.ts";

const PROBE = `// %% [markdown]
// # A *probe* to take away
//
// It has [queries](/queries).
//
// What it says of ids: \`</script>\`.
// %%
import { Inputs, Plot, dataTable, display, md, query, view, width } from "#notebook";
import occupations from "../sql/queries/occupations.sql";
import skillGap from "../sql/queries/skill-gap.sql";
const all = await query(occupations);
const tags = ["<script>", "</script>"].join("");
// %% Which
const to = view(Inputs.select(["29-1141.00", "17-2051.00", "15-1254.00"], { label: "To", value: "29-1141.00" }));
// %% Rows
const rows = await query(skillGap, { from: "31-1131.00", to, scale: "LV" });
// %% Chart
Plot.dot(rows, { x: "to_value", y: "element_name" }).plot({ width, ariaLabel: "Skills of " + to });
// %% Who
const names = all.filter((row) => row.onetsoc_code === "31-1131.00").map((row) => row.title);
md\`Of **\${to}** and \${names[0]} with \${tags}\`;
// %% Table
dataTable(all.columns, all, { label: "Occupations" });
`;
const HOSTILE = "</script><!--<script><img src=x onerror=globalThis.hacked=1>";

describe.runIf(hasChromium)("a notebook that is taken away", async () => {
  if (!hasChromium) return;
  const server = await testPostgres(18);
  const database = await freshDatabase(server);
  await loadDemonstration(database);
  await psql(
    database,
    `UPDATE onet.occupation_data SET title = '${HOSTILE}' WHERE onetsoc_code = '31-1131.00'`,
  );
  const project = new NotebookProject({
    "probe.ts": PROBE,
    "failing.ts": '// %%\nconst a: number = 1;\nthrow new Error("too many");\n',
  });
  const url = await project.serveBuilt(database);
  const browser = await openChromium();
  const folder = mkdtempSync(join(tmpdir(), "onetbook-test-saved-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const settled = (page: Page) => page.locator("#notebook[data-state=settled]").waitFor();
  const chosen = (page: Page) => page.locator('.cell[data-title="Who"] strong').textContent();

  async function choose(page: Page, value: string): Promise<void> {
    await page.getByLabel("To").selectOption(value);
    await settled(page);
  }

  async function open(): Promise<{ page: Page; complaints: string[]; requests: string[] }> {
    const page = await browser.newPage();
    const complaints: string[] = [];
    const requests: string[] = [];
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("request", (request) => requests.push(request.url()));
    return { page, complaints, requests };
  }

  async function save(page: Page, button: string): Promise<string> {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: button }).click(),
    ]);
    const path = join(folder, download.suggestedFilename());
    await download.saveAs(path);
    return path;
  }

  describe("as HTML, opened from a file without a network", async () => {
    const saved = await open();
    await saved.page.goto(`${url}/notebooks/probe?to=17-2051.00`);
    await settled(saved.page);
    await choose(saved.page, "29-1141.00");
    await choose(saved.page, "17-2051.00");
    const path = await save(saved.page, "Save as HTML");

    async function openCopy() {
      const opened = await open();
      await opened.page.route(/^https?:/, (route) => route.abort());
      await opened.page.goto(pathToFileURL(path).href);
      await settled(opened.page);
      return opened;
    }

    test("it shows the same, with the inputs as they were", async () => {
      const { page, complaints, requests } = await openCopy();
      expect(await page.locator("h1").textContent()).toBe("A probe to take away");
      expect(await page.locator(".chart svg [aria-label=dot] circle").count()).toBeGreaterThan(10);
      expect(await chosen(page)).toBe("17-2051.00");
      expect(await page.locator(".data-table tbody tr").count()).toBeGreaterThan(3);
      expect(complaints).toEqual([]);
      expect(requests).toEqual([pathToFileURL(path).href]);
    });

    test("an input whose answer it holds works", async () => {
      const { page, complaints } = await openCopy();
      await choose(page, "29-1141.00");
      expect(await chosen(page)).toBe("29-1141.00");
      expect(await page.getByRole("img").getAttribute("aria-label")).toBe("Skills of 29-1141.00");
      expect(complaints).toEqual([]);
    });

    test("one whose answer it does not hold says which it holds, and where others are", async () => {
      const { page, complaints } = await openCopy();
      await choose(page, "15-1254.00");
      const alert = page.getByRole("alert");
      expect(await alert.locator("p").first().textContent()).toBe(
        "This copy does not hold the answer for (from 31-1131.00, to 15-1254.00, scale LV); it holds those for " +
          "(from 31-1131.00, to 29-1141.00, scale LV), (from 31-1131.00, to 17-2051.00, scale LV).",
      );
      await expect
        .poll(async () => {
          await alert.getByRole("link").evaluate((link) => {
            link.addEventListener("click", (event) => event.preventDefault());
            (link as HTMLElement).click();
          });
          return alert.getByRole("link").getAttribute("href");
        })
        .toBe(`${url}/notebooks/probe?to=15-1254.00`);
      await choose(page, "17-2051.00");
      expect(await chosen(page)).toBe("17-2051.00");
      expect(complaints).toEqual([]);
    });

    test("hostile text of a row stays text", async () => {
      const { page } = await openCopy();
      expect(await page.locator('.cell[data-title="Who"]').textContent()).toContain(HOSTILE);
      expect(await page.evaluate(() => "hacked" in globalThis)).toBe(false);
      expect(readFileSync(path, "utf8").match(/<\/script>/g)).toHaveLength(2);
    });

    test("its policy runs no other script and reaches no network", async () => {
      const { page } = await openCopy();
      const outcome = await page.evaluate(async () => {
        const script = document.createElement("script");
        script.textContent = "globalThis.hacked = 1";
        document.body.append(script);
        const reached = await fetch("http://127.0.0.1:1/").then(
          () => "reached",
          () => "refused",
        );
        return ["hacked" in globalThis, reached];
      });
      expect(outcome).toEqual([false, "refused"]);
    });

    test("it says where it is from, with links that lead to the server, and offers no saving", async () => {
      const { page } = await openCopy();
      const text = await page.locator("body").textContent();
      expect(text).toContain(`Copy of ${url}/notebooks/probe, saved on `);
      expect(text).toContain("Synthetic demonstration");
      expect(text).toContain(`${url}/notebooks/probe?to=17-2051.00 (accessed`);
      expect(text).toContain("skill-gap (from 31-1131.00, to 17-2051.00, scale LV)");
      const links = await page
        .getByRole("link")
        .evaluateAll((links) => links.map((link) => link.getAttribute("href")));
      expect(links.filter((href) => !href?.startsWith(`${url}/`))).toEqual([]);
      expect(links).toContain(`${url}/queries`);
      expect(await page.getByRole("button", { name: "Save as HTML" }).count()).toBe(0);
      const about = JSON.parse((await page.locator("#saved-copy").textContent())!);
      expect(about).toMatchObject({
        notebook: "probe",
        address: `${url}/notebooks/probe?to=17-2051.00`,
        release: { synthetic: true },
        queries: [
          { name: "occupations" },
          {
            name: "skill-gap",
            params: [
              ["from", "31-1131.00"],
              ["to", "17-2051.00"],
              ["scale", "LV"],
            ],
          },
        ],
      });
    });
  });

  test("as .ipynb it holds source and output, by Jupyter's rules", async () => {
    const { page, complaints } = await open();
    await page.goto(`${url}/notebooks/probe`);
    await settled(page);
    const path = await save(page, "Save as .ipynb");
    const notebook = nbformat45.parse(JSON.parse(readFileSync(path, "utf8")));
    expect(notebook.metadata.language_info?.name).toBe("typescript");
    expect(notebook.metadata.onetbook).toMatchObject({
      notebook: "probe",
      address: `${url}/notebooks/probe?to=29-1141.00`,
    });
    const [prose, , which, rows, chart, , table, provenance] = notebook.cells;
    const outputs = (cell: (typeof notebook.cells)[number] | undefined) =>
      cell?.cell_type === "code" ? cell.outputs : [];
    expect(prose).toMatchObject({ cell_type: "markdown", id: "cell-0" });
    expect([prose!.source].flat().join("")).toMatch(/^# A \*probe\* to take away\n\nIt has \[queries\]/);
    expect([rows!.source].flat().join("")).toBe(
      'const rows = await query(skillGap, { from: "31-1131.00", to, scale: "LV" });',
    );
    expect(outputs(which)).toMatchObject([{ data: { "text/plain": "to = 29-1141.00" } }]);
    expect(outputs(rows)).toEqual([]);
    expect(outputs(chart)).toMatchObject([
      { data: { "image/svg+xml": expect.stringMatching(/^<svg /), "text/plain": "Skills of 29-1141.00" } },
    ]);
    expect(outputs(table)).toMatchObject([
      { data: { "text/html": expect.stringContaining("Occupations: "), "text/plain": expect.anything() } },
    ]);
    expect(JSON.stringify(outputs(table))).toContain("&lt;img src=x");
    expect([provenance!.source].flat().join("")).toContain("synthetic demonstration, not O\\*NET data");
    expect(complaints).toEqual([]);
  });

  test.each(["html", "ipynb", "png", "pdf"] as const)("the command line writes %s", async (format) => {
    const out = join(folder, `cli.${format}`);
    await renderNotebook({ name: "probe", params: [["to", "17-2051.00"]], format, out, url });
    const START = { html: "<!DOCTYPE html>", ipynb: '{\n "nbformat": 4', png: "\x89PNG", pdf: "%PDF" };
    const written = readFileSync(out, "latin1");
    expect(written.slice(0, START[format].length)).toBe(START[format]);
    if (format === "html" || format === "ipynb") expect(written).toContain("probe?to=17-2051.00");
  });

  test.each([
    ["an input that is not there", "probe", "from", 'probe has no input "from"; it has to'],
    ["a value that is not to be had", "probe", "to", "The address asks for to = 1, which is not to be had"],
    ["a notebook that is not there", "prob", "to", 'no notebook is called "prob"'],
    ["a cell that fails", "failing", "a", "failing has failed: Error: too many"],
  ])("the command line refuses %s", async (_, name, param, message) => {
    const request = { name, params: [[param, "1"]] as [string, string][], format: "png" as const };
    await expect(renderNotebook({ ...request, out: join(folder, "none.png"), url })).rejects.toThrow(message);
  });
});
