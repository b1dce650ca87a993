import type { Browser } from "playwright-core";

const PATIENCE = 60_000;

/** A slow line; without one it is as fast as the machine. */
export interface Line {
  name: string;
  bytesPerSecond: number;
  latencyMs: number;
}

export interface FirstChart {
  /** ms from navigation until the chart's dots are painted */
  ms: number;
  /** bytes that came over the line until then, as they were packed and with their headers, by media type */
  bytes: Map<string, number>;
  /** of these */
  headers: number;
  requests: number;
}

declare global {
  interface Window {
    firstChart?: number;
  }
}

/** Opens a page with an empty cache and waits until it has painted a chart with dots. */
export async function firstChart(browser: Browser, url: string, line?: Line): Promise<FirstChart> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    const page = await context.newPage();
    const cdp = await context.newCDPSession(page);
    await cdp.send("Network.enable");
    if (line)
      await cdp.send("Network.emulateNetworkConditions", {
        offline: false,
        latency: line.latencyMs,
        downloadThroughput: line.bytesPerSecond,
        uploadThroughput: line.bytesPerSecond,
      });
    const types = new Map<string, string>();
    const bytes = new Map<string, number>();
    let headers = 0;
    cdp.on("Network.responseReceived", ({ requestId, response }) => {
      types.set(requestId, response.mimeType.split("/").at(-1)!);
      if (!response.fromDiskCache) headers += response.encodedDataLength;
    });
    cdp.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
      const type = types.get(requestId) ?? "other";
      bytes.set(type, (bytes.get(type) ?? 0) + encodedDataLength);
    });
    await page.addInitScript(tellFirstChart);
    await page.goto(url, { waitUntil: "commit", timeout: PATIENCE });
    const found = await page
      .waitForFunction(() => window.firstChart, undefined, { timeout: PATIENCE })
      .catch(async () => {
        throw new Error(`${url} drew no chart: ${await page.locator("body").innerText()}`);
      });
    return { ms: (await found.jsonValue())!, bytes, headers, requests: types.size };
  } finally {
    await context.close();
  }
}

/** In the page: the second frame after the one that has the dots begins when they have been painted. */
function tellFirstChart(): void {
  const observer = new MutationObserver(() => {
    if (!document.querySelector("svg [aria-label=dot] circle")) return;
    observer.disconnect();
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        window.firstChart = performance.now();
      }),
    );
  });
  observer.observe(document, { childList: true, subtree: true });
}
