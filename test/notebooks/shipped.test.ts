import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readAssets } from "../../server/assets.ts";
import { toNotebooks } from "../../server/notebooks.ts";
import { prepareDatabase } from "../../sql/prepare-database.ts";
import { hasChromium, openChromium } from "../chromium.ts";
import { load } from "../loader/drive.ts";
import { realOnet, withoutRealOnet } from "../loader/real-onet.ts";
import { freshDatabase, testPostgres } from "../postgres.ts";
import { axeViolations, openPage } from "../server/browsed.ts";
import { loadDemonstration } from "../server/served.ts";
import { NotebookProject, REPOSITORY, serve } from "./project.ts";

const SCREENSHOTS = join(REPOSITORY, "test-output/notebooks");

/** The releases on which every shipped notebook has to work: both vocabularies, and one in which much is missing. */
const RELEASES: [name: string, load: (database: string) => Promise<unknown>][] = [
  ["the demonstration", loadDemonstration],
  ...(withoutRealOnet
    ? []
    : ([
        ["O*NET 29.2", (database) => loadReal(database, "db_29_2_text.zip")],
        ["O*NET 30.3", (database) => loadReal(database, "db_30_3_csv.zip")],
      ] satisfies typeof RELEASES)),
];

async function loadReal(database: string, file: string): Promise<void> {
  await prepareDatabase(database);
  await load(database, realOnet(file));
}

describe.runIf(hasChromium)("every shipped notebook", async () => {
  if (!hasChromium) return;
  const server = await testPostgres(18);
  const browser = await openChromium();
  const outDir = mkdtempSync(join(tmpdir(), "onetbook-test-dist-"));
  afterAll(() => rmSync(outDir, { recursive: true }));
  mkdirSync(SCREENSHOTS, { recursive: true });
  await build({ root: REPOSITORY, logLevel: "silent", build: { outDir } });
  const built: unknown = JSON.parse(readFileSync(join(outDir, "notebooks.json"), "utf8"));
  const names = toNotebooks(built).map(({ name }) => name);

  describe.each(RELEASES)("on %s", (release, put) => {
    let url: string;
    beforeAll(async () => {
      const database = await freshDatabase(server);
      await put(database);
      url = await serve(database, await readAssets(outDir));
    });

    test.each(names)("%s: all cells are done, nothing complains, and everybody can read it", async (name) => {
      const { page, complaints } = await openPage(browser, `${url}/notebooks/${name}`);
      await page.locator("#notebook[data-state=settled]").waitFor();
      const states = page
        .locator(".cell")
        .evaluateAll((cells) =>
          cells.map((cell) => `${(cell as HTMLElement).dataset.state}: ${cell.textContent?.slice(0, 200)}`),
        );
      expect((await states).filter((state) => !state.startsWith("done"))).toEqual([]);
      const file = `${name} on ${release}`.replace(/\W+/g, "-");
      await page.screenshot({ path: join(SCREENSHOTS, `${file}.png`), fullPage: true });
      expect(await axeViolations(page)).toEqual([]);
      expect(complaints).toEqual([]);
      await page.close();
    });
  });

  test("the README's notebook works as it stands there", async () => {
    const readme = readFileSync(join(REPOSITORY, "README.md"), "utf8");
    const text = /```ts\n(\/\/ %% \[markdown\][\s\S]*?)```/.exec(readme)![1]!;
    const database = await freshDatabase(server);
    await loadDemonstration(database);
    const project = new NotebookProject({ "zones.ts": text });
    const { page, complaints } = await openPage(
      browser,
      `${await project.serveBuilt(database)}/notebooks/zones`,
    );
    await page.locator("#notebook[data-state=settled]").waitFor();
    expect(await page.locator(".cell svg rect").count()).toBeGreaterThan(2);
    expect(complaints).toEqual([]);
  });
});
