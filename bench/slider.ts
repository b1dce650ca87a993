import type { Browser, Page } from "playwright-core";
import { scriptingMs } from "./trace.ts";

const STEPS = 20;

/** Its chart follows a slider without a query; `plotAlone` draws the same chart for the comparison. */
export const SLIDER_NOTEBOOK = `// %% [markdown]
// # A slider and a chart

// %%
import { Inputs, Plot, view, width } from "#notebook";
const dots = Array.from({ length: 1000 }, (_, i) => ({ x: i % 97, y: Math.sin(i) * 50, kind: i % 5 }));
const draw = (shift: number, width: number) =>
  Plot.plot({
    ariaLabel: "Dots",
    width,
    y: { domain: [-50, 150] },
    color: { type: "categorical" },
    marks: [Plot.dot(dots, { x: "x", y: (dot) => dot.y + shift, fill: "kind" })],
  });
Object.assign(globalThis, { plotAlone: draw });

// %% Slider
const shift = view(Inputs.range([0, 100], { label: "Shift", step: 1, value: 0 }));

// %% Chart
draw(shift, width);
`;

export interface SliderTimes {
  /** ms of scripting from a key that moves the slider until the page has painted the new chart */
  event: number[];
  /** ms of scripting of the same Plot.plot alone */
  alone: number[];
}

/** Moves the slider of SLIDER_NOTEBOOK, and draws its chart alone in turn. */
export async function slide(browser: Browser, url: string): Promise<SliderTimes> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    const page = await context.newPage();
    await page.goto(url);
    await page.locator("#notebook[data-ran][data-state=settled]").waitFor();
    await page.locator("input[type=range]").focus();
    await browser.startTracing(page, { categories: ["devtools.timeline", "blink.user_timing"] });
    for (let step = 0; step < STEPS; step++) {
      await mark(page, "event");
      await move(page);
      await mark(page, "alone");
      await page.evaluate(drawAlone);
    }
    await mark(page, "end");
    const times = scriptingMs(JSON.parse(String(await browser.stopTracing())).traceEvents);
    return { event: times.get("event")!, alone: times.get("alone")! };
  } finally {
    await context.close();
  }
}

function mark(page: Page, name: string): Promise<unknown> {
  return page.evaluate((name) => void performance.mark(`bench:${name}`), name);
}

/** By a key, and until the frame after the one that has the new chart. */
async function move(page: Page): Promise<void> {
  const isNew = page.evaluate(
    () =>
      new Promise<boolean>((resolve) => {
        const old = document.querySelector("[data-title=Chart] svg");
        const notebook = document.getElementById("notebook")!;
        const observer = new MutationObserver(() => {
          if (notebook.dataset.state !== "settled") return;
          observer.disconnect();
          const chart = document.querySelector("[data-title=Chart] svg");
          const isNew = chart !== old && chart?.querySelectorAll("circle").length === 1000;
          requestAnimationFrame(() => requestAnimationFrame(() => resolve(isNew)));
        });
        observer.observe(notebook, { attributeFilter: ["data-state"] });
      }),
  );
  await page.evaluate(() => {}); // it watches now
  await page.keyboard.press("ArrowRight");
  if (!(await isNew)) throw new Error("the slider made no new chart");
}

/** In a frame of its own, since what a debugger evaluates is not traced as scripting. */
function drawAlone(): Promise<void> {
  const { plotAlone } = globalThis as unknown as { plotAlone(shift: number, width: number): Element };
  return new Promise((resolve) =>
    requestAnimationFrame(() => {
      plotAlone(50, document.getElementById("notebook")!.clientWidth);
      resolve();
    }),
  );
}
