import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { createAdaptorServer } from "@hono/node-server";
import type { Hono } from "hono";
import type { Config } from "./config.ts";
import type { AppEnvironment } from "./request-log.ts";
import type { Shutdown } from "./shutdown.ts";

/** A client that sends its request slower than this is cut off with 408. */
const SLOW_CLIENTS = { headersTimeout: 10_000, requestTimeout: 30_000, connectionsCheckingInterval: 2_000 };
/** How long running requests may take once the server is told to stop. */
const GRACE_MS = 5_000;

/** Serves the app; returns the address to open in a browser. Errors: an Error that names PORT or HOST. */
export async function listen(
  app: Pick<Hono<AppEnvironment>, "fetch">,
  { HOST, PORT }: Pick<Config, "HOST" | "PORT">,
  shutdown: Pick<Shutdown, "add">,
  limits = SLOW_CLIENTS,
  prepare: (server: Server) => void = () => {},
): Promise<string> {
  const server = createAdaptorServer({ fetch: app.fetch, serverOptions: limits }) as Server;
  prepare(server);
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(explain(error, HOST, PORT)));
    server.listen(PORT, HOST, resolve);
  });
  shutdown.add(() => close(server));
  const { port } = server.address() as AddressInfo;
  const isHere = ["127.0.0.1", "0.0.0.0", "::", "::1", "localhost"].includes(HOST);
  return `http://${isHere ? "localhost" : HOST.includes(":") ? `[${HOST}]` : HOST}:${port}`;
}

function explain(error: NodeJS.ErrnoException, host: string, port: number): Error {
  if (error.code === "EADDRINUSE")
    return new Error(`port ${port} is taken: stop the other program or set PORT to another`);
  if (error.code === "EACCES")
    return new Error(`port ${port} may not be used by this account: set PORT to 1024 or more`);
  if (error.code === "EADDRNOTAVAIL" || error.code === "ENOTFOUND")
    return new Error(`HOST: ${host} is not an address of this machine`);
  return error;
}

/** Accepts nothing new, lets running requests finish, then closes every connection. */
async function close(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  // A connection whose last request has just ended is kept alive, and would hold up the end.
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  await Promise.race([closed, sleep(GRACE_MS, undefined, { ref: false })]);
  clearInterval(idle);
  server.closeAllConnections();
}
