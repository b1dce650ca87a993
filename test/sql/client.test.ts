import { setTimeout as sleep } from "node:timers/promises";
import sql from "sql-template-tag";
import { expect, test } from "vitest";
import { Database } from "../../sql/client.ts";
import { freshDatabase, psql, testPostgres } from "../postgres.ts";
import { backend, failure, opener, running, sessions } from "./opened.ts";

const server = await testPostgres(18);
const url = await freshDatabase(server);
const open = opener(url);

test("a query takes a text with values, or what sql-template-tag makes", async () => {
  const db = open();
  expect(await db.query("select $1::int + $2::int as sum", [1, 2])).toEqual([{ sum: 3 }]);
  expect(await db.query(sql`select ${1}::int + ${2}::int as sum`)).toEqual([{ sum: 3 }]);
  const sums = await db.begin((tx) => tx.query(sql`select ${3}::int + ${4}::int as sum`));
  expect(sums).toEqual([{ sum: 7 }]);
});

test("after a statement that failed between its rows the next one has its own rows only", async () => {
  const db = open({ max: 1 });
  const failing = "select 1 / (3 - i) as quotient from generate_series(1, 5) as i";
  expect((await failure(db.query(failing))).code).toBe("22012");
  expect(await db.query("select 7 as quotient")).toEqual([{ quotient: 7 }]);
  expect((await failure(db.query(failing))).code).toBe("22012");
  expect(await db.query("select 7 as quotient where false")).toEqual([]);
});

test("a session carries the application's name and the statement timeout", async () => {
  const db = open({ statementTimeout: 1234 });
  const [row] = await db.query(
    "select current_setting('application_name') as name, current_setting('statement_timeout') as timeout",
  );
  expect(row).toEqual({ name: db.name, timeout: "1234ms" });
});

test("a text of several statements is refused wherever it is given", async () => {
  const db = open({ readOnly: true });
  await psql(url, "create table written (a int)");
  const text = "commit; insert into written values (1)";
  expect((await failure(db.query(text))).code).toBe("42601");
  expect((await failure(db.query(text, [], { prepare: false }))).code).toBe("42601");
  expect((await failure(db.begin((tx) => tx.query(text)))).code).toBe("42601");
  expect((await failure(db.cursor(`select 1; ${text}`, [], 1).next())).code).toBe("42601");
  expect((await failure(db.describe(text))).code).toBe("42601");
  expect(await psql(url, "select * from written")).toEqual([]);
});

test("a read-only database refuses a write", async () => {
  await psql(url, "create table locked (a int)");
  const error = await failure(open({ readOnly: true }).query("insert into locked values (1)"));
  expect(error.code).toBe("25006");
});

test("a query() that would leave a transaction open is refused, and its connection closed", async () => {
  const db = open({ max: 1 });
  await expect(db.query("begin")).rejects.toThrow("use begin()");
  await expect(db.query("start transaction")).rejects.toThrow("use begin()");
  while ((await sessions(db)).length > 0) await sleep(10);
});

test("a value that its type cannot take fails its own query, and its connection is replaced", async () => {
  const lost: Error[] = [];
  const db = open({ max: 1, onPoolReplaced: (reason) => lost.push(reason) });
  for (const prepare of [true, true, false]) {
    await expect(db.query("select $1::text[]", [[undefined]], { prepare })).rejects.toThrow(
      "given undefined",
    );
    await expect(db.query("select $1::text", [{}], { prepare })).rejects.toThrow(
      "a string parameter was given an object",
    );
    expect(await db.query("select $1::text as fine", ["x"])).toEqual([{ fine: "x" }]);
  }
  expect(lost).toHaveLength(6);
});

test("undefined is refused as a value: it is not NULL", async () => {
  const db = open({ max: 1 });
  const pid = await backend(db);
  await expect(db.query("select $1::int, $2::int", [1, undefined])).rejects.toThrow("$2 is undefined");
  expect(await backend(db)).toBe(pid);
});

test("describe names parameter types, columns and what they are of, without running the statement", async () => {
  const db = open();
  await psql(url, "create table described (id int8, code varchar(10))");
  const [described] = await psql<{ table: number }>(
    url,
    `select 'described'::regclass::int8::int4 as "table"`,
  );
  const { table } = described!;
  expect(
    await db.describe("select id, code, 1.5 as half from described where id = $1 and code = $2"),
  ).toEqual({
    parameters: [20, 25],
    columns: [
      { name: "id", type: 20, table, number: 1 },
      { name: "code", type: 1043, table, number: 2 },
      { name: "half", type: 1700, table: 0, number: 0 },
    ],
  });
  expect(await db.describe("insert into described values (1)")).toEqual({ parameters: [], columns: [] });
  expect(await db.query("select * from described")).toEqual([]);
  expect((await failure(db.describe("select nothing"))).code).toBe("42703");
});

