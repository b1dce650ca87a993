import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test as plain } from "vitest";
import { hasChromium, openChromium } from "../../../chromium.ts";
import { freshDatabase, testPostgres } from "../../../postgres.ts";
import { loadDemonstration } from "../../../server/served.ts";
import { NotebookProject } from "../../project.ts";

const test = plain.runIf(hasChromium);
const MAP = `import { Plot } from "#notebook";
const world = { type: "Polygon", coordinates: [[[-10, -10], [10, -10], [10, 10], [-10, 10], [-10, -10]]] };
Plot.geo(world, { projection: "equal-earth", ariaLabel: "A map" }).plot({ projection: "equal-earth" });
`;
const DOTS = `import { Plot } from "#notebook";
Plot.dot([1, 2, 3], { x: (d) => d }).plot();
`;

const server = await testPostgres(18);
const database = await freshDatabase(server);
await loadDemonstration(database);

/** How many paths a notebook's chart has, and whether its build has maps. */
async function shown(name: string, files: Record<string, string>) {
  const project = new NotebookProject(files, onTestFinished);
  const url = await project.serveBuilt(database);
  const assets = join(project.root, "dist/assets");
  const scripts = readdirSync(assets).filter((file) => file.endsWith(".js") && !file.includes("inline"));
  const isLeftOut = scripts.some((file) =>
    readFileSync(join(assets, file), "utf8").includes("this build has no maps"),
  );
  const browser = await openChromium();
  const page = await browser.newPage();
  await page.goto(`${url}/notebooks/${name}`);
  await page.locator("#notebook[data-state=settled]").waitFor();
  const marks = await page.locator(".output svg [aria-label=geo] path, .output svg circle").count();
  return { isLeftOut, marks };
}

test("a build without maps has none of what they need, and its charts are whole", async () => {
  expect(await shown("dots", { "dots.ts": DOTS })).toEqual({ isLeftOut: true, marks: 3 });
});

test("a notebook that draws a map draws it", async () => {
  expect(await shown("map", { "dots.ts": DOTS, "map.ts": MAP })).toEqual({ isLeftOut: false, marks: 1 });
});
