import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { snippetsOf } from "../../server/browser/query-snippets.ts";
import { highlightedSql } from "../../server/highlighted-sql.tsx";
import { splitFirstSentence } from "../../server/sentences.ts";
import { faultsByParameter } from "../../server/shared/query-faults.ts";
import { parseQueryFile, readQueryFiles } from "../../sql/query-file.ts";
import { hasChromium, openChromium } from "../chromium.ts";
import { freshDatabase, psql, testPostgres } from "../postgres.ts";
import { axeViolations, openPage, serve } from "./browsed.ts";
import { loadDemonstration } from "./served.ts";

const EXTRA: Record<string, string> = {
  broken: "/* ---\ntitle: Broken on purpose\n--- */\nSELECT x FROM onet.no_such_table",
  big: "SELECT i FROM generate_series(1, 100001) AS i",
  "kinds/all": `/* ---
title: Kinds of <b>parameters</b>
params:
  flag: { default: false, doc: a switch }
  maybe: { optional: true }
  day: { example: '2026-01-31' }
  level: { min: 0, max: 7, example: 2.5 }
  whole: { default: 3 }
  words: { example: [a, b], maxItems: 3 }
--- */
SELECT :flag::boolean AS flag, :maybe::boolean AS maybe, :day::date AS day, :level::numeric AS level, :whole::integer AS whole,
       :words::text[] AS words`,
};

