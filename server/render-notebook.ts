import { chromium, type Page, errors as playwrightErrors } from "playwright-core";
import { CHROMIUM_FLAGS, findChromium } from "./find-chromium.ts";
import { type RenderRequest, UsageError } from "./notebook-arguments.ts";

/** ms that the cells of a notebook may take together */
const PATIENCE = 120_000;
/** px: A4 less its margins, so that charts are drawn as wide as the paper */
const PAPER = { width: 718, height: 1046 };
const SCREEN = { width: 1280, height: 900 };

/** Why a notebook could not be written, in words for the person. */
export class RenderError extends Error {}

/**
 * Opens a notebook's page, waits until all cells have run, and writes it to a file. Errors: RenderError; UsageError for an
 * input that the notebook does not have.
 */
export async function renderNotebook(request: RenderRequest): Promise<void> {
  const executablePath = findChromium();
  if (!executablePath)
    throw new RenderError(
      "no Chromium found: install Chromium or Chrome, or set CHROMIUM to the path of one that is there",
    );
  const browser = await chromium.launch({ executablePath, args: CHROMIUM_FLAGS });
  try {
    const isPaper = request.format === "pdf";
    const viewport = isPaper ? PAPER : SCREEN;
    const page = await browser.newPage({ viewport, colorScheme: "light", reducedMotion: "reduce" });
    // From the start, so that nothing is drawn anew, at another width, while it is printed.
    if (isPaper) await page.emulateMedia({ media: "print" });
    await open(page, request);
    await checkPage(page, request);
    await write(page, request);
  } finally {
    await browser.close();
  }
}

async function open(page: Page, { name, params, url }: RenderRequest): Promise<void> {
  const search = String(new URLSearchParams(params));
  const response = await page.goto(`${url}/notebooks/${name}${search && `?${search}`}`).catch(() => {
    throw new RenderError(`nothing answers at ${url}: start Onetbook with npm start, or give its --url`);
  });
  if (response?.status() === 404)
    throw new RenderError(`no notebook is called "${name}"; ${url}/notebooks lists them`);
  if ((await page.locator("#notebook").count()) === 0)
    throw new RenderError(`${url} answered ${response?.status()}: ${await page.locator("body").innerText()}`);
  await page
    .locator("#notebook[data-state=settled]")
    .waitFor({ timeout: PATIENCE })
    .catch((error: unknown) => {
      if (!(error instanceof playwrightErrors.TimeoutError)) throw error;
      throw new RenderError(`${name} was not done after ${PATIENCE / 1000} s`);
    });
}

/** A file must not tell less than it seems to: every cell has run, on the values that were asked for. */
async function checkPage(page: Page, { name, params }: RenderRequest): Promise<void> {
  const views = await page
    .locator(".output[data-view]")
    .evaluateAll((boxes) => boxes.map((box) => (box as HTMLElement).dataset.view!));
  const [unknown] = params.map(([param]) => param).filter((param) => !views.includes(param));
  const failures = await page.locator(".output[data-state=failed] .failure p:first-child").allInnerTexts();
  if (failures.length > 0) throw new RenderError(`${name} has failed: ${failures.join("; ")}`);
  if (unknown !== undefined)
    throw new UsageError(
      `${name} has no input "${unknown}"; it has ${views.length > 0 ? views.join(", ") : "none"}`,
    );
  const [notice] = await page.locator("#notices .notice").allInnerTexts();
  if (notice !== undefined) throw new RenderError(notice);
}

async function write(page: Page, { format, out }: RenderRequest): Promise<void> {
  if (format === "pdf") {
    const margin = { top: "1cm", bottom: "1cm", left: "1cm", right: "1cm" };
    await page.pdf({ path: out, format: "A4", printBackground: true, margin });
  } else if (format === "png") {
    await page.locator("#scratch").evaluateAll((places) => places.map((place) => place.remove()));
    await page.screenshot({ path: out, fullPage: true });
  } else await saveByPage(page, format, out);
}

/** The page makes these files itself, as for a person. */
async function saveByPage(page: Page, format: "html" | "ipynb", out: string): Promise<void> {
  const button = page.getByRole("button", { name: format === "html" ? "Save as HTML" : "Save as .ipynb" });
  if ((await button.count()) === 0)
    throw new RenderError(`a development server has no ${format}: give the --url of one that npm start runs`);
  const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
  await download.saveAs(out);
}
