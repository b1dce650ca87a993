import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { Database, isConnectionLoss } from "../../sql/client.ts";
import { postgresRunner, serverEnvironment } from "../../sql/embedded-binaries.ts";
import { freshDatabase, majors, psql, type TestServer, testPostgres } from "../postgres.ts";

const WORKERS = 24;
const STATEMENT_TIMEOUT = 1_000;
/** Far beyond the deadline of 2 s: what is not settled by then never will be. */
const PENDING_MS = 12_000;

function postmaster({ dir }: TestServer): number {
  return Number(readFileSync(join(dir, "pg", "postmaster.pid"), "utf8").split("\n")[0]);
}

/** SIGKILL for a crash, SIGINT for a shutdown; then a start with the same command line, and so on the same port. */
async function restart(server: TestServer, signal: "SIGKILL" | "SIGINT"): Promise<void> {
  const data = join(server.dir, "pg");
  const old = postmaster(server);
  process.kill(old, signal);
  while (isAlive(old)) await sleep(5);
  const words = [...readFileSync(join(data, "postmaster.opts"), "utf8").matchAll(/"([^"]*)"|(\S+)/g)];
  const [postgres, ...args] = words.map(([, quoted, bare]) => quoted ?? bare!);
  const { prefix } = await postgresRunner(postgres!, data);
  const [command, ...rest] = [...prefix, postgres!, ...args];
  for (;;) {
    // It refuses to start as long as a process of the old server is there.
    const started = spawn(command!, rest, { cwd: "/", env: serverEnvironment(), stdio: "ignore" });
    for (; started.exitCode === null; await sleep(20)) if (await answers(server)) return;
    await sleep(50);
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function answers({ url }: TestServer): Promise<boolean> {
  const yes = () => true;
  return psql(url, "select 1").then(yes, () => false);
}

/** Half of what the workers do is read, half is saved; each call is one of these. */
function calls(db: Database): ((id: number) => Promise<unknown>)[] {
  return [
    (id) => db.query("select $1::int as id", [id]),
    (id) =>
      db.begin(async (tx) => {
        await tx.query("insert into saved values ($1)", [id]);
        await tx.query("select pg_sleep(0.002)");
      }),
    async () => {
      for await (const rows of db.cursor("select n from generate_series(1, 300) n", [], 100)) {
        if (rows.length !== 100) throw new Error(`a batch of ${rows.length}`);
      }
    },
    (id) => db.query("insert into saved values ($1) returning id", [id]),
    () => db.describe("select id from saved where id = $1"),
    () => db.query("select pg_sleep(0.01)", [], { signal: AbortSignal.timeout(5) }),
  ];
}

/** Calls until told to stop, and keeps count of how they ended. */
function startWorkers(db: Database) {
  const kinds = calls(db);
  const counts = { ok: 0, lost: 0, pending: 0 };
  const wrong: unknown[] = [];
  const acknowledged: number[] = [];
  let isOver = false;
  let ids = 0;
  const workers = Array.from({ length: WORKERS }, async (_, worker) => {
    for (let turn = worker; !isOver; turn++) {
      const id = ++ids;
      const kind = turn % kinds.length;
      const ended = kinds[kind]!(id).then(
        () => {
          counts.ok++;
          if (kind === 1 || kind === 3) acknowledged.push(id);
        },
        async (error: Error) => {
          if (error.name === "TimeoutError") return; // its own signal
          if (!isConnectionLoss(error)) wrong.push(error);
          counts.lost++;
          await sleep(5);
        },
      );
      const pending = sleep(PENDING_MS, "pending", { ref: false });
      if ((await Promise.race([ended, pending])) === "pending") counts.pending++;
    }
  });
  const stop = () => {
    isOver = true;
    return Promise.all(workers);
  };
  return { counts, wrong, acknowledged, stop };
}

for (const major of majors) {
  // Acknowledged saves must survive, so only fsync stays off: the machine does not crash here.
  const server = await testPostgres(major, { synchronous_commit: "on" });

  test(`under ${WORKERS} workers PostgreSQL ${major} is restarted and killed: every call settles, no save is lost`, async () => {
    const url = await freshDatabase(server);
    await psql(url, "create table saved (id int primary key)");
    const uncaught: unknown[] = [];
    const note = (error: unknown) => uncaught.push(error);
    process.on("uncaughtExceptionMonitor", note).on("unhandledRejection", note);
    const replaced: Error[] = [];
    const db = new Database(url, {
      applicationName: "chaos",
      statementTimeout: STATEMENT_TIMEOUT,
      onPoolReplaced: (reason) => replaced.push(reason),
    });
    const { counts, wrong, acknowledged, stop } = startWorkers(db);
    const work = async (more: number) => {
      for (const start = counts.ok; counts.ok < start + more; ) await sleep(10);
    };

    await work(200);
    for (const signal of ["SIGKILL", "SIGINT", "SIGKILL", "SIGKILL"] as const) {
      const before = counts.lost;
      await restart(server, signal);
      expect(counts.lost).toBeGreaterThan(before);
      await work(200); // it recovers by itself
    }
    // A killed backend takes all others with it (57P02), and the server recovers without a new postmaster.
    const [victim] = await psql<{ pid: number }>(
      url,
      "select pid from pg_stat_activity where application_name = 'chaos' limit 1",
    );
    process.kill(victim!.pid, "SIGKILL");
    await work(200);

    await stop();
    expect(counts.pending).toBe(0);
    expect(wrong).toEqual([]);
    expect(uncaught).toEqual([]);
    expect(replaced.length).toBeGreaterThan(0);
    const saved = new Set((await psql<{ id: number }>(url, "select id from saved")).map(({ id }) => id));
    expect(acknowledged.filter((id) => !saved.has(id))).toEqual([]);
    expect(acknowledged.length).toBeGreaterThan(0);
    await db.end();
    const left = "select pid from pg_stat_activity where application_name = 'chaos'";
    while ((await psql(url, left)).length > 0) await sleep(10);
    process.off("uncaughtExceptionMonitor", note).off("unhandledRejection", note);
  });
}
