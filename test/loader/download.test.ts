import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { download, officialAddress, redirectTarget, refused } from "../../loader/download.ts";
import { openSource } from "../../loader/source.ts";
import { makeZip } from "./make-zip.ts";

const zip = makeZip([{ name: "Read Me.txt", data: "O*NET 30.3 Database\n" }]);
const large = Buffer.alloc(1_500_000, "0123456789");
const quick = { bytes: 2_000_000, idleMs: 10_000, retryMs: 1 };

let temporary: string;
let server: Server | undefined;
let requests: string[];

beforeEach(() => {
  // os.tmpdir() reads this each time: what is left behind can be seen.
  temporary = mkdtempSync(join(tmpdir(), "onetbook-test-"));
  vi.stubEnv("TMPDIR", temporary);
  requests = [];
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(temporary, { recursive: true });
  server?.closeAllConnections();
  server?.close();
  server = undefined;
});

/** Ports below 32768 only: a few are tried, as another process may have one. */
async function serve(listener: RequestListener): Promise<string> {
  server = createServer((request, response) => {
    requests.push(request.url ?? "");
    listener(request, response);
  });
  for (;;) {
    server.listen(20_000 + Math.floor(Math.random() * 12_000), "127.0.0.1");
    try {
      await once(server, "listening");
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    } catch {}
  }
}

test("a release number leads to its official address, CSV since 30.3", () => {
  const official = "https://www.onetcenter.org/dl_files/database";
  expect(officialAddress("30.3")).toBe(`${official}/db_30_3_csv.zip`);
  expect(officialAddress("31.0")).toBe(`${official}/db_31_0_csv.zip`);
  expect(officialAddress("30.2")).toBe(`${official}/db_30_2_text.zip`);
  expect(officialAddress("29.10")).toBe(`${official}/db_29_10_text.zip`);
  expect(() => officialAddress("latest")).toThrow('"latest" is not a release number such as 30.3');
});

test("a download is opened as a zip, and its file goes when the source is closed", async () => {
  const base = await serve((_, response) => response.end(zip));
  const source = await openSource(`${base}/db_30_3_csv.zip`);
  expect(source).toMatchObject({ label: `${base}/db_30_3_csv.zip`, bytes: zip.length });
  expect(source.sha256).toBe(createHash("sha256").update(zip).digest("hex"));
  expect(source.files.map(({ name }) => name)).toEqual(["Read Me.txt"]);
  expect(readdirSync(temporary)).toHaveLength(1);
  await source.close();
  expect(readdirSync(temporary)).toEqual([]);
});

test("a download is private, summed on the way, and tells how far it is", async () => {
  const base = await serve((request, response) => {
    // Else content-length would not be the size of what arrives.
    expect(request.headers["accept-encoding"]).toBe("identity");
    response.writeHead(200, { "content-length": large.length }).end(large);
  });
  const events: { bytes: number; total: number | undefined }[] = [];
  const { path, sha256, bytes, remove } = await download(base, { report: (event) => events.push(event) });
  expect(readFileSync(path).equals(large)).toBe(true);
  expect([statSync(path).mode & 0o777, statSync(dirname(path)).mode & 0o777]).toEqual([0o600, 0o700]);
  expect(sha256).toBe(createHash("sha256").update(large).digest("hex"));
  expect(bytes).toBe(large.length);
  expect(events.length).toBeGreaterThan(1);
  expect(events.every(({ total }) => total === large.length)).toBe(true);
  expect(events.at(-1)!.bytes).toBe(large.length);
  await remove();
  expect(readdirSync(temporary)).toEqual([]);
});

test("redirects are followed, relative ones too, and five of them", async () => {
  const base = await serve((request, response) => {
    const step = Number(request.url!.slice(1));
    if (step === 5) response.end(zip);
    else response.writeHead(302, { location: step % 2 ? `${step + 1}` : `${base}/${step + 1}` }).end();
  });
  const { bytes, remove } = await download(`${base}/0`);
  expect(bytes).toBe(zip.length);
  expect(requests).toEqual(["/0", "/1", "/2", "/3", "/4", "/5"]);
  await remove();
});

test("a cut connection is tried again, from the start", async () => {
  const base = await serve((_, response) => {
    if (requests.length === 3) return response.end(large);
    response.writeHead(200, { "content-length": large.length });
    return response.write(large.subarray(0, 100_000), () => response.destroy());
  });
  const { path, remove } = await download(base, {}, quick);
  expect(readFileSync(path).equals(large)).toBe(true);
  expect(requests).toHaveLength(3);
  await remove();
});

