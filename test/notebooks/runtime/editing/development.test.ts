import { execFileSync } from "node:child_process";
import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator } from "playwright-core";
import { describe, expect, test, vi } from "vitest";
import { hasChromium, openChromium } from "../../../chromium.ts";
import { freshDatabase, testPostgres } from "../../../postgres.ts";
import { axeViolations } from "../../../server/browsed.ts";
import { address, start } from "../../../server/started.ts";
import { NotebookProject, REPOSITORY } from "../../project.ts";

const NOTEBOOK = `// %% [markdown]
// # Edited

// %%
import { display, Inputs, query, view } from "#notebook";
import zoneNames from "../sql/queries/zone-names.sql";
const { runs } = globalThis as unknown as { runs: string[] };

// %% Inputs
const top = view(Inputs.range([1, 9], { label: "Top", step: 1, value: 3 }));

// %% Zones
runs.push("zones");
const zones = await query(zoneNames, { most: 2 });
display(\`\${zones.length} zones: \${zones.map((zone) => zone.job_zone)}\`);

// %% Apart
runs.push("apart");
display(\`apart \${top}\`);
`;
const QUERY = `/* ---
title: Names of job zones
params:
  most: { doc: how many at most }
columns:
  name: what it is called
--- */
SELECT job_zone, name::text AS name
FROM onet.job_zone_reference
ORDER BY job_zone
LIMIT :most
`;

/** Types are made by a child that describes all queries, and the machine may be busy. */
const poll = <Value>(read: () => Value) => expect.poll(read, { timeout: 40_000 });

