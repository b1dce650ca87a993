import { cpSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { hasChromium, openChromium } from "../../../chromium.ts";
import { freshDatabase, testPostgres } from "../../../postgres.ts";
import { axeViolations } from "../../../server/browsed.ts";
import { loadDemonstration } from "../../../server/served.ts";
import { NotebookProject, REPOSITORY } from "../../project.ts";

const NOTEBOOK = `// %% [markdown]
// # Edited

// %%
import { display, Inputs, view } from "#notebook";
import jobZones from "../sql/queries/job-zones.sql";
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
display(\`apart \${top} \${jobZones ? "" : "-"}\`);
`;

/** The machine may be busy. */
const poll = <Value>(read: () => Value) => expect.poll(read, { timeout: 8000 });

describe.runIf(hasChromium)("editing in the page", async () => {
  if (!hasChromium) return;
  const database = await freshDatabase(await testPostgres(18));
  await loadDemonstration(database);
  const project = new NotebookProject({ "edited.ts": NOTEBOOK });
  cpSync(join(REPOSITORY, "tsconfig.json"), join(project.root, "tsconfig.json"));
  const url = await project.serveForDevelopment(database);
  const browser = await openChromium();
  const page = await browser.newPage();
  const complaints: string[] = [];
  let loads = 0;
  page.on("load", () => loads++);
  // A save that is refused as stale is no fault, but Chromium tells it.
  page.on("console", (message) => {
    if (message.type() === "error" && !/412/.test(message.text())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.setDefaultTimeout(8000);
  await page.addInitScript("globalThis.runs = []");
  async function open(): Promise<void> {
    if (loads === 0) await page.goto(`${url}/notebooks/edited`);
    else await page.reload();
    await settled();
    await page.getByRole("button", { name: "Edit the whole file" }).waitFor();
  }

  const settled = () => page.locator("#notebook[data-state=settled]").waitFor();
  const stored = () => readFileSync(join(project.root, "notebooks/edited.ts"), "utf8");
  const cell = (title: string) => page.locator(`.cell[data-title="${title}"]`);
  const field = (title: string) => cell(title).locator(".cm-content");
  const output = (title: string) => cell(title).locator(".output").allTextContents();
  const titles = () =>
    page.locator(".cell").evaluateAll((cells) => cells.map((cell) => cell.getAttribute("data-title")));

  async function use(title: string, button: string): Promise<void> {
    await cell(title).hover();
    await cell(title).getByRole("button", { name: button, exact: true }).click();
  }

  async function type(title: string, text: string): Promise<void> {
    await field(title).focus();
    await page.keyboard.press("Control+a");
    await page.keyboard.insertText(text);
  }

  const double = (by: string) =>
    `// %% Double\nruns.push("double");\nconst double = top * ${by};\ndisplay(\`double \${double}\`);`;

  await open();

  test("Ctrl-Enter writes the cell to the file; only it and what depends on it run, and inputs stay", async () => {
    await page.getByRole("spinbutton", { name: "Top" }).fill("4");
    await settled();
    await page.evaluate("runs.length = 0");
    await cell("Double").getByRole("button", { name: "Edit" }).focus();
    await page.keyboard.press("Enter");
    await type("Double", double("3"));
    await page.keyboard.press("Control+Enter");
    await poll(() => output("After")).toEqual(["after 12"]);
    await settled();
    expect(stored()).toBe(NOTEBOOK.replace("top * 2", "top * 3"));
    expect(await page.evaluate("runs")).toEqual(["double", "after"]);
    expect(await page.getByRole("spinbutton", { name: "Top" }).inputValue()).toBe("4");
    await cell("Double").getByText("Saved.").waitFor();
  });

  test("what tsc finds is told in the cell, with its line in the file", { timeout: 20_000 }, async () => {
    await type("Double", double('3 + "".nonsense'));
    await page.keyboard.press("Shift+Enter");
    await cell("Double")
      .getByText("line 14: Property 'nonsense' does not exist")
      .waitFor({ timeout: 15_000 });
    await poll(() => cell("Double").locator(".cm-lintRange-error").allTextContents()).toEqual(["nonsense"]);
    await page.keyboard.press("Control+z");
  });

  test("what does not compile is saved and told in the cell, and mended there", async () => {
    await type("Double", double("(;"));
    await page.keyboard.press("Control+Enter");
    await poll(stored).toContain("top * (;");
    await cell("Double").getByText("line 14: Unexpected token").waitFor();
    expect(await output("Apart")).toEqual(["apart 4 "]);
    await type("Double", double("5"));
    await page.keyboard.press("Control+Enter");
    await poll(() => output("Double")).toEqual(["double 20"]);
    await poll(() => cell("Double").locator(".problems li").count()).toBe(0);
  });

  test("Escape closes, and keeps what was typed as a draft, also when the page is loaded anew", async () => {
    await type("Double", double("6"));
    await page.keyboard.press("Escape");
    await poll(() => field("Double").count()).toBe(0);
    await open();
    await use("Double", "Edit draft");
    await poll(() => field("Double").innerText()).toContain("top * 6");
    expect(stored()).toContain("top * 5");
  });

  test("a cell that another editor changed meanwhile is not overwritten: both are shown", async () => {
    project.write("notebooks/edited.ts", stored().replace("top * 5", "top * 7"));
    await poll(() => output("Double")).toEqual(["double 28"]);
    await field("Double").focus();
    await page.keyboard.press("Control+Enter");
    const versions = cell("Double").locator(".comparison pre");
    await poll(() => versions.count()).toBe(2);
    expect(await versions.nth(0).innerText()).toContain("top * 6");
    expect(await versions.nth(1).innerText()).toContain("top * 7");
    expect(stored()).toContain("top * 7");
    expect(await axeViolations(page)).toEqual([]);
    await cell("Double").getByRole("button", { name: "Take theirs" }).click();
    expect(await field("Double").innerText()).toContain("top * 7");
    await page.keyboard.press("Control+z");
    expect(await field("Double").innerText()).toContain("top * 6");
  });

  test("one that keeps theirs of another cell is saved beside it", async () => {
    project.write("notebooks/edited.ts", stored().replace("after $", "then $"));
    await poll(() => output("After")).toEqual(["then 28"]);
    await field("Double").focus();
    await page.keyboard.press("Control+Enter");
    await poll(stored).toContain("top * 6");
    expect(stored()).toContain("then $");
    await page.keyboard.press("Escape");
  });

  test("mine is kept on wish", async () => {
    await use("Apart", "Edit");
    await type("Apart", '// %% Apart\ndisplay("mine");');
    project.write("notebooks/edited.ts", stored().replace("apart $", "theirs $"));
    await poll(() => output("Apart")).toEqual(["theirs 4 "]);
    await field("Apart").focus();
    await page.keyboard.press("Control+Enter");
    await cell("Apart").getByRole("button", { name: "Keep mine" }).click();
    await poll(() => output("Apart")).toEqual(["mine"]);
    expect(stored().endsWith('// %% Apart\ndisplay("mine");\n')).toBe(true);
    await page.keyboard.press("Escape");
  });

  test("prose is edited as prose", async () => {
    const prose = page.locator('.cell[data-kind="markdown"]');
    await prose.hover();
    await prose.getByRole("button", { name: "Edit", exact: true }).click();
    await prose.locator(".cm-content").focus();
    await page.keyboard.press("Control+a");
    await page.keyboard.insertText("# Other title\n\nWords.");
    await page.keyboard.press("Control+Enter");
    await poll(() => prose.locator("h1").innerText()).toBe("Other title");
    expect(stored().startsWith("// %% [markdown]\n// # Other title\n//\n// Words.\n\n// %%\nimport")).toBe(
      true,
    );
    await page.keyboard.press("Escape");
  });

  test("a cell is added below, moved, hidden, deleted and had again", async () => {
    await use("Inputs", "Add a code cell below");
    await page.locator('.cell[data-cell="3"] .cm-content').waitFor();
    await page.keyboard.press("Control+a");
    await page.keyboard.insertText('// %% New\ndisplay("new");');
    await page.keyboard.press("Control+Enter");
    await poll(() => output("New")).toEqual(["new"]);
    expect(stored()).toContain('value: 3 }));\n\n// %% New\ndisplay("new");\n\n// %% Double');
    await page.keyboard.press("Escape");

    await use("New", "Move down");
    await poll(titles).toEqual(["", "", "Inputs", "Double", "New", "After", "Apart"]);
    expect(stored()).toContain('// %% New\ndisplay("new");\n\n// %% After');

    await use("New", "Hide");
    await poll(() => cell("New").getByText("Hidden · New").isVisible()).toBe(true);
    expect(stored()).toContain("// %% New [hidden]\n");
    expect(await cell("New").locator(".output").isVisible()).toBe(false);

    const before = stored();
    await use("New", "Delete");
    await poll(titles).toEqual(["", "", "Inputs", "Double", "After", "Apart"]);
    expect(stored()).not.toContain("New");
    await page.getByRole("button", { name: "Undo", exact: true }).click();
    await poll(titles).toEqual(["", "", "Inputs", "Double", "New", "After", "Apart"]);
    expect(stored()).toBe(before);
  });

  test("a query that a cell imports is edited in its place", async () => {
    const importing = page.locator('.cell[data-cell="1"]');
    await importing.hover();
    await importing.getByRole("button", { name: "job-zones.sql" }).click();
    await importing.locator(".cm-content").focus();
    await page.keyboard.press("Control+Home");
    await page.keyboard.insertText("-- Edited.\n");
    await page.keyboard.press("Control+Enter");
    const query = () => readFileSync(join(project.root, "sql/queries/job-zones.sql"), "utf8");
    await poll(query).toMatch(/^-- Edited\.\n/);
    await page.keyboard.press("Escape");
  });

  test("a page that does not compile when it is opened has its whole file to be mended", async () => {
    const good = stored();
    project.write("notebooks/edited.ts", good.replace("const double", "const (double"));
    await open();
    await page.getByRole("button", { name: "Edit the whole file" }).click();
    await page.locator(".cm-content").focus();
    await page.keyboard.press("Control+a");
    await page.keyboard.insertText(good.trimEnd());
    await page.keyboard.press("Control+Enter");
    await poll(titles).toEqual(["", "", "Inputs", "Double", "New", "After", "Apart"]);
    await settled();
    expect(stored()).toBe(good);
    expect(await output("Apart")).toEqual(["mine"]);
  });

  test("nothing of it complains, and only opening loads the page", () => {
    expect(complaints).toEqual([]);
    expect(loads).toBe(3);
  });

  test("of all this a built page has nothing", async () => {
    await project.serveBuilt(database);
    const assets = join(project.root, "dist/assets");
    const scripts = readdirSync(assets).filter((name) => name.endsWith(".js"));
    const texts = scripts.map((name) => [name, readFileSync(join(assets, name), "utf8")] as const);
    expect(
      texts.filter(([, text]) => text.includes("/@dev/") || text.includes("Edit the whole file")),
    ).toEqual([]);
    expect(texts.filter(([, text]) => text.includes("notebook:show")).length).toBeGreaterThan(0);
  });
});
