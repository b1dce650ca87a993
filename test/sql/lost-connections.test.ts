import { randomInt } from "node:crypto";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { inspect } from "node:util";
import { afterAll, expect, test } from "vitest";
import { Database, DeadlineError, isConnectionLoss } from "../../sql/client.ts";
import { freshDatabase, psql, testPostgres } from "../postgres.ts";
import { backend, failure, type Opened, opener, running, sessions } from "./opened.ts";

const server = await testPostgres(18);
const url = await freshDatabase(server);
const open = opener(url);

const cleanups: (() => void)[] = [];
afterAll(() => {
  for (const cleanup of cleanups) cleanup();
});

/** The address of a server that is no PostgreSQL. */
async function listen(onConnection: (socket: Socket) => void): Promise<string> {
  const sockets: Socket[] = [];
  const listener = createServer((socket) => {
    sockets.push(socket.on("error", () => {}));
    onConnection(socket);
  });
  cleanups.push(() => {
    for (const socket of sockets) socket.destroy();
    listener.close();
  });
  const port = await new Promise<number>((resolve) => {
    const tryPort = () => listener.listen(randomInt(15_000, 32_000), "127.0.0.1");
    listener.on("error", tryPort).on("listening", () => resolve((listener.address() as AddressInfo).port));
    tryPort();
  });
  return `postgres://x:x@127.0.0.1:${port}/x`;
}

/** Both backends of a database of two connections. */
async function twoBackends(db: Opened): Promise<[number, number]> {
  const both = () => Promise.all([db.query("select pg_sleep(0.05)"), db.query("select pg_sleep(0.05)")]);
  for (await both(); (await sessions(db)).length < 2; ) await both();
  const [first, second] = await sessions(db);
  return [first!.pid, second!.pid];
}

// postgres.js's begin() sends ROLLBACK to the closed socket here: an uncaught TypeError in nextWrite.
test("a backend terminated in a transaction, at work or idle, rolls it back and kills nobody", async () => {
  const db = open({ max: 1 });
  await psql(url, "create table unsaved (a int)");
  for (const isIdle of [false, true]) {
    const error = await failure(
      db.begin(async (tx) => {
        await tx.query("insert into unsaved values (1)");
        const [row] = await tx.query<{ pid: number }>("select pg_backend_pid() as pid");
        const end = psql(url, `select pg_terminate_backend(${row!.pid})`);
        if (isIdle) await end.then(() => sleep(50));
        await tx.query("select pg_sleep(60)");
      }),
    );
    expect(isConnectionLoss(error)).toBe(true);
  }
  expect(await db.query("select * from unsaved")).toEqual([]);
});

test("an idle connection that the server closed is not lent again", async () => {
  const lost: Error[] = [];
  const db = open({ max: 1, onPoolReplaced: (reason) => lost.push(reason) });
  await psql(url, `select pg_terminate_backend(${await backend(db)}, 5000)`);
  while (lost.length === 0) await sleep(5);
  expect(await db.query("select 1 as alive")).toEqual([{ alive: 1 }]);
});

test("where nobody listens a query fails at once, as a lost connection", async () => {
  const gone = new URL(url);
  gone.port = "1";
  const db = new Database(gone.href, { applicationName: "nobody" });
  const errors = await Promise.all([1, 2, 3].map(() => failure(db.query("select 1"))));
  expect(errors.map(({ code }) => code)).toEqual(["ECONNREFUSED", "ECONNREFUSED", "ECONNREFUSED"]);
  expect(errors.map(isConnectionLoss)).toEqual([true, true, true]);
  await db.end();
});

test("a server that closes the connection before it is ready is not asked for ever", async () => {
  let asked = 0;
  const address = await listen((socket) => {
    asked++;
    socket.once("data", () => socket.destroy());
  });
  const db = new Database(address, { applicationName: "closed" });
  expect((await failure(db.query("select 1"))).code).toBe("CONNECTION_CLOSED");
  expect(asked).toBe(1);
  await db.end();
});

