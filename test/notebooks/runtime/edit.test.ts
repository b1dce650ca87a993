import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { hasChromium, openChromium } from "../../chromium.ts";
import { freshDatabase, testPostgres } from "../../postgres.ts";
import { loadDemonstration } from "../../server/served.ts";
import { NotebookProject } from "../project.ts";

const NOTEBOOK = `// %% [markdown]
// # Edited
// %%
import { display, Inputs, query, view } from "#notebook";
import jobZones from "../sql/queries/job-zones.sql";
import { helped } from "./edited/helped.ts";
const { runs } = globalThis as unknown as { runs: string[] };
// %% Inputs
const top = view(Inputs.range([1, 9], { label: "Top", step: 1, value: 3 }));
// %% Double
runs.push("double");
const double = top * 2;
display(\`double \${double}\`);
// %% After
runs.push("after");
display(\`after \${double}\`);
// %% Apart
runs.push("apart");
display(\`apart \${top}\`);
// %% Helped
runs.push("helped");
display(helped(top));
// %% Asked
runs.push("asked");
(await query(jobZones)).length > 0;
`;
const HELPED = 'export const helped = (n: number) => "helped " + n;\n';

describe.runIf(hasChromium)("an edit on disk", async () => {
  if (!hasChromium) return;
  const server = await testPostgres(18);
  const database = await freshDatabase(server);
  await loadDemonstration(database);
  const project = new NotebookProject({ "edited.ts": NOTEBOOK, "edited/helped.ts": HELPED });
  const url = await project.serveForDevelopment(database);
  const browser = await openChromium();
  const page = await browser.newPage();
  let loads = 0;
  page.on("load", () => loads++);
  await page.addInitScript("globalThis.runs = []");
  await page.goto(`${url}/notebooks/edited`);
  await settled();
  await page.getByRole("spinbutton", { name: "Top" }).fill("4");
  await settled();
  await page.evaluate(() => document.querySelector("input[type=number]")!.setAttribute("data-kept", ""));

  function settled() {
    return page.locator("#notebook[data-state=settled]").waitFor();
  }

  const text = (title: string) => page.locator(`.cell[data-title="${title}"]`).textContent();

  /** What ran because of an edit, once the page shows it. */
  async function ran(page: Page, change: () => void, shows: () => Promise<unknown>): Promise<string[]> {
    await page.evaluate("runs.length = 0");
    change();
    await expect.poll(shows, { timeout: 10_000 }).toBe(true);
    await settled();
    return page.evaluate("runs");
  }

  let now = NOTEBOOK;
  function edit(from: string, to: string): void {
    expect(now).toContain(from);
    now = now.replace(from, to);
    project.write("notebooks/edited.ts", now);
  }

  test("runs the cell again with what depends on it, and keeps the inputs", async () => {
    const change = () => edit("top * 2", "top * 3");
    expect(await ran(page, change, async () => (await text("After")) === "after 12")).toEqual([
      "double",
      "after",
    ]);
    expect(await text("Apart")).toBe("apart 4");
    expect(await page.locator("input[data-kept]").inputValue()).toBe("4");
  });

  test("that puts a cell in above runs that alone", async () => {
    const change = () => edit("// %% Inputs", '// %% New\nruns.push("new");\ndisplay("new");\n// %% Inputs');
    expect(
      await ran(page, change, async () => (await page.getByText("new", { exact: true }).count()) === 1),
    ).toEqual(["new"]);
    expect(
      await page
        .locator(".cell")
        .evaluateAll((cells) => cells.map((cell) => cell.getAttribute("data-title"))),
    ).toEqual(["", "", "New", "Inputs", "Double", "After", "Apart", "Helped", "Asked"]);
    expect(await page.locator("input[data-kept]").count()).toBe(1);
  });

  test("of prose shows it and runs nothing", async () => {
    const change = () => edit("// # Edited", "// # Edited again");
    expect(
      await ran(
        page,
        change,
        async () => (await page.getByRole("heading", { level: 1 }).textContent()) === "Edited again",
      ),
    ).toEqual([]);
  });

  test("of a module runs what uses it", async () => {
    const change = () => project.write("notebooks/edited/helped.ts", HELPED.replace('"helped ', '"aided '));
    expect(await ran(page, change, async () => (await text("Helped")) === "aided 4")).toEqual(["helped"]);
  });

  test("of a query runs what asks it, once the server answers by it", async () => {
    const asked = page.waitForRequest("**/api/queries/job-zones.json");
    project.write("sql/queries/job-zones.sql", "SELECT 1 AS one");
    const change = () => void project.dev!.tellQueries([]);
    expect(await ran(page, change, async () => Boolean(await asked))).toEqual(["asked"]);
  });

  test("that does not compile says where, and all stays as it was until it is mended", async () => {
    const change = () => edit("top * 3", "top * 3 +");
    expect(
      await ran(page, change, async () =>
        (await page.locator("#notices").textContent())!.includes("notebooks/edited.ts:15:"),
      ),
    ).toEqual([]);
    expect(await text("Double")).toBe("double 12");
    await ran(
      page,
      () => edit("top * 3 +", "top * 5"),
      async () => (await text("Double")) === "double 20",
    );
    expect(await page.locator("#notices").textContent()).toBe("");
  });

  test("an error is told with the line of the edited notebook", async () => {
    const change = () =>
      edit('runs.push("apart");', 'runs.push("apart");\n\nif (top) throw new Error("broken");');
    await ran(page, change, async () => (await text("Apart"))!.includes("broken"));
    const line = now.split("\n").findIndex((text) => text.includes("broken")) + 1;
    await expect.poll(() => text("Apart")).toContain(`notebooks/edited.ts:${line}`);
  });

  test.each([
    "server/main.ts",
    ".env",
    ".data/owner",
    "package.json/../.env",
    "@fs/etc/passwd",
    "sql/client.ts",
  ])("%s is not to be had from the server that follows edits", async (path) => {
    project.write(".env", "SECRET=abc");
    project.write(".data/owner", "SECRET=abc");
    const response = await fetch(`${url}/@dev/${path}`);
    expect(response.ok).toBe(false);
    expect(await response.text()).not.toMatch(/SECRET=abc|^root:|^import /m);
  });

  test("never loads the page anew", () => {
    expect(loads).toBe(1);
  });
});