test("never more than max connections are open, and every call is served", async () => {
  const db = open({ max: 3 });
  const calls = Array.from({ length: 30 }, (_, n) =>
    db.query<{ n: number }>("select $1::int as n, pg_sleep(0.01)::text", [n]),
  );
  const answers = await Promise.all(calls);
  expect(answers.map(([row]) => row!.n)).toEqual(calls.map((_, n) => n));
  expect(await sessions(db)).toHaveLength(3);
});

test("a signal aborted before keeps the statement from being sent", async () => {
  const db = open();
  await psql(url, "create sequence unsent");
  const signal = AbortSignal.abort(new Error("gone"));
  await expect(db.query("select nextval('unsent')", [], { signal })).rejects.toThrow("gone");
  await expect(db.begin((tx) => tx.query("select nextval('unsent')"), { signal })).rejects.toThrow("gone");
  await expect(db.cursor("select nextval('unsent')", [], 1, { signal }).next()).rejects.toThrow("gone");
  expect(await psql(url, "select is_called from unsent")).toEqual([{ is_called: false }]);
});

test("an abort cancels the statement in the server and leaves its neighbours and its connection alone", async () => {
  const db = open({ max: 2 });
  const abort = new AbortController();
  const neighbour = db.query("select 'well' as neighbour, pg_sleep(0.5)::text");
  const victim = failure(db.query("select pg_sleep(60) as victim", [], { signal: abort.signal }));
  const { pid } = await running(db, "victim");
  const next = db.query("select 'well' as next");
  abort.abort(new Error("reader left"));
  expect((await victim).message).toBe("reader left");
  expect(await next).toEqual([{ next: "well" }]);
  expect(await neighbour).toMatchObject([{ neighbour: "well" }]);
  const after = await sessions(db);
  expect(after.filter(({ state }) => state === "active")).toEqual([]);
  expect(after.map((session) => session.pid)).toContain(pid);
});

// With max_pipeline 1 or 100 postgres.js cancels the next query instead, and the aborted one runs.
test("an abort of a waiting query takes only that query", async () => {
  const db = open({ max: 1 });
  await psql(url, "create sequence waited");
  const abort = new AbortController();
  const first = db.query("select 1 as first, pg_sleep(0.2)::text");
  const victim = failure(db.query("select nextval('waited')", [], { signal: abort.signal }));
  const last = db.query("select 3 as last, pg_sleep(0.2)::text");
  await running(db, "first");
  abort.abort(new Error("not wanted"));
  expect((await victim).message).toBe("not wanted");
  expect(await first).toMatchObject([{ first: 1 }]);
  expect(await last).toMatchObject([{ last: 3 }]);
  expect(await psql(url, "select is_called from waited")).toEqual([{ is_called: false }]);
});

test("aborts at any moment never cancel another's statement", async () => {
  const db = open({ max: 2 });
  const work = Array.from({ length: 60 }, async (_, n) => {
    const abort = new AbortController();
    const call = db.query<{ n: number }>("select $1::int as n, pg_sleep(0.005)::text", [n], {
      signal: abort.signal,
    });
    if (n % 2 === 0) return (await call)[0]!.n;
    setTimeout(() => abort.abort(new Error("left")), n * 3);
    return call.then(
      () => n,
      (error: Error) => (error.message === "left" ? n : error.message),
    );
  });
  expect(await Promise.all(work)).toEqual(work.map((_, n) => n));
});

test("a call's timeout cancels its statement and keeps the connection", async () => {
  const db = open({ max: 1 });
  const pid = await backend(db);
  expect((await failure(db.query("select pg_sleep(60)", [], { timeout: 50 }))).code).toBe("57014");
  expect(await backend(db)).toBe(pid);
});

test("the server ends a statement by itself at statementTimeout", async () => {
  const db = open({ statementTimeout: 100 });
  const error = await failure(db.query("select pg_sleep(60)", [], { timeout: 60_000 }));
  expect(error).toMatchObject({ code: "57014", message: "canceling statement due to statement timeout" });
});

test("end lets a running query finish and refuses new ones", async () => {
  const db = open({ max: 1 });
  const last = db.query("select 'done' as last, pg_sleep(0.2)::text");
  const waiting = failure(db.query("select 1"));
  await running(db, "last");
  const end = db.end();
  expect((await waiting).code).toBe("CONNECTION_ENDED");
  expect((await failure(db.query("select 1"))).code).toBe("CONNECTION_ENDED");
  expect(await last).toMatchObject([{ last: "done" }]);
  await end;
  expect(await sessions(db)).toEqual([]);
});

test("end while the first connection opens leaves no session behind", async () => {
  const db = open();
  const call = failure(db.query("select 1"));
  await db.end();
  expect((await call).code).toBe("CONNECTION_ENDED");
  await sleep(50);
  expect(await sessions(db)).toEqual([]);
});

test("a database that was never asked ends too", async () => {
  await new Database(url, { applicationName: "unused" }).end();
});