test.each<[string, RequestListener, RegExp, number]>([
  [
    "404",
    (_, response) => response.writeHead(404).end(),
    /answered with HTTP status 404: check the address/,
    1,
  ],
  ["403", (_, response) => response.writeHead(403).end("no"), /status 403: download the zip by hand/, 1],
  ["503", (_, response) => response.writeHead(503).end(), /status 503: try again later/, 1],
  [
    "a redirect to nowhere",
    (_, response) => response.writeHead(302).end(),
    /status 302: download the zip by hand/,
    1,
  ],
  [
    "endless redirects",
    (_, response) => response.writeHead(302, { location: "/" }).end(),
    /redirects more than 5 times/,
    6,
  ],
  [
    "a redirect to a file",
    (_, response) => response.writeHead(302, { location: "file:///etc/passwd" }).end(),
    /file:\/\/\/etc\/passwd is not an http or https address/,
    1,
  ],
  [
    "a redirect that is no address",
    (_, response) => response.writeHead(302, { location: "http://" }).end(),
    /http:\/\/ is not an http or https address/,
    1,
  ],
  [
    "too large a file",
    (_, response) => response.writeHead(200, { "content-length": 3_000_000 }).end(Buffer.alloc(3_000_000)),
    /larger than 2 MB, which no O\*NET release is/,
    1,
  ],
  [
    "too much without a length",
    (_, response) => response.write(Buffer.alloc(3_000_000)),
    /larger than 2 MB/,
    1,
  ],
  [
    "too much when unpacked",
    (_, response) =>
      response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(Buffer.alloc(3_000_000))),
    /larger than 2 MB/,
    1,
  ],
  [
    "a cut connection each time",
    (_, response) =>
      void response.writeHead(200, { "content-length": 99 }).write("PK", () => response.destroy()),
    /could not be downloaded in 3 attempts \(.+\): check the connection/,
    3,
  ],
  ["no answer", () => {}, /in 3 attempts \(no byte for 0\.1 s\)/, 3],
  [
    "an answer that stops",
    (_, response) => response.writeHead(200, { "content-length": 99 }).write("PK"),
    /\(no byte for 0\.1 s\)/,
    3,
  ],
])("%s is an error that leaves no file", async (_, listener, message, tries) => {
  const base = await serve(listener);
  const limits = message.source.includes("no byte") ? { ...quick, idleMs: 100 } : quick;
  await expect(download(`${base}/`, {}, limits)).rejects.toThrow(message);
  expect(requests).toHaveLength(tries);
  expect(readdirSync(temporary)).toEqual([]);
});

test("a slow download goes on as long as bytes arrive", async () => {
  const base = await serve(async (_, response) => {
    for (let n = 0; n < 6; n++) {
      response.write("x");
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    response.end();
  });
  const { bytes, remove } = await download(base, {}, { ...quick, idleMs: 1_000 });
  expect(bytes).toBe(6);
  expect(requests).toHaveLength(1);
  await remove();
});

test("a server that is not there is named with the reason", async () => {
  const base = await serve(() => {});
  server!.close();
  await expect(download(base, {}, quick)).rejects.toThrow(
    /could not be downloaded in 3 attempts \(.*ECONNREFUSED/,
  );
});

test("a download that is no zip is refused and removed", async () => {
  const base = await serve((_, response) => response.end("<html>"));
  await expect(openSource(`${base}/x.zip`)).rejects.toThrow(/x\.zip is not a whole zip/);
  expect(readdirSync(temporary)).toEqual([]);
});

test("an aborted download stops at once and leaves no file", async () => {
  const stop = new AbortController();
  const base = await serve((_, response) => response.write("PK", () => stop.abort(new Error("stopped"))));
  await expect(download(base, { signal: stop.signal })).rejects.toThrow("stopped");
  expect(requests).toHaveLength(1);
  expect(readdirSync(temporary)).toEqual([]);
});

test("an address with a password is refused without repeating it", async () => {
  const attempt = openSource("https://user:secret@example.org/db.zip");
  await expect(attempt).rejects.toThrow(/user name or password is not accepted/);
  await expect(attempt).rejects.not.toThrow(/secret/);
});

test("a redirect never leaves encryption", () => {
  expect(redirectTarget("https://a.org/x/y", "../z")).toBe("https://a.org/z");
  expect(redirectTarget("http://a.org/", "https://b.org/")).toBe("https://b.org/");
  expect(() => redirectTarget("https://a.org/", "http://a.org/")).toThrow(/which is not encrypted/);
});

test("a release that the publisher does not have points to its list of releases", () => {
  expect(refused(officialAddress("31.7"), 404).message).toBe(
    "https://www.onetcenter.org/dl_files/database/db_31_7_csv.zip answered with HTTP status 404: " +
      "see https://www.onetcenter.org/db_releases.html for the releases there are",
  );
});
