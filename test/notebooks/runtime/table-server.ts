import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Hono } from "hono";
import { build } from "vite";
import { listen } from "../../../server/listen.ts";
import type { AppEnvironment } from "../../../server/request-log.ts";
import { securityHeaders } from "../../../server/security-headers.ts";

const STYLES = ["server/style.css", "notebooks/runtime/table.css"];
const PAGE = "test/notebooks/runtime/table-page.ts";

const TYPES: Record<string, string> = { ".js": "text/javascript", ".css": "text/css" };

/** Builds table-page.ts as the server's pages are built and serves it under the server's content security policy. */
export async function serveTablePage(): Promise<{ url: string; close: () => Promise<void> }> {
  const outDir = mkdtempSync(join(tmpdir(), "onetbook-test-table-"));
  await build({
    root: fileURLToPath(new URL("../../..", import.meta.url)),
    configFile: false,
    publicDir: false,
    logLevel: "silent",
    build: {
      outDir,
      manifest: true,
      modulePreload: false,
      target: "es2022",
      rolldownOptions: { input: [...STYLES, PAGE] },
    },
  });
  const manifest = JSON.parse(readFileSync(join(outDir, ".vite/manifest.json"), "utf8"));
  const links = STYLES.map((style) => `<link rel="stylesheet" href="/${manifest[style].file}">`).join("");
  const app = new Hono<AppEnvironment>()
    .use(securityHeaders)
    .get("/assets/:name", (c) => {
      const name = c.req.param("name");
      const file = new Uint8Array(readFileSync(join(outDir, "assets", name)));
      return c.body(file, 200, { "Content-Type": TYPES[extname(name)]! });
    })
    .get("/", (c) =>
      c.html(
        `<!DOCTYPE html><html lang="en"><head><title>Table</title><link rel="icon" href="data:,">${links}
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body><main><h1>Table</h1></main><script type="module" src="/${manifest[PAGE].file}"></script></body></html>`,
      ),
    );
  const closing: (() => Promise<unknown>)[] = [];
  const url = await listen(app, { HOST: "127.0.0.1", PORT: 0 }, { add: (step) => void closing.push(step) });
  return {
    url: url.replace("localhost", "127.0.0.1"),
    async close() {
      await Promise.all(closing.map((step) => step()));
      rmSync(outDir, { recursive: true, force: true });
    },
  };
}
