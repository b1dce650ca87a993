import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, expect, test } from "vitest";
import { startEmbeddedPostgres } from "../../sql/embedded-postgres.ts";
import { address, start as startServer } from "./started.ts";

const folder = mkdtempSync(join(tmpdir(), "onetbook-test-main-"));
const data = join(folder, "data");
const cutShort = join(folder, "cut short");

afterAll(async () => {
  // Whatever failed, no database is left behind.
  for (const used of [data, cutShort]) if (existsSync(used)) await (await startEmbeddedPostgres(used)).stop();
  rmSync(folder, { recursive: true, force: true });
});

const start = (settings: Record<string, string> = {}) => startServer({ ONETBOOK_DATA: data, ...settings });
const health = async (url: string) => (await fetch(`${url}/healthz`)).json();

test("the first start loads the demonstration; SIGTERM lets a running request finish; the next start reuses the data", async () => {
  const first = start();
  const url = await address(first);
  expect(first.output()).toContain("loading the small synthetic demonstration");
  expect(await health(url)).toMatchObject({ status: "ok", synthetic: true });

  const database = await startEmbeddedPostgres(data);
  const owner = new Client({ connectionString: database.url });
  await owner.connect();
  const { rows } = await owner.query(
    "SELECT DISTINCT usename, application_name FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()",
  );
  expect(rows).toEqual([{ usename: "onetbook_reader", application_name: "onetbook web" }]);

  await owner.query("BEGIN; LOCK TABLE onet.occupation_data");
  const held = fetch(`${url}/api/queries/occupations.json`);
  await waitFor(owner, "SELECT FROM pg_locks WHERE NOT granted");
  first.child.kill("SIGTERM");
  await expect
    .poll(() =>
      fetch(url).then(
        () => "accepts",
        () => "refuses",
      ),
    )
    .toBe("refuses");
  await owner.query("COMMIT");
  const answer = await held;
  expect(answer.status).toBe(200);
  expect((await answer.json()).rows.length).toBeGreaterThan(50);
  expect(await first.exit).toBe(0);
  await owner.end();
  await database.stop();
  expect(existsSync(join(data, "pg/postmaster.pid"))).toBe(false);

  const second = start();
  const again = await address(second);
  expect(second.output()).not.toContain("loading");
  expect(await health(again)).toMatchObject({ status: "ok" });
  const third = start({ PORT: new URL(again).port });
  expect(await third.exit).toBe(1);
  expect(third.output()).toBe(
    `port ${new URL(again).port} is taken: stop the other program or set PORT to another\n`,
  );
  second.child.kill("SIGINT");
  expect(await second.exit).toBe(0);
});

async function waitFor(client: Client, sql: string): Promise<void> {
  await expect.poll(async () => (await client.query(sql)).rowCount, { timeout: 5_000 }).toBeGreaterThan(0);
}

test("a wrong setting ends the start with a line that names it", async () => {
  const started = start({ PORT: "http" });
  expect(await started.exit).toBe(1);
  expect(started.output()).toBe("PORT: must be a port number, 0 to 65535\nREADME.md lists all settings.\n");
});

test("a SIGTERM while the demonstration is loading ends the loader and the database too", async () => {
  const started = start({ ONETBOOK_DATA: cutShort });
  await expect.poll(started.output, { timeout: 20_000 }).toContain("tables from demonstration");
  started.child.kill("SIGTERM");
  expect(await started.exit).toBe(0);
  expect(started.output()).not.toContain("was not loaded");
  expect(existsSync(join(cutShort, "pg/postmaster.pid"))).toBe(false);
});

test("a database that can't be reached ends the start with its address, but not its password", async () => {
  const taken = createServer();
  taken.listen(0, "127.0.0.1");
  await once(taken, "listening");
  const { port } = taken.address() as { port: number };
  taken.close();
  const started = start({ DATABASE_URL: `postgres://me:secret@127.0.0.1:${port}/onetbook` });
  expect(await started.exit).toBe(1);
  expect(started.output()).toContain(`ECONNREFUSED 127.0.0.1:${port}`);
  expect(started.output()).not.toMatch(/secret|^\s+at /m);
});
