import { createServer, type Server } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { type AdhocError, type AdhocLimits, AdhocSql } from "../../sql/adhoc.ts";
import { prepareDatabase } from "../../sql/prepare-database.ts";
import { freshDatabase, majors, psql, testPostgres } from "../postgres.ts";

const ENDLESS = "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT count(*) FROM r";

const opened: AdhocSql[] = [];
afterEach(() => Promise.all(opened.splice(0).map((sql) => sql.end())));

function open(url: string, limits: Partial<AdhocLimits> = {}): AdhocSql {
  const sql = new AdhocSql(url, limits);
  opened.push(sql);
  return sql;
}

function failure(promise: Promise<unknown>): Promise<AdhocError> {
  return promise.then(
    (value) => expect.unreachable(`resolved to ${JSON.stringify(value)}`),
    (error) => error,
  );
}

describe.each(majors)("on PostgreSQL %i", async (major) => {
  const server = await testPostgres(major);
  const ownerUrl = await freshDatabase(server);
  const { adhocUrl } = await prepareDatabase(ownerUrl);
  // Answers must not depend on how the server writes dates.
  const name = new URL(ownerUrl).pathname.slice(1);
  await psql(
    ownerUrl,
    `ALTER DATABASE ${name} SET TimeZone = 'Asia/Tokyo'; ALTER DATABASE ${name} SET DateStyle = 'German'`,
  );
  const one = (limits: Partial<AdhocLimits> = {}) => open(adhocUrl!, { maxConnections: 1, ...limits });
  const sessions = () =>
    psql<{ pid: number; state: string }>(
      ownerUrl,
      "SELECT pid, state FROM pg_stat_activity WHERE usename = 'onetbook_adhoc' AND datname = current_database()",
    );
  const running = async () => {
    for (;;) {
      const active = (await sessions()).find(({ state }) => state === "active");
      if (active) return active.pid;
      await sleep(10);
    }
  };
  const allGone = async () => {
    while ((await sessions()).length > 0) await sleep(10);
  };
  beforeEach(allGone); // the login takes six connections

  test("an answer has its columns in order, names that repeat, and values as everywhere else", async () => {
    const answer =
      await one().run(`SELECT 1 AS a, 2.50 AS a, 'x' AS "?", NULL::int AS b, true, '{1,NULL}'::int[],
      '2026-01-02 03:04:05+02'::timestamptz, '{"k": [1]}'::jsonb, '2026-01-02'::date, int8range(1, 2)`);
    expect(answer.columns.map(({ name }) => name).slice(0, 4)).toEqual(["a", "a", "?", "b"]);
    expect(answer.columns.map(({ type }) => type).slice(0, 3)).toEqual([23, 1700, 25]);
    expect(answer.rows).toEqual([
      [1, 2.5, "x", null, true, [1, null], "2026-01-02T01:04:05+00:00", { k: [1] }, "2026-01-02", "[1,2)"],
    ]);
    expect(answer.isCut).toBe(false);
  });

  test("a value that JSON cannot hold names its column, and the connection goes on", async () => {
    const sql = one();
    const error = await failure(sql.run("SELECT 9007199254740993 AS big"));
    expect(error).toMatchObject({ code: "VALUE", message: expect.stringContaining('column "big" holds') });
    expect((await sql.run("SELECT 1")).rows).toEqual([[1]]);
  });

  test("an error carries SQLSTATE, message and position, and nothing else", async () => {
    const error = await failure(one().run("SELECT no_such FROM public.occupation"));
    expect({ ...error }).toEqual({ code: "42703", position: 8 });
    expect(error.message).toBe('column "no_such" does not exist');
    expect(error.cause).toBeUndefined();
    const hidden = await failure(one().run("SELECT ('{' || repeat('s', 9))::json"));
    expect(JSON.stringify({ ...hidden, message: hidden.message })).not.toContain("sss");
  });

  test("more rows than asked for are cut off, without running to their end", async () => {
    const sql = one({ maxRows: 10 });
    const endless = await sql.run("SELECT generate_series(1, 1e12::bigint)");
    expect(endless.rows).toHaveLength(10);
    expect(endless.isCut).toBe(true);
    expect(await sql.run("SELECT generate_series(1, 10)")).toMatchObject({ isCut: false });
    expect((await sql.run("SELECT generate_series(1, 10)", { maxRows: 3 })).rows).toEqual([[1], [2], [3]]);
    expect(await sql.run("SELECT WHERE false")).toEqual({ columns: [], rows: [], isCut: false });
  });

  test("what returns no rows is refused before it is run", async () => {
    const sql = one();
    for (const text of [
      "SET work_mem = '1GB'",
      "COMMIT",
      "DO $$ BEGIN END $$",
      "COPY public.occupation TO STDOUT",
      "",
      ";",
    ])
      expect((await failure(sql.run(text))).code, text).toBe("GATE");
    expect((await sql.run("SHOW work_mem")).rows).toEqual([["16MB"]]);
  });

  test("two statements in one text are refused", async () => {
    expect((await failure(one().run("SELECT 1; SELECT 2"))).code).toBe("42601");
  });

  test("a text that is too long, or holds a NUL, is not sent", async () => {
    const sql = open("postgres://nobody:x@127.0.0.1:1/nothing");
    expect(await failure(sql.run(`SELECT '${"é".repeat(33_000)}'`))).toMatchObject({ code: "TEXT" });
    expect(await failure(sql.run("SELECT 1\0; junk"))).toMatchObject({ code: "TEXT", position: 9 });
  });

  test("a transaction is read-only, whatever the login's own settings are", async () => {
    await psql(
      ownerUrl,
      "CREATE TABLE public.open_to_all (a int); GRANT ALL ON public.open_to_all TO PUBLIC",
    );
    const sql = open(ownerUrl); // the owner may write anywhere
    const text = "INSERT INTO public.open_to_all VALUES (1) RETURNING a";
    expect((await failure(sql.run(text))).code).toBe("25006");
    await psql(ownerUrl, "DROP TABLE public.open_to_all");
  });

  test("the next user of a connection finds it as new", async () => {
    const sql = open(ownerUrl, { maxConnections: 1 }); // the owner, who may do all this
    const settings = "SELECT name, setting FROM pg_settings WHERE source = 'session' ORDER BY 1";
    const before = await sql.run(settings);
    const [[pid]] = (await sql.run("SELECT pg_backend_pid()")).rows as [[number]];
    await sql.run("SELECT set_config('work_mem', '64MB', false), set_config('search_path', 'auth', false)");
    await sql.run("SELECT pg_advisory_lock(42)");
    await failure(sql.run("SELECT set_config('work_mem', '64MB', false), 1 / 0"));
    expect(await sql.run(settings)).toEqual(before);
    expect((await sql.run("SELECT pg_backend_pid()")).rows).toEqual([[pid]]);
    expect(await psql(ownerUrl, "SELECT FROM pg_locks WHERE locktype = 'advisory'")).toEqual([]);
  });

  test("a statement is stopped by the server's timer, and the connection goes on", async () => {
    const sql = one();
    await sql.run("SELECT 1");
    const [session] = await sessions();
    expect((await failure(sql.run(ENDLESS, { timeoutMs: 100 }))).code).toBe("57014");
    expect((await sql.run("SELECT 1")).rows).toEqual([[1]]);
    expect((await sessions()).map(({ pid }) => pid)).toEqual([session!.pid]);
  });

  test("a server process that hangs ends at the client's deadline, and its connection is replaced", async () => {
    const sql = one();
    await sql.run("SELECT 1");
    const [hung] = await sessions();
    process.kill(hung!.pid, "SIGSTOP");
    try {
      expect((await failure(sql.run("SELECT 1", { timeoutMs: 50 }))).code).toBe("DEADLINE");
      expect((await sql.run("SELECT 1")).rows).toEqual([[1]]);
    } finally {
      process.kill(hung!.pid, "SIGCONT");
    }
    while ((await sessions()).some(({ pid }) => pid === hung!.pid)) await sleep(10);
  });

  test("too large an answer is cut off at the socket, be it many rows or one value", async () => {
    const sql = one({ maxBytes: 100_000 });
    for (const text of [
      "SELECT repeat('x', 1000) FROM generate_series(1, 1000)",
      "SELECT repeat('x', 20000000)",
    ])
      expect((await failure(sql.run(text))).code, text).toBe("CAP");
    expect((await sql.run("SELECT repeat('x', 99000)")).rows).toHaveLength(1);
    expect((await sql.run("SELECT repeat('x', 99000)")).rows).toHaveLength(1); // counted for each statement anew
  });

  test("an aborted statement ends at once, in the server too", async () => {
    const sql = one();
    const abort = new AbortController();
    const victim = failure(sql.run(ENDLESS, { signal: abort.signal }));
    await running();
    abort.abort();
    expect((await victim).code).toBe("ABORTED");
    await allGone();
    expect((await failure(sql.run("SELECT 1", { signal: abort.signal }))).code).toBe("ABORTED");
    expect((await sql.run("SELECT 1")).rows).toEqual([[1]]);
  });

  test("who finds no connection free waits its turn, but no longer than its time", async () => {
    const sql = one();
    const abort = new AbortController();
    const first = failure(sql.run(ENDLESS, { signal: abort.signal }));
    const aborted = new AbortController();
    const left = failure(sql.run("SELECT 2", { signal: aborted.signal }));
    const waiting = sql.run("SELECT 3");
    expect((await failure(sql.run("SELECT 1", { timeoutMs: 20 }))).code).toBe("BUSY");
    aborted.abort();
    expect((await left).code).toBe("ABORTED");
    abort.abort();
    expect((await first).code).toBe("ABORTED");
    expect((await waiting).rows).toEqual([[3]]);
  });

  test("a lost connection is replaced", async () => {
    const sql = one();
    await sql.run("SELECT 1");
    await psql(
      ownerUrl,
      "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename = 'onetbook_adhoc'",
    );
    await sleep(50);
    expect((await sql.run("SELECT 1")).rows).toEqual([[1]]);

    const victim = failure(sql.run(ENDLESS));
    await running();
    await psql(
      ownerUrl,
      "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename = 'onetbook_adhoc'",
    );
    expect(["57P01", "CONNECTION_CLOSED"]).toContain((await victim).code);
    expect((await sql.run("SELECT 1")).rows).toEqual([[1]]);
  });

  test("the connections of one pool are at most three", async () => {
    const sql = open(adhocUrl!);
    await Promise.all([1, 2, 3, 4, 5, 6].map((n) => sql.run(`SELECT ${n}`)));
    const mine = await psql(ownerUrl, "SELECT FROM pg_stat_activity WHERE usename = 'onetbook_adhoc'");
    expect(mine).toHaveLength(3);
  });

  test("end() rejects what runs and what waits, and leaves no session", async () => {
    const sql = one();
    const calls = [failure(sql.run(ENDLESS)), failure(sql.run("SELECT 2"))];
    await running();
    await sql.end();
    const errors = [...(await Promise.all(calls)), await failure(sql.run("SELECT 3"))];
    await allGone();
    expect(errors.map(({ code }) => code)).toEqual([
      "CONNECTION_ENDED",
      "CONNECTION_ENDED",
      "CONNECTION_ENDED",
    ]);
  });
});

describe("without a PostgreSQL that answers", () => {
  const listening: Server[] = [];
  afterAll(() => listening.map((server) => server.close()));

  test("a refused connection is an AdhocError that tells no address", async () => {
    const error = await failure(open("postgres://nobody:secret@127.0.0.1:1/x").run("SELECT 1"));
    expect(error).toMatchObject({ code: "CONNECTION_CLOSED" });
    expect(error.message).not.toMatch(/127|secret/);
  });

  test("a server that says nothing ends at the deadline", async () => {
    const server = createServer(() => {});
    listening.push(server);
    const port = await new Promise<number>((resolve) => {
      server.listen(0, "127.0.0.1", () => resolve((server.address() as { port: number }).port));
    });
    const sql = open(`postgres://nobody:x@127.0.0.1:${port}/x`);
    expect((await failure(sql.run("SELECT 1", { timeoutMs: 50 }))).code).toBe("DEADLINE");
    await sql.end();
  });
});
