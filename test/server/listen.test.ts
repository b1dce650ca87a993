import { once } from "node:events";
import { connect } from "node:net";
import { Hono } from "hono";
import { afterAll, expect, test } from "vitest";
import { listen } from "../../server/listen.ts";
import type { AppEnvironment } from "../../server/request-log.ts";

const closing: (() => Promise<unknown>)[] = [];
const shutdown = { add: (step: () => Promise<unknown>) => void closing.push(step) };
const here = { HOST: "127.0.0.1", PORT: 0 };
const app = new Hono<AppEnvironment>().get("/", (c) => c.text("here"));

afterAll(() => Promise.all(closing.map((close) => close())));

test("a client that is slow to send its request is cut off with 408", async () => {
  const limits = { headersTimeout: 100, requestTimeout: 100, connectionsCheckingInterval: 50 };
  const url = new URL(await listen(app, here, shutdown, limits));
  const socket = connect(Number(url.port), "127.0.0.1");
  socket.write("GET / HTTP/1.1\r\nHost: here\r\nX-Slow:");
  const [answer] = await once(socket, "data");
  expect(String(answer)).toMatch(/^HTTP\/1.1 408 /);
});

test("closing does not wait for connections that are kept alive", async () => {
  const url = await listen(app, here, shutdown);
  const response = await fetch(url, { headers: { Connection: "keep-alive" } });
  expect(await response.text()).toBe("here");
  await closing.pop()!();
  await expect(fetch(url)).rejects.toThrow();
});

test("an address of another machine is refused by the name of the setting", async () => {
  await expect(listen(app, { HOST: "192.0.2.1", PORT: 0 }, shutdown)).rejects.toThrow(
    "HOST: 192.0.2.1 is not an address of this machine",
  );
});
