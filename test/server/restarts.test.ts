import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { startEmbeddedPostgres } from "../../sql/embedded-postgres.ts";
import { address, start } from "./started.ts";

const data = mkdtempSync(join(tmpdir(), "onetbook-restarts-"));
const server = start({ ONETBOOK_DATA: data, LOG_LEVEL: "info" });
afterAll(async () => {
  server.child.kill("SIGKILL");
  await (await startEmbeddedPostgres(data)).stop();
  rmSync(data, { recursive: true, force: true });
});

const PATHS = [
  "/healthz",
  "/",
  "/api/queries/occupations.json",
  "/api/queries/skill-gap.json?from=31-1131.00&to=29-1141.00",
];
/** A statement's 15 s and a second for the server to say so, twice where a lost connection was tried again. */
const DEADLINE_MS = 33_000;

test("three kill -9 of PostgreSQL under HTTP load: every request is answered in time, and all is well again by itself", async () => {
  const url = await address(server);
  const answers: number[] = [];
  const unanswered: string[] = [];
  let isOver = false;
  const workers = Array.from({ length: 16 }, async (_, i) => {
    while (!isOver) {
      const path = PATHS[i % PATHS.length]!;
      try {
        const response = await fetch(url + path, { signal: AbortSignal.timeout(DEADLINE_MS) });
        await response.arrayBuffer();
        answers.push(response.status);
      } catch (error) {
        unanswered.push(`${path}: ${(error as Error).message}`);
      }
      await sleep(20);
    }
  });
  const postmaster = () => Number(readFileSync(join(data, "pg/postmaster.pid"), "utf8").split("\n")[0]);
  const isHealthy = async () => (await fetch(`${url}/healthz`)).status === 200;
  for (let kills = 0; kills < 3; kills++) {
    const killed = postmaster();
    process.kill(killed, "SIGKILL");
    await expect
      .poll(async () => postmaster() !== killed && (await isHealthy()), { timeout: 30_000, interval: 200 })
      .toBe(true);
    await sleep(500);
  }
  isOver = true;
  await Promise.all(workers);
  expect(unanswered).toEqual([]);
  expect(new Set(answers)).toEqual(new Set([200, 503]));
  expect(server.child.exitCode).toBeNull();
  for (const path of PATHS) expect((await fetch(url + path)).status).toBe(200);
}, 120_000);
