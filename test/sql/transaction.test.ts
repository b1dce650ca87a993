import { setTimeout as sleep } from "node:timers/promises";
import sql from "sql-template-tag";
import { expect, test } from "vitest";
import { freshDatabase, psql, testPostgres } from "../postgres.ts";
import { backend, failure, opener, running, sessions, states } from "./opened.ts";

const server = await testPostgres(18);
const url = await freshDatabase(server);
const open = opener(url);

test("a transaction commits what resolves and rolls back what rejects", async () => {
  const db = open({ max: 1 });
  await psql(url, "create table saved (a int)");
  const value = await db.begin(async (tx) => {
    await tx.query("insert into saved values ($1)", [1]);
    return "kept";
  });
  expect(value).toBe("kept");
  await expect(
    db.begin(async (tx) => {
      await tx.query("insert into saved values ($1)", [2]);
      throw new Error("no");
    }),
  ).rejects.toThrow("no");
  expect(await db.query("select a from saved")).toEqual([{ a: 1 }]);
});

test("a transaction whose failed statement was swallowed does not pass for committed", async () => {
  const db = open({ max: 1 });
  await psql(url, "create table swallowed (a int primary key)");
  const error = await failure(
    db.begin(async (tx) => {
      await tx.query("insert into swallowed values (1)");
      await tx.query("insert into swallowed values (1)").catch(() => {});
      return "saved";
    }),
  );
  expect(error.code).toBe("23505");
  expect(await db.query("select * from swallowed")).toEqual([]);
});

test("a savepoint rescues a transaction", async () => {
  const db = open();
  await psql(url, "create table rescued (a int primary key)");
  await db.begin(async (tx) => {
    await tx.query("insert into rescued values (1)");
    await tx.query("savepoint before");
    await tx.query("insert into rescued values (1)").catch(() => tx.query("rollback to before"));
    await tx.query("insert into rescued values (2)");
  });
  expect(await db.query("select a from rescued order by a")).toEqual([{ a: 1 }, { a: 2 }]);
});

test("isolation and read only reach the server", async () => {
  const db = open();
  const modes = (isolation: "repeatable read" | "serializable") =>
    db.begin(
      (tx) =>
        tx.query(
          "select current_setting('transaction_isolation') as level, current_setting('transaction_read_only') as read_only",
        ),
      { isolation, readOnly: isolation === "serializable" },
    );
  expect(await modes("repeatable read")).toEqual([{ level: "repeatable read", read_only: "off" }]);
  expect(await modes("serializable")).toEqual([{ level: "serializable", read_only: "on" }]);
});

test("statements of a transaction run in the order of their calls, none after its end", async () => {
  const db = open({ max: 1 });
  let late: (() => Promise<unknown>) | undefined;
  const order = await db.begin(async (tx) => {
    late = () => tx.query("select 1");
    await tx.query("create temp sequence turn");
    const turns = [0.05, 0, 0.02].map((s) =>
      tx.query<{ turn: number }>("select pg_sleep($1)::text, nextval('turn') as turn", [s]),
    );
    return (await Promise.all(turns)).map(([row]) => row!.turn);
  });
  expect(order).toEqual([1, 2, 3]);
  await expect(late!()).rejects.toThrow("is over");
});

test("an abort rolls a transaction back and frees its connection", async () => {
  const db = open({ max: 1 });
  await psql(url, "create table aborted (a int); create sequence never");
  const abort = new AbortController();
  const error = failure(
    db.begin(
      async (tx) => {
        await tx.query("insert into aborted values (1)");
        await Promise.all([
          tx.query("select pg_sleep(60) as long"),
          tx.query("insert into aborted values (2)"),
        ]);
      },
      { signal: abort.signal },
    ),
  );
  await running(db, "long");
  abort.abort(new Error("form left"));
  expect((await error).message).toBe("form left");
  expect(await db.query("select * from aborted")).toEqual([]);
  expect(await db.query("select is_called from never")).toEqual([{ is_called: false }]);
  expect(await sessions(db)).toHaveLength(1);
});

