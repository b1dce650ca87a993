import { Hono } from "hono";
import { expect, test } from "vitest";
import { createApp } from "../../server/app.ts";
import { toProblem } from "../../server/errors.ts";
import { sameOrigin } from "../../server/same-origin.ts";
import { parts, readerAt } from "./served.ts";

const app = new Hono();
app.use(sameOrigin);
app.all("/", (c) => c.text("done"));
app.onError((error, c) => c.text(error.message, toProblem(error).status));

async function send(headers: Record<string, string>, method = "POST", body?: string) {
  const init = { method, headers: { Host: "here:3000", ...headers }, ...(body !== undefined && { body }) };
  return (await app.request("http://here:3000/", init)).status;
}

const CONTENT_TYPES = [
  "application/json",
  "application/json; charset=utf-8",
  "application/x-www-form-urlencoded",
  "multipart/form-data; boundary=x",
  "text/plain",
  "text/plain;application/json",
  "application/octet-stream",
];

test.each(CONTENT_TYPES)("another site's page is refused whatever it sends: %s", async (type) => {
  const sent = { "Content-Type": type };
  for (const site of ["cross-site", "same-site", "anything"])
    expect(await send({ ...sent, "Sec-Fetch-Site": site, Origin: "http://here:3000" }, "POST", "{}")).toBe(
      403,
    );
  expect(await send({ ...sent, Origin: "http://evil.example" }, "POST", "{}")).toBe(403);
  expect(await send(sent, "POST", "{}")).toBe(403);
});

test.each(["POST", "PUT", "PATCH", "DELETE", "PROPFIND"])("%s needs to come from here", async (method) => {
  expect(await send({}, method)).toBe(403);
  expect(await send({ "Sec-Fetch-Site": "cross-site" }, method)).toBe(403);
  expect(await send({ "Sec-Fetch-Site": "same-origin" }, method)).toBe(200);
});

test.each([
  ["null"],
  [""],
  ["http://here"],
  ["http://here:3001"],
  ["http://here:3000.evil.example"],
  ["http://evil.example/here:3000"],
  ["http://evil@here:3000"],
  ["here:3000"],
  ["ftp://here:3000"],
])("the origin %j is not ours", async (origin) => {
  expect(await send({ Origin: origin })).toBe(403);
});

test("our own pages, the address bar and a program that names us are let through", async () => {
  expect(await send({ "Sec-Fetch-Site": "same-origin", Origin: "http://here:3000" })).toBe(200);
  expect(await send({ "Sec-Fetch-Site": "none" })).toBe(200);
  expect(await send({ Origin: "http://here:3000" })).toBe(200);
  expect(await send({ Origin: "https://here:3000" })).toBe(200); // behind a proxy that ends TLS
});

test("reading is open to all", async () => {
  for (const method of ["GET", "HEAD", "OPTIONS"])
    expect(await send({ "Sec-Fetch-Site": "cross-site", Origin: "http://evil.example" }, method)).toBe(200);
});

test("every route that may change something is behind it", async () => {
  const whole = createApp(await parts(readerAt("postgres://127.0.0.1:1/none")));
  const unsafe = whole.routes.filter(({ method }) => !["GET", "HEAD", "ALL"].includes(method));
  expect(unsafe.map(({ method, path }) => `${method} ${path}`)).toContain("POST /api/sql");
  for (const { method, path } of unsafe) {
    const headers = { "Sec-Fetch-Site": "cross-site", "Content-Type": "application/json" };
    expect([path, (await whole.request(path, { method, headers })).status]).toEqual([path, 403]);
  }
});
