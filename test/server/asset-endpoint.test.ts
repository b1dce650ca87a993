import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { Hono } from "hono";
import { pino } from "pino";
import { expect, test } from "vitest";
import { serveAsset } from "../../server/asset-endpoint.ts";
import { type AppEnvironment, requestLog } from "../../server/request-log.ts";

const CODE = "let a = 1;\n".repeat(1000);
const files = new Map([
  ["/assets/a-1x.js", { body: new TextEncoder().encode(CODE), type: "text/javascript; charset=utf-8" }],
]);
const app = new Hono<AppEnvironment>()
  .use(requestLog(pino({ enabled: false })))
  .get("/assets/*", serveAsset({ files }));

async function ask(encodings?: string): Promise<{ encoding: string | null; bytes: Buffer }> {
  const headers = new Headers(encodings === undefined ? [] : [["Accept-Encoding", encodings]]);
  const response = await app.request("/assets/a-1x.js", { headers });
  return {
    encoding: response.headers.get("Content-Encoding"),
    bytes: Buffer.from(await response.arrayBuffer()),
  };
}

test("a built file is kept by browsers for ever, and its headers are short", async () => {
  const response = await app.request("/assets/a-1x.js");
  expect(await response.text()).toBe(CODE);
  expect(response.headers.get("Content-Type")).toBe("text/javascript; charset=utf-8");
  expect(response.headers.get("Cache-Control")).toBe("public, max-age=31536000, immutable");
  expect(response.headers.get("Vary")).toBe("Accept-Encoding");
  expect(response.headers.get("X-Content-Type-Options")).toBe("nosniff");
  expect([...response.headers].join("").length).toBeLessThan(500);
});

test("it is packed as the browser takes it: by gzip at first, then by brotli", async () => {
  const first = await ask("gzip, deflate, br, zstd");
  expect(first.encoding).toBe("gzip");
  expect(gunzipSync(first.bytes).toString()).toBe(CODE);
  await expect.poll(async () => (await ask("gzip, deflate, br, zstd")).encoding).toBe("br");
  const { bytes } = await ask("gzip, deflate, br, zstd");
  expect(brotliDecompressSync(bytes).toString()).toBe(CODE);
  expect((await ask("gzip")).encoding).toBe("gzip");
});

test.each([
  undefined,
  "identity",
  "br;q=0, gzip;q=0",
])("it is sent as it is to who takes %s", async (encodings) => {
  const { encoding, bytes } = await ask(encodings);
  expect([encoding, bytes.toString()]).toEqual([null, CODE]);
});

test.each(["/assets/b-2x.js", "/assets/../a-1x.js", "/assets/"])("%s is not found", async (path) => {
  expect((await app.request(path)).status).toBe(404);
});