test("losses are told from errors of the statement", () => {
  const coded = (code: string) => Object.assign(new Error("x"), { code });
  expect(
    ["57P01", "57P03", "ECONNRESET", "CONNECTION_CLOSED"].map((code) => isConnectionLoss(coded(code))),
  ).not.toContain(false);
  expect(["23505", "57014", "42601"].map((code) => isConnectionLoss(coded(code)))).not.toContain(true);
  expect([undefined, "57P01", { code: "57P01" }, new Error("57P01")].map(isConnectionLoss)).not.toContain(
    true,
  );
});

test("no error shows the password", async () => {
  const shown: string[] = [];
  const note = (error: unknown) => shown.push(inspect(error, { depth: 5, showHidden: true }), String(error));
  for (const address of [
    "postgres://u:s3cret",
    "postgres://u:s3cret@host:port/db",
    "postgres://u:s3cret%@h/db",
    "s3cret",
  ]) {
    try {
      new Database(address, { applicationName: "x" });
    } catch (error) {
      note(error);
    }
  }
  expect(shown).toHaveLength(8);
  const wrong = new URL(url);
  wrong.password = "s3cret";
  const nowhere = new URL(wrong);
  nowhere.port = "1";
  for (const address of [wrong, nowhere]) {
    const db = new Database(address.href, { applicationName: "x" });
    note(await failure(db.query("select 1")));
    note(await failure(db.begin((tx) => tx.query("select 1"))));
    await db.end();
    note(await failure(db.query("select 1")));
  }
  expect(shown.join("\n")).not.toContain("s3cret");
  expect(shown.join("\n")).toContain("password authentication failed");
});

// Faults that only a deadline ends: all at once, for they wait.

test.concurrent("a call that finds no free connection in time fails alone", async () => {
  const lost: Error[] = [];
  const db = open({ max: 1, onPoolReplaced: (reason) => lost.push(reason) });
  const busy = db.query("select 'done' as busy, pg_sleep(0.5)::text");
  const error = await failure(db.query("select 1", [], { timeout: 50 }));
  expect(error).toBeInstanceOf(DeadlineError);
  expect(error.message).toContain("no connection was free");
  expect(await busy).toMatchObject([{ busy: "done" }]);
  expect(lost).toEqual([]);
});

test.concurrent("a stopped backend is given up at the deadline, alone", async () => {
  const lost: Error[] = [];
  const db = open({ max: 2, statementTimeout: 300, onPoolReplaced: (reason) => lost.push(reason) });
  const [stopped, other] = await twoBackends(db);
  process.kill(stopped, "SIGSTOP");
  try {
    const outcomes = await Promise.all([1, 2].map(() => backend(db).catch((error: unknown) => error)));
    expect(outcomes).toContain(other);
    expect(outcomes.filter((outcome) => outcome instanceof DeadlineError)).toHaveLength(1);
    expect(lost).toMatchObject([{ code: "DEADLINE" }]);
    const alive = await Promise.all([1, 2, 3].map(() => backend(db)));
    expect(alive).toContain(other);
    expect(alive).not.toContain(stopped);
  } finally {
    process.kill(stopped, "SIGCONT");
  }
});

test.concurrent("a connection whose aborted statement goes on is not lent", async () => {
  const db = open({ max: 2 });
  const abort = new AbortController();
  const aborted = failure(db.query("select pg_sleep(60) as left", [], { signal: abort.signal }));
  const { pid } = await running(db, "left");
  process.kill(pid, "SIGSTOP");
  try {
    abort.abort(new Error("reader left"));
    expect((await aborted).message).toBe("reader left");
    for (let n = 0; n < 5; n++) expect(await backend(db)).not.toBe(pid);
  } finally {
    process.kill(pid, "SIGCONT");
  }
});