test("an abort that meets the COMMIT comes too late, and the caller learns that it did", async () => {
  const db = open({ max: 1 });
  await psql(
    url,
    `create table committed (a int);
     create function slow() returns trigger language plpgsql as 'begin perform pg_sleep(0.2); return null; end';
     create constraint trigger slow after insert on committed deferrable initially deferred
       for each row execute function slow();`,
  );
  const abort = new AbortController();
  const call = db.begin((tx) => tx.query("insert into committed values (1) returning a"), {
    signal: abort.signal,
  });
  await running(db, "commit");
  abort.abort(new Error("too late"));
  expect(await call).toEqual([{ a: 1 }]);
  expect(await db.query("select a from committed")).toEqual([{ a: 1 }]);
});

test("an abort while BEGIN is under way leaves no transaction behind", async () => {
  const db = open({ max: 1 });
  await backend(db);
  for (let n = 0; n < 20; n++) {
    const abort = new AbortController();
    const call = db.begin(() => sleep(5), { signal: abort.signal });
    queueMicrotask(() => setImmediate(() => abort.abort(new Error("left"))));
    expect((await failure(call)).message).toBe("left");
    expect(await states(db)).toEqual(["idle"]);
  }
});

test("a cursor gives batches of the asked size and then its connection back", async () => {
  const db = open({ max: 1 });
  const sizes: number[] = [];
  for await (const rows of db.cursor("select n, $1::text as word from generate_series(1, 25) n", ["w"], 10)) {
    sizes.push(rows.length);
    expect(rows[0]).toEqual({ n: (sizes.length - 1) * 10 + 1, word: "w" });
  }
  expect(sizes).toEqual([10, 10, 5]);
  for await (const _ of db.cursor(sql`select 1 where ${false}`, [], 10))
    expect.unreachable("a batch without rows");
  expect(await db.query("select 1 as free")).toEqual([{ free: 1 }]);
});

test("a cursor left early, by break or throw, gives its connection back", async () => {
  const db = open({ max: 1 });
  const numbers = () => db.cursor<{ n: number }>("select n from generate_series(1, 100000) n", [], 10);
  for await (const _ of numbers()) break;
  const thrown = (async () => {
    for await (const _ of numbers()) throw new Error("reader's own");
  })();
  await expect(thrown).rejects.toThrow("reader's own");
  expect(await states(db)).toEqual(["idle"]);
});

test("an error in the middle of a cursor reaches its reader", async () => {
  const db = open({ max: 1 });
  let batches = 0;
  const read = (async () => {
    for await (const _ of db.cursor("select 1 / (15 - n) from generate_series(1, 25) n", [], 10)) batches++;
  })();
  expect((await failure(read)).code).toBe("22012");
  expect(batches).toBe(1);
  expect(await db.query("select 1 as free")).toEqual([{ free: 1 }]);
});

test("an abort between two batches ends a cursor", async () => {
  const db = open({ max: 1 });
  const abort = new AbortController();
  const read = (async () => {
    for await (const _ of db.cursor("select n from generate_series(1, 100) n", [], 10, {
      signal: abort.signal,
    })) {
      abort.abort(new Error("download broken off"));
    }
  })();
  await expect(read).rejects.toThrow("download broken off");
  expect(await db.query("select 1 as free")).toEqual([{ free: 1 }]);
});

// postgres.js's cursor is one statement for the server, which cancels it at statement_timeout while the reader pauses.
test("a slow reader of a cursor may take longer than the statement timeout", async () => {
  const db = open({ statementTimeout: 200 });
  let rows = 0;
  for await (const batch of db.cursor("select pg_sleep(0.02)::text from generate_series(1, 4)", [], 1)) {
    rows += batch.length;
    await sleep(350);
  }
  expect(rows).toBe(4);
});
