import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { PLOT_STYLES } from "../../server/security-headers.ts";
import { hasChromium, openChromium } from "../chromium.ts";

const script = (path: string) => ({
  path: fileURLToPath(new URL(`../../node_modules/${path}`, import.meta.url)),
});

describe.runIf(hasChromium)("the content security policy", async () => {
  if (!hasChromium) return;
  const browser = await openChromium();

  test("knows every style sheet that Observable Plot puts into a page", async () => {
    const page = await browser.newPage();
    await page.addScriptTag(script("d3/dist/d3.min.js"));
    await page.addScriptTag(script("@observablehq/plot/dist/plot.umd.min.js"));
    const styles = await page.evaluate(() => {
      const { Plot } = globalThis as unknown as typeof import("@observablehq/plot") & {
        Plot: typeof import("@observablehq/plot");
      };
      const legend = { color: { legend: true } };
      const legends = [
        Plot.plot({ ...legend, marks: [Plot.dot([1, 2], { fill: (d: number) => d })] }),
        Plot.plot({ ...legend, marks: [Plot.dot(["a", "b"], { fill: (d: string) => d })] }),
        Plot.legend({ color: { type: "ordinal", domain: ["a", "b"] }, columns: "10em" }),
      ];
      return legends.flatMap((made) => [...made.querySelectorAll("style")].map((style) => style.textContent));
    });
    const hashes = styles.map((text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`);
    expect([...new Set(hashes)].sort()).toEqual([...PLOT_STYLES].sort());
  });
});