describe.runIf(hasChromium)("the pages of queries", async () => {
  if (!hasChromium) return;
  const server = await testPostgres(18);
  const database = await freshDatabase(server);
  await loadDemonstration(database);
  const extra = Object.entries(EXTRA).map(([name, text]) => parseQueryFile(name, `${name}.sql`, text));
  const queries = [...(await readQueryFiles()), ...(await Promise.all(extra))];
  const url = await serve(database, queries);
  const browser = await openChromium();
  await browser.grantPermissions(["clipboard-read", "clipboard-write"]);

  const html = async (path: string) => (await fetch(url + path)).text();
  const visible = (page: Page) => page.locator("#entries li:visible a").allTextContents();
  const settled = (page: Page) => page.locator("#result[aria-busy=false]").waitFor();
  const outcome = (page: Page) => page.locator(".outcome").textContent();
  const search = (page: Page) => new URL(page.url()).search;
  /** Codes have turned into titles. */
  const alive = (page: Page) => page.locator(".combobox input[role=combobox]").last().waitFor();

  async function open(path: string, width?: number) {
    const opened = await openPage(browser, url + path, width);
    await settled(opened.page);
    return opened;
  }

  test("the list is searched without JavaScript, and a query that the release can't run says why", async () => {
    const all = await html("/queries");
    expect(all).toContain('href="/queries/kinds/all"');
    expect(all).toContain(`${queries.length} queries`);
    expect(all).toContain("Kinds of &lt;b&gt;parameters&lt;/b&gt;");
    expect(all).toMatch(/Broken on purpose.*Does not work on release.*onet\.no_such_table/s);
    const found = await html("/queries?q=SKILL+gap");
    const shown = [...found.matchAll(/<li data-text="[^"]*"><a href="\/queries\/([^"]*)"/g)].map(
      ([, name]) => name,
    );
    expect(shown).toContain("skill-gap");
    expect(shown).not.toContain("job-zones");
    expect(await html("/queries?q=%22%3E%3Cscript%3E")).toContain('value="&quot;&gt;&lt;script&gt;"');
  });

  test("the list is filtered while one types, and walked by keyboard", async () => {
    const { page, complaints } = await openPage(browser, `${url}/queries`);
    await page.keyboard.press("/");
    await page.keyboard.type("nearest");
    expect(await visible(page)).toEqual(["Nearest occupations by profile"]);
    expect(await page.locator("#count").textContent()).toBe(`1 of ${queries.length} queries`);
    expect(search(page)).toBe("?q=nearest");
    await page.reload();
    expect(await visible(page)).toHaveLength(1);
    await page.locator("#q").fill("zzz");
    expect(await page.locator("#nothing").isVisible()).toBe(true);
    await page.keyboard.press("Escape");
    expect((await visible(page)).length).toBe(queries.length);
    await page.locator("#q").focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/queries/*");
    expect(complaints).toEqual([]);
  });

  test("a page without parameters runs the example and says how long it took, on which release", async () => {
    const { page, complaints } = await open("/queries/skill-gap");
    await alive(page);
    expect(await outcome(page)).toMatch(/^\d+ rows in \d+ ms · Synthetic demonstration/);
    expect(await page.locator("#param-from").inputValue()).toBe("Nursing Assistants");
    expect(await page.locator("#param-scale").inputValue()).toBe("LV");
    expect(search(page)).toBe("");
    expect(complaints).toEqual([]);
  });

  test("a pick changes address, result and files; back and forward undo and redo it", async () => {
    const { page, complaints } = await open("/queries/skill-gap");
    await alive(page);
    await page.locator("#param-to").fill("civil eng");
    await page.keyboard.press("Enter");
    await expect.poll(() => search(page)).toBe("?from=31-1131.00&to=17-2051.00&scale=LV");
    const csv = page.locator("#files a").first();
    expect(await csv.getAttribute("href")).toBe(
      "/api/queries/skill-gap.csv?from=31-1131.00&to=17-2051.00&scale=LV",
    );
    await page.goBack();
    await expect.poll(() => page.locator("#param-to").inputValue()).toBe("Registered Nurses");
    await settled(page);
    await page.goForward();
    await expect.poll(() => page.locator("#param-to").inputValue()).toBe("Civil Engineers");
    await page.reload();
    await expect.poll(() => page.locator("#param-to").inputValue()).toBe("Civil Engineers");
    expect(complaints).toEqual([]);
  });

  test("an occupation is found by other titles than its own", async () => {
    const [other] = await psql<{ title: string; job_title: string }>(
      database,
      `SELECT o.title, j.job_title FROM onet.job_titles j JOIN onet.occupation_data o USING (onetsoc_code)
       WHERE NOT EXISTS (SELECT FROM onet.occupation_data x WHERE strpos(lower(x.title), lower(j.job_title)) > 0)
       ORDER BY j.job_title LIMIT 1`,
    );
    const { page } = await open("/queries/related-occupations");
    await alive(page);
    await page.locator("#param-code").fill(other!.job_title);
    const option = page.getByRole("option").filter({ hasText: other!.title });
    await option.waitFor();
    expect(await option.textContent()).toContain(`also “${other!.job_title}”`);
  });

  test("several occupations are chips that can be taken away, and elements are found by name", async () => {
    const { page } = await open("/queries/profiles");
    await alive(page);
    await page.getByRole("button", { name: "Remove Nursing Assistants" }).click();
    await expect.poll(() => search(page)).toMatch(/^\?codes=29-1141\.00%2C43-4051\.00&/);
    await page.locator("#param-codes").fill("civil eng");
    await page.keyboard.press("Enter");
    await expect.poll(() => page.locator(".chips li").allTextContents()).toHaveLength(3);
    await page.goto(`${url}/queries/level-anchors`);
    await alive(page);
    await page.locator("#param-element").fill("reading");
    await page.keyboard.press("Enter");
    await expect.poll(() => search(page)).toMatch(/^\?element=\d\./);
  });

  test("an optional occupation is taken away by deleting its title", async () => {
    const { page } = await open("/queries/emerging-tasks?code=29-1141.00");
    await alive(page);
    await page.locator("#param-code").fill("");
    await page.keyboard.press("Enter");
    await expect.poll(() => search(page)).toBe("?code=");
    await settled(page);
    expect(await page.locator("#param-code").inputValue()).toBe("");
  });

  test("each kind of parameter has its input, and all of them arrive", async () => {
    const { page } = await open("/queries/kinds/all");
    const types = await page
      .locator(".field input, .field select")
      .evaluateAll((inputs) =>
        inputs.map((input) => `${(input as HTMLInputElement).name} ${(input as HTMLInputElement).type}`),
      );
    expect(types).toEqual([
      "flag checkbox",
      "maybe select-one",
      "day date",
      "level number",
      "whole number",
      "words text",
    ]);
    await page.locator("#param-flag").check();
    await page.locator("#param-maybe").selectOption("false");
    await page.locator("#param-words").fill("x,y");
    const answer = page.waitForResponse((response) => response.url().includes("words=x"));
    await page.getByRole("button", { name: "Run", exact: true }).click();
    const { rows } = await (await answer).json();
    expect(rows).toEqual([
      { flag: true, maybe: false, day: "2026-01-31", level: 2.5, whole: 3, words: ["x", "y"] },
    ]);
    const [level] = await page
      .locator("#param-level")
      .evaluateAll((inputs) =>
        inputs.map((input) => [(input as HTMLInputElement).min, (input as HTMLInputElement).max]),
      );
    expect(level).toEqual(["0", "7"]);
  });

  test("what is wrong is said at its field, with JavaScript and without", async () => {
    const path = "/queries/nearest-occupations?code=nurse&top=999";
    const text = await html(path);
    expect(text).toContain("must look like 29-1141.00");
    expect(text).toContain("must be 200 or less");
    expect(text).toContain('value="nurse"');
    const { page } = await open(path);
    expect(await page.locator("#param-top-fault").textContent()).toBe("must be 200 or less");
    expect(await page.locator("#param-top").getAttribute("aria-invalid")).toBe("true");
    expect(await page.locator("#param-code-fault").textContent()).toBe("must look like 29-1141.00");
    await page.goto(`${url}/queries/nearest-occupations?code=29-1141.00&top=5`);
    await settled(page);
    await page.locator("#param-top").fill("0");
    await page.getByRole("button", { name: "Run", exact: true }).click();
    await expect.poll(() => page.locator("#param-top-fault").textContent()).toBe("must be 1 or more");
    await page.locator("#param-top").fill("7");
    await page.keyboard.press("Enter");
    await expect.poll(() => outcome(page)).toMatch(/^7 rows/);
    expect(await page.locator("#param-top-fault").isVisible()).toBe(false);
  });

  test("only the newest run counts: the one before is aborted and its result dimmed; Cancel ends a run", async () => {
    const { page } = await open("/queries/nearest-occupations");
    let held = 0;
    await page.route("**/nearest-occupations.json?*top=11*", () => void held++);
    const aborted = page.waitForEvent("requestfailed");
    await page.locator("#param-top").fill("11");
    await page.keyboard.press("Enter");
    await expect.poll(() => held).toBe(1);
    expect(await page.locator("#result").getAttribute("aria-busy")).toBe("true");
    expect(await page.locator("#result .outcome").count()).toBe(1);
    await page.locator("#param-top").fill("12");
    await page.keyboard.press("Enter");
    expect((await aborted).url()).toContain("top=11");
    await expect.poll(() => outcome(page)).toMatch(/^12 rows/);
    await page.locator("#param-top").fill("11");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Cancel" }).click();
    expect(await page.locator("#result").textContent()).toContain("Cancelled.");
    expect(await page.getByRole("button", { name: "Cancel" }).isVisible()).toBe(false);
    await page.unroute("**/nearest-occupations.json?*top=11*");
    await page.getByRole("button", { name: "Run again" }).click();
    await expect.poll(() => outcome(page)).toMatch(/^11 rows/);
  });

  test("a failure says why and can be tried again; no rows are explained; too many are said to be cut", async () => {
    const { page } = await open("/queries/related-occupations?code=99-9999.00");
    expect(await page.locator("#result").textContent()).toContain("0 rows");
    await page.route("**/related-occupations.json*", (route) =>
      route.fulfill({ status: 503, json: { error: { message: "the database does not answer" } } }),
    );
    await page.getByRole("button", { name: "Run", exact: true }).click();
    await expect.poll(() => page.getByRole("alert").textContent()).toContain("the database does not answer");
    await page.unroute("**/related-occupations.json*");
    await page.getByRole("button", { name: "Try again" }).click();
    await expect.poll(() => outcome(page)).toMatch(/^0 rows/);
    await page.goto(`${url}/queries/skill-gap?from=99-9999.00&to=29-1141.00`);
    await expect
      .poll(() => page.locator("#result .empty").textContent())
      .toBe("No rows: one of the two is not rated.");
    await page.goto(`${url}/queries/big`);
    await expect.poll(() => outcome(page)).toMatch(/^first 100,000 rows/);
    expect(await page.getByRole("link", { name: "all rows as CSV" }).getAttribute("href")).toBe(
      "/api/queries/big.csv",
    );
  });

  test("files and code carry the parameters, and a copy is announced", async () => {
    const { page } = await open("/queries/skill-gap?from=31-1131.00&to=17-2051.00&scale=IM");
    for (const link of await page.locator("#files a").all()) {
      const answer = await fetch(url + (await link.getAttribute("href")));
      expect(answer.status).toBe(200);
      await answer.body?.cancel();
    }
    await page.getByText("pandas", { exact: true }).click();
    await page.locator("#snippets").getByRole("button", { name: "Copy" }).click();
    await expect.poll(() => page.locator("#announcement").textContent()).toBe("Copied");
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      `import pandas as pd\n\nrows = pd.read_csv("${url}/api/queries/skill-gap.csv?from=31-1131.00&to=17-2051.00&scale=IM")`,
    );
    await page.getByText("psql", { exact: true }).click();
    expect(await page.locator("#snippet").textContent()).toMatch(
      /^\\set from '\\'31-1131\.00\\''\n.*SELECT.*:from.*\n;$/s,
    );
  });

  test("the page shows the SQL, the columns and links to the tables that are read", async () => {
    const text = await html("/queries/skill-gap");
    expect(text).toContain('<span class="sql-keyword">SELECT</span>');
    expect(text).toContain('<span class="sql-parameter">:from</span>');
    expect(text).toContain('href="/schema/onet.essential_skills"');
    expect(text).toMatch(/<code>gap_lower<\/code>.*numeric\(5,2\).*may be.*lower bound of the gap/s);
  });

  test("an unknown name is not found, and a query that the release can't run shows why in place of a form", async () => {
    for (const name of ["nothing", "..%2f..%2fpackage", "skill-gap/", "__proto__"])
      expect((await fetch(`${url}/queries/${name}`)).status).toBe(404);
    const broken = await html("/queries/broken");
    expect(broken).toContain("broken does not work on release");
    expect(broken).not.toContain("<form");
    expect(await html("/queries/tasks-mentioning?words=%22%3E%3Cimg%20src%3Dx%3E")).not.toContain(
      "<img src=x>",
    );
  });

  test("when another release goes live the page offers to reload", async () => {
    const { page } = await open("/queries/job-zones");
    // As a swap does, in one transaction.
    await psql(
      database,
      `UPDATE onet.release SET load_id = gen_random_uuid(), label = 'Release of tomorrow';
       UPDATE public.table_version SET version = version + 1 WHERE table_name = 'release_log'`,
    );
    await page.getByRole("button", { name: "Run", exact: true }).click();
    await expect.poll(() => page.getByRole("alert").textContent()).toContain("Release of tomorrow went live");
    await page.getByRole("button", { name: "Reload" }).click();
    await expect.poll(() => outcome(page)).toContain("Release of tomorrow");
  });

  test("axe-core finds nothing serious, in light and dark", async () => {
    const list = await openPage(browser, `${url}/queries`);
    expect(await axeViolations(list.page)).toEqual([]);
    const { page } = await open("/queries/profiles");
    await alive(page);
    expect(await axeViolations(page)).toEqual([]);
    const faulty = await open("/queries/nearest-occupations?code=nurse&top=999");
    expect(await axeViolations(faulty.page)).toEqual([]);
  });

  test("a narrow window needs no sideways scrolling", async () => {
    const { page } = await open("/queries/profiles", 360);
    await alive(page);
    const [wide, main] = await page.evaluate(() => [
      document.querySelector("main")!.scrollWidth,
      document.querySelector("main")!.clientWidth,
    ]);
    expect(wide).toBe(main);
  });
});

