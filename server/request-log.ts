import { randomUUID } from "node:crypto";
import type { MiddlewareHandler } from "hono";
import type { Log } from "./log.ts";

export interface AppEnvironment {
  Variables: { requestId: string };
}

/** Gives each request an id (X-Request-Id, which whoever answers has to set) and logs it when it is answered: without its query string, and a healthy probe only for debugging. */
export function requestLog(log: Log): MiddlewareHandler<AppEnvironment> {
  return async function logRequest(c, next) {
    const requestId = randomUUID();
    const start = performance.now();
    c.set("requestId", requestId);
    await next();
    const { method, path } = c.req;
    const { status } = c.res;
    const line = { requestId, method, path, status, ms: Math.round(performance.now() - start) };
    log[path === "/healthz" && status === 200 ? "debug" : "info"](line);
  };
}

export const tellRequestId: MiddlewareHandler<AppEnvironment> = async function tellRequestId(c, next) {
  c.header("X-Request-Id", c.get("requestId"));
  await next();
};