test.concurrent("a transaction and a cursor on a stopped backend end at the deadline too", async () => {
  const db = open({ statementTimeout: 300 });
  const stopped: number[] = [];
  const stop = async (tx: { query: Database["query"] }) => {
    const [row] = await tx.query<{ pid: number }>("select pg_backend_pid() as pid");
    stopped.push(row!.pid);
    process.kill(row!.pid, "SIGSTOP");
  };
  try {
    const inTransaction = failure(
      db.begin(async (tx) => {
        await stop(tx);
        await tx.query("select 1");
      }),
    );
    const atCommit = failure(db.begin(stop));
    const inCursor = failure(
      (async () => {
        for await (const [row] of db.cursor<{ pid: number }>(
          "select pg_backend_pid() as pid from generate_series(1, 2)",
          [],
          1,
        )) {
          stopped.push(row!.pid);
          process.kill(row!.pid, "SIGSTOP");
        }
      })(),
    );
    for (const error of await Promise.all([inTransaction, atCommit, inCursor])) {
      expect(error).toBeInstanceOf(DeadlineError);
    }
    expect(await db.query("select 1 as alive")).toEqual([{ alive: 1 }]);
  } finally {
    for (const pid of new Set(stopped)) process.kill(pid, "SIGCONT");
  }
});

test.concurrent("work that hangs outside the database ends with its transaction", async () => {
  const db = open({ max: 1 });
  const error = await failure(db.begin(() => new Promise(() => {}), { timeout: 50 }));
  expect(error).toBeInstanceOf(DeadlineError);
  expect(await db.query("select 1 as alive")).toEqual([{ alive: 1 }]);
});

test.concurrent("a terminated backend fails its own query only", async () => {
  const lost: Error[] = [];
  const db = open({ max: 2, onPoolReplaced: (reason) => lost.push(reason) });
  const neighbour = db.query("select 'well' as neighbour, pg_sleep(0.4)::text");
  const victim = failure(db.query("select pg_sleep(60) as victim"));
  const { pid } = await running(db, "victim");
  await psql(url, `select pg_terminate_backend(${pid})`);
  expect(isConnectionLoss(await victim)).toBe(true);
  expect(await neighbour).toMatchObject([{ neighbour: "well" }]);
  expect(await db.query("select 1 as alive")).toEqual([{ alive: 1 }]);
  expect(lost).toHaveLength(1);
});

test.concurrent("a server that says nothing is given up, whoever waits", async () => {
  const address = await listen(() => {});
  const patient = new Database(address, { applicationName: "silent" });
  const hurried = new Database(address, { applicationName: "silent", statementTimeout: 50 });
  const answer = failure(patient.query("select 1"));
  expect(await failure(hurried.query("select 1"))).toBeInstanceOf(DeadlineError);
  await hurried.end();
  expect((await answer).code).toBe("CONNECT_TIMEOUT");
  await patient.end();
});

test.concurrent("end does not wait for a query that goes on, nor for a stopped server", async () => {
  const db = open({ max: 2 });
  const pid = await backend(db);
  const long = failure(db.query("select pg_sleep(60)"));
  const other = failure(db.query("select pg_sleep(60)"));
  process.kill(pid, "SIGSTOP");
  try {
    await Promise.all([db.end(), db.end()]);
    expect((await long).code).toBe("CONNECTION_ENDED");
    expect((await other).code).toBe("CONNECTION_ENDED");
  } finally {
    process.kill(pid, "SIGCONT");
  }
});

test.concurrent("a transaction aborted while its work hangs does not end the connection's next call", async () => {
  const db = open({ max: 1 });
  const abort = new AbortController();
  const call = failure(db.begin(() => new Promise(() => {}), { signal: abort.signal, timeout: 100 }));
  await sleep(50);
  abort.abort(new Error("left"));
  expect((await call).message).toBe("left");
  expect(await db.query("select 'well' as next, pg_sleep(1.3)::text")).toMatchObject([{ next: "well" }]);
});