test("a refusal is split into what it says about each parameter", () => {
  const names = ["from", "to"];
  expect(faultsByParameter("from: must look like 1; or 2; to: missing: code, e.g. 1", "from", names)).toEqual(
    {
      from: "must look like 1; or 2",
      to: "missing: code, e.g. 1",
    },
  );
  expect(faultsByParameter("sort: there is no column", "sort", names)).toEqual({});
  expect(faultsByParameter("not like that", "to", names)).toEqual({ to: "not like that" });
});

test("values in psql code can neither end their line nor their literal", () => {
  const parameters = [
    { name: "words", isNumeric: false, isList: false },
    { name: "top", isNumeric: true, isList: false },
    { name: "codes", isNumeric: false, isList: true },
    { name: "rest", isNumeric: false, isList: false },
  ];
  const values = { words: "it's\n\\! rm", top: "1); DROP TABLE x", codes: "a,b'", rest: "" };
  const code = snippetsOf("x", "http://h", parameters, values, "SELECT 1").at(-1)!.code;
  expect(code.split("\n")).toEqual([
    String.raw`\set words '\'it\'\'s\n\\! rm\''`,
    String.raw`\set top '\'1); DROP TABLE x\''`,
    String.raw`\set codes 'ARRAY[\'a\', \'b\'\'\']'`,
    String.raw`\set rest NULL`,
    "SELECT 1",
    ";",
  ]);
});

test("SQL is highlighted by PostgreSQL's own scanner, byte offsets and all", async () => {
  const spans = String(
    await Promise.all([highlightedSql("SELECT 'é', 1.5, :a::text -- ü <b>")]).then(render),
  );
  expect(spans).toBe(
    '<span class="sql-keyword">SELECT</span> <span class="sql-string">&#39;é&#39;</span>, <span class="sql-number">1.5</span>, ' +
      '<span class="sql-parameter">:a</span><span class="sql-operator">::</span>text <span class="sql-comment">-- ü &lt;b&gt;</span>',
  );
});

function render(nodes: unknown): string {
  return [nodes]
    .flat(9)
    .map((node) => (typeof node === "string" ? node : String(node)))
    .join("");
}

test("a first sentence ends before a capital, not in the middle of a name", () => {
  expect(splitFirstSentence("Uses e.g. O*NET 30.3 data. Then more. And more.")).toEqual([
    "Uses e.g. O*NET 30.3 data.",
    "Then more. And more.",
  ]);
  expect(splitFirstSentence("One only")).toEqual(["One only", ""]);
});