describe.runIf(hasChromium)("npm run dev", { timeout: 120_000 }, async () => {
  if (!hasChromium) return;
  const project = new NotebookProject({ "edited.ts": NOTEBOOK });
  for (const path of ["loader", "migrations", "tsconfig.json"])
    cpSync(join(REPOSITORY, path), join(project.root, path), { recursive: true });
  project.write("sql/queries/zone-names.sql", QUERY);
  const database = await freshDatabase(await testPostgres(18));
  const server = start({ DATABASE_URL: database }, project.root, "--dev");
  const url = await address(server);
  const stored = (path: string) => readFileSync(join(project.root, path), "utf8");

  const browser = await openChromium();
  const page = await browser.newPage();
  const complaints: string[] = [];
  // A save that is refused as stale is no fault, but Chromium tells it.
  page.on("console", (message) => {
    if (message.type() === "error" && !/412/.test(message.text())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.setDefaultTimeout(20_000);
  await page.addInitScript("globalThis.runs = []");
  await page.goto(`${url}/notebooks/edited`);
  await page.locator("#notebook[data-ran]").waitFor();
  await page.getByRole("button", { name: "Edit the whole file" }).waitFor();

  const cell = (title: string) => page.locator(`.cell[data-title="${title}"]`);
  const field = (title: string) => cell(title).locator("[data-language=typescript]");
  const sql = () => cell("Zones").locator("[data-language=sql]");
  const output = (title: string) => cell(title).locator(".output").allTextContents();
  const problems = (title: string) => cell(title).locator(".problems li").allTextContents();
  const options = () => page.locator(".cm-tooltip-autocomplete li .cm-completionLabel").allTextContents();

  async function open(title: string, button: string): Promise<void> {
    await cell(title).hover();
    await cell(title).getByRole("button", { name: button, exact: true }).click();
  }

  /** CodeMirror leaves keys to the text for 75 ms after a list has come. */
  async function press(key: string): Promise<void> {
    await page.waitForTimeout(100);
    await page.keyboard.press(key);
  }

  async function type(field: Locator, text: string): Promise<void> {
    await field.focus();
    await page.keyboard.press("Control+a");
    await page.keyboard.insertText(text);
  }

  test("the types of a new query are made", async () => {
    await vi.waitFor(
      () => expect(stored("sql/queries/zone-names.d.sql.ts")).toContain("job_zone: number"),
      40_000,
    );
  });

  test("a row's columns are completed in a cell, with their type and what they are", async () => {
    await open("Apart", "Edit");
    await field("Apart").focus();
    await page.keyboard.press("Control+End");
    await page.keyboard.type("\nzones.map((zone) => zone.");
    await poll(options).toEqual(["job_zone", "name"]);
    await press("ArrowDown");
    const info = page.locator(".cm-completionInfo");
    await poll(() => info.innerText()).toContain("name: string");
    expect(await info.innerText()).toContain("what it is called");
    await press("Enter");
    expect(await field("Apart").innerText()).toContain("zone.name");
  });

  test("a name of #notebook that no cell imports is completed with its import", async () => {
    await page.keyboard.press("End");
    await page.keyboard.type("\ndataT");
    await poll(async () => (await options())[0]).toBe("dataTable");
    await press("Enter");
    expect((await field("Apart").innerText()).split("\n").slice(0, 2)).toEqual([
      "// %% Apart",
      'import { dataTable } from "#notebook";',
    ]);
    expect(await page.evaluate("document.activeElement.shadowRoot !== null")).toBe(true);
    expect((await field("Apart").innerText()).trimEnd().endsWith("dataTable")).toBe(true);
    await cell("Apart").getByRole("button", { name: "Undo all" }).click();
    await page.keyboard.press("Escape");
  });

  test("the parameters of a query are completed, and names of cells above, not of those below", async () => {
    await open("Zones", "Edit");
    await type(field("Zones"), "// %% Zones\nawait query(zoneNames, { ");
    await page.keyboard.press("Control+Space");
    await poll(options).toEqual(["most"]);
    await page.keyboard.press("Escape");
    await type(field("Zones"), "// %% Inputs\nto");
    await page.keyboard.type("p");
    await poll(async () => (await options())[0]).toBe("top");
    await page.keyboard.press("Escape");
    await cell("Zones").getByRole("button", { name: "Undo all" }).click();
  });

  test("under the pointer a name tells its type and what it is", async () => {
    const place = await field("Zones").evaluate((content) => {
      const texts = document.createTreeWalker(content, NodeFilter.SHOW_TEXT);
      while (!texts.nextNode()!.textContent!.includes("zone.job_zone"));
      const range = document.createRange();
      range.setStart(texts.currentNode, texts.currentNode.textContent!.indexOf("job_zone"));
      range.setEnd(texts.currentNode, range.startOffset + "job_zone".length);
      return range.getBoundingClientRect().toJSON();
    });
    await page.mouse.move(place.x + place.width / 2, place.y + place.height / 2, { steps: 3 });
    const tooltip = page.locator(".cm-tooltip-hover");
    await poll(() => tooltip.innerText()).toContain("job_zone: number");
    await field("Zones").focus();
    await page.keyboard.press("Escape");
  });

  test("a cell opens a query that it uses; names of tables and columns are completed in it", async () => {
    await open("Zones", "zone-names.sql");
    expect(await sql().innerText()).toContain("title: Names of job zones");
    await type(sql(), "SELECT * FROM onet.job_zone_re");
    await page.keyboard.type("f");
    await poll(options).toEqual(["job_zone_reference"]);
    await press("Enter");
    await page.keyboard.type(" WHERE exper");
    await poll(options).toContain("experience");
    await page.keyboard.press("Escape");
    await cell("Zones").getByRole("button", { name: "Undo all" }).click();
  });

  test("a saved query is asked again at once by the cells that use it alone, and inputs stay", async () => {
    await page.getByRole("spinbutton", { name: "Top" }).fill("4");
    await poll(() => output("Apart")).toEqual(["apart 4"]);
    await page.evaluate("runs.length = 0");
    await type(sql(), QUERY.replace("ORDER BY job_zone", "ORDER BY job_zone DESC"));
    await page.keyboard.press("Control+Enter");
    await poll(() => output("Zones")).toEqual(["2 zones: 5,4"]);
    expect(stored("sql/queries/zone-names.sql")).toContain("DESC");
    expect(await page.evaluate("runs")).toEqual(["zones"]);
    expect(await page.getByRole("spinbutton", { name: "Top" }).inputValue()).toBe("4");
  });

  test("what PostgreSQL finds wrong stands in its line, and what was is shown on", async () => {
    await type(sql(), QUERY.replace("ORDER BY job_zone", "ORDER BY\n  job_zones"));
    await page.keyboard.press("Shift+Enter");
    await poll(() => problems("Zones")).toEqual([
      'sql/queries/zone-names.sql, line 11: column "job_zones" does not exist',
    ]);
    await poll(() => cell("Zones").locator(".cm-lintRange-error").allTextContents()).toEqual(["job_zones"]);
    expect(await output("Zones")).toEqual(["2 zones: 5,4"]);
    expect(await axeViolations(page)).toEqual([]);
    await type(sql(), QUERY.replace("LIMIT :most", "LIMIT :most 3"));
    await page.keyboard.press("Control+Enter");
    await poll(() => problems("Zones")).toEqual([
      'sql/queries/zone-names.sql, line 11: syntax error at or near "3"',
    ]);
    await poll(() => cell("Zones").locator(".cm-lintRange-error").allTextContents()).toEqual(["3"]);
    await type(sql(), QUERY.replace("title:", "titel:"));
    await page.keyboard.press("Control+Enter");
    await poll(async () => (await problems("Zones")).join()).toContain("front matter");
  });

  test("a column that another name takes over is told where it is used", async () => {
    await type(sql(), QUERY.replace("SELECT job_zone", "SELECT job_zone AS zone"));
    await page.keyboard.press("Control+Enter");
    await poll(async () => (await problems("Zones")).join()).toContain(
      "line 15: Property 'job_zone' does not exist",
    );
    await type(sql(), QUERY);
    await page.keyboard.press("Control+Enter");
    await poll(() => output("Zones")).toEqual(["2 zones: 2,3"]);
    await poll(() => problems("Zones")).toEqual([]);
  });

  test("a query that another editor changed meanwhile is not overwritten: both are shown", async () => {
    await type(sql(), `${QUERY}-- mine\n`);
    project.write("sql/queries/zone-names.sql", `${QUERY}-- theirs\n`);
    await page.keyboard.press("Control+Enter");
    const versions = cell("Zones").locator(".comparison pre");
    await poll(() => versions.count()).toBe(2);
    expect(await versions.nth(0).innerText()).toContain("-- mine");
    expect(await versions.nth(1).innerText()).toContain("-- theirs");
    expect(stored("sql/queries/zone-names.sql")).toContain("-- theirs");
    await cell("Zones").getByRole("button", { name: "Keep mine" }).click();
    await poll(() => stored("sql/queries/zone-names.sql")).toContain("-- mine");
    await page.keyboard.press("Escape");
  });

  test("nothing was complained of, and with the server its children end", async () => {
    expect(complaints).toEqual([]);
    const pids = below(server.child.pid!);
    expect(pids.length).toBeGreaterThan(2);
    server.child.kill("SIGTERM");
    expect(await server.exit).toBe(0);
    await poll(() => pids.filter(isRunning)).toEqual([]);
  });
});

/** A process's children, theirs, and so on. */
function below(pid: number): number[] {
  const processes = execFileSync("ps", ["-eo", "pid,ppid"], { encoding: "utf8" }).matchAll(/(\d+) +(\d+)/g);
  const children = [...processes].flatMap(([, child, parent]) =>
    Number(parent) === pid ? [Number(child)] : [],
  );
  return children.flatMap((child) => [child, ...below(child)]);
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
