import type { Hono } from "hono";
import { pino } from "pino";
import { describe, expect, test, vi } from "vitest";
import { createApp } from "../../server/app.ts";
import { EXAMPLES } from "../../server/browser/scratch-examples.ts";
import type { AppEnvironment } from "../../server/request-log.ts";
import { prepareDatabase } from "../../sql/prepare-database.ts";
import { freshDatabase, majors, psql, testPostgres } from "../postgres.ts";
import { loadDemonstration, parts, readerAt, scratchOf } from "./served.ts";

const ENDLESS = "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT count(*) FROM r";

describe.each(majors)("on PostgreSQL %i", async (major) => {
  const server = await testPostgres(major);
  const url = await freshDatabase(server);
  await loadDemonstration(url);
  const logins = await prepareDatabase(url);
  const db = readerAt(logins.readerUrl);
  const app = createApp({ ...(await parts(db)), scratch: scratchOf(db, logins) });

  const JSON_TYPE = { "Content-Type": "application/json" };
  const OURS = { "Sec-Fetch-Site": "same-origin" };
  let people = 0;
  /** The cookie of somebody new, so that tests do not meet each other's limits. */
  const somebody = () => ({
    Cookie: `onetbook_client=00000000-0000-4000-8000-${String(++people).padStart(12, "0")}`,
  });

  function send(body: string, headers: Record<string, string> = {}, signal?: AbortSignal) {
    return app.request(
      new Request("http://here/api/sql", {
        method: "POST",
        body,
        headers: { ...JSON_TYPE, ...OURS, ...somebody(), ...headers },
        signal: signal ?? null,
      }),
    );
  }

  async function run(text: string, headers = {}) {
    const response = await send(JSON.stringify({ text }), headers);
    return { status: response.status, headers: response.headers, body: await response.json() };
  }

  const active = async () =>
    (
      await psql<{ count: number }>(
        url,
        "SELECT count(*)::int AS count FROM pg_stat_activity WHERE usename = 'onetbook_adhoc' AND state = 'active'",
      )
    )[0]!.count;
  const lastRecord = async () =>
    (await psql(url, "SELECT * FROM adhoc_log ORDER BY run_id DESC LIMIT 1"))[0]!;

  test("an answer has columns with their types, rows in order, its release and how long it took", async () => {
    const { status, headers, body } = await run(
      "SELECT 1 AS a, 2.5 AS a, 'x' AS b, NULL, '{1}'::int[], '[1,2)'::int4range, 'a'::\"char\"",
    );
    expect(status).toBe(200);
    expect(headers.get("Cache-Control")).toBe("no-store");
    expect(headers.get("X-Onet-Release")).toBe("0.1");
    expect(body).toEqual({
      release: expect.objectContaining({ release: "0.1", synthetic: true, load_id: expect.any(String) }),
      columns: [
        { name: "a", type: "int4" },
        { name: "a", type: "numeric" },
        { name: "b", type: "text" },
        { name: "?column?", type: "text" },
        { name: "int4", type: "int4[]" },
        { name: "int4range", type: "int4range" },
        { name: "char", type: '"char"' },
      ],
      rows: [[1, 2.5, "x", null, [1], "[1,2)", "a"]],
      isCut: false,
      ms: expect.any(Number),
    });
  });

  test("the release, the views and the programme's tables can be read without their schema", async () => {
    for (const table of ["occupation_data", "essential_skills", "skill_rating", "sector"])
      expect(await run(`SELECT count(*) FROM ${table}`)).toMatchObject({ status: 200 });
  });

  test.each(EXAMPLES)("the example $title has an answer", async ({ text }) => {
    const { status, body } = await run(text);
    expect([status, body.error]).toEqual([200, undefined]);
    if (!text.includes("WHERE annotated")) expect(body.rows).not.toEqual([]);
  });

  test("a thousand rows are answered, and said to be cut", async () => {
    const { body } = await run("SELECT generate_series(1, 1001)");
    expect(body).toMatchObject({ isCut: true });
    expect(body.rows).toHaveLength(1000);
  });

  test("what PostgreSQL refuses is told with code, message and position, and nothing more", async () => {
    const { status, headers, body } = await run("SELECT 'é', no_such FROM onet.occupation_data");
    expect(status).toBe(400);
    expect(headers.get("Cache-Control")).toBe("no-store");
    expect(body).toEqual({
      error: { code: "42703", message: 'column "no_such" does not exist', position: 13 },
    });
    const other = await run("SELECT ('{' || repeat('s', 9))::json");
    expect(other.body).toEqual({ error: { code: "22P02", message: "invalid input syntax for type json" } });
  });

  test.each([
    ["a write", "INSERT INTO public.sector (name) VALUES ('x') RETURNING name", "25006"],
    ["a write in a CTE", "WITH w AS (DELETE FROM onet.occupation_data RETURNING 1) SELECT * FROM w", "25006"],
    ["two statements", "SELECT 1; DROP SCHEMA onet CASCADE", "42601"],
    ["the end of the transaction", "COMMIT", "GATE"],
    ["a setting", "SET default_transaction_read_only = off", "GATE"],
    ["another role", "SET ROLE onetbook_app", "GATE"],
    ["a setting by function", "SELECT set_config('role', 'onetbook_app', false)", "42501"],
    ["a private table", "SELECT * FROM public.annotation_history", "42501"],
    ["what others ran", "SELECT * FROM public.adhoc_log", "42501"],
    ["other sessions", "SELECT query FROM pg_stat_activity", "42501"],
    ["a file", "SELECT pg_read_file('/etc/hostname')", "42501"],
    ["a program", "COPY (SELECT 1) TO PROGRAM 'true'", "GATE"],
    ["a lock", "SELECT pg_advisory_lock(1)", "42501"],
    ["sleep", "SELECT pg_sleep(9)", "42501"],
    ["code", "DO $$ BEGIN END $$", "GATE"],
    ["SQL in SQL", "SELECT query_to_xml('SELECT 1', true, true, '')", "42501"],
    ["a NUL", "SELECT 1\0; COMMIT", "TEXT"],
    ["a text too long", `SELECT '${"x".repeat(65_536)}'`, "TEXT"],
    ["an integer that JSON would round", "SELECT 9007199254740993", "VALUE"],
    ["an answer too large", "SELECT repeat('x', 20000000)", "CAP"],
    ["JSON that is too large", "SELECT repeat(E'\\x01', 15000000)", "CAP"],
    ["JSON nested too deep", "SELECT (repeat('[', 6000) || repeat(']', 6000))::json", "VALUE"],
  ])("%s is refused", async (_, text, code) => {
    const { status, body } = await run(text);
    expect(body).toEqual({ error: expect.objectContaining({ code }) });
    expect(status).toBe(400);
  });

  test("every statement is on record, with who ran it and how it ended", async () => {
    const who = somebody();
    await run("SELECT generate_series(1, 3)", who);
    await vi.waitFor(async () =>
      expect(await lastRecord()).toMatchObject({
        client: expect.stringMatching(/^[0-9a-f]{32}$/),
        text: "SELECT generate_series(1, 3)",
        ms: expect.any(Number),
        rows: 3,
        outcome: "ok",
      }),
    );
    const { client } = await lastRecord();
    expect(JSON.stringify(await lastRecord())).not.toContain(who.Cookie.slice(16));
    await run("SELECT\0 1", who);
    await vi.waitFor(async () =>
      expect(await lastRecord()).toMatchObject({
        client,
        text: "SELECT\ufffd 1",
        rows: null,
        outcome: "TEXT",
      }),
    );
  });

  test("the record can be added to, and neither read nor changed", async () => {
    for (const text of [
      "SELECT text FROM adhoc_log",
      "DELETE FROM adhoc_log",
      "UPDATE adhoc_log SET text = ''",
      "TRUNCATE adhoc_log",
    ])
      await expect(psql(logins.appUrl, text), text).rejects.toMatchObject({ code: "42501" });
    await expect(psql(logins.readerUrl, "SELECT FROM adhoc_log")).rejects.toMatchObject({ code: "42501" });
  });

  test("a record older than 30 days is deleted, and all but the last 50,000", async () => {
    await run("SELECT 'recent'");
    await psql(url, "UPDATE adhoc_log SET run_at = now() - interval '31 days' WHERE text LIKE '%recent%'");
    await run("SELECT 'next'");
    expect(await psql(url, "SELECT FROM adhoc_log WHERE text LIKE '%recent%'")).toEqual([]);
    await psql(url, "ALTER TABLE adhoc_log ALTER run_id RESTART WITH 60000");
    await run("SELECT 'last'");
    expect(await psql(url, "SELECT text FROM adhoc_log")).toEqual([{ text: "SELECT 'last'" }]);
  });

  test("what is not on record is not run", async () => {
    await psql(url, "REVOKE INSERT ON adhoc_log FROM onetbook_app");
    const { status, body } = await run("SELECT 1");
    await psql(url, "GRANT INSERT ON adhoc_log TO onetbook_app");
    expect(status).toBe(500);
    expect(JSON.stringify(body)).not.toContain("adhoc_log");
    expect((await run("SELECT 1")).status).toBe(200);
  });

  test("a client that goes away cancels its statement in PostgreSQL, and may run another", async () => {
    const who = somebody();
    const client = new AbortController();
    const response = send(JSON.stringify({ text: ENDLESS }), who, client.signal);
    await vi.waitFor(async () => expect(await active()).toBe(1), 5_000);
    const second = await run("SELECT 1", who);
    expect(second.status).toBe(429);
    expect(second.headers.get("Retry-After")).toBe("2");
    expect(second.body.error.message).toContain("still running");
    expect((await run("SELECT 1")).status).toBe(200); // somebody else
    client.abort();
    expect((await response).status).toBe(499);
    await vi.waitFor(async () => expect(await active()).toBe(0), 5_000);
    await vi.waitFor(async () =>
      expect(await psql(url, "SELECT outcome FROM adhoc_log WHERE text LIKE 'WITH RECURSIVE%'")).toEqual([
        { outcome: "ABORTED" },
      ]),
    );
    expect((await run("SELECT 1", who)).status).toBe(200);
  });

  test("a statement that is stopped in the server answers 503, as 408 would have Chromium send it again", async () => {
    const answer = run(ENDLESS);
    await vi.waitFor(async () => expect(await active()).toBe(1), 5_000);
    await psql(
      url,
      "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE usename = 'onetbook_adhoc' AND state = 'active'",
    );
    expect(await answer).toMatchObject({ status: 503, body: { error: { code: "57014" } } });
  });

  test.each([
    ["another content type", "SELECT 1", { "Content-Type": "text/plain" }, 415],
    ["a form", "text=SELECT+1", { "Content-Type": "application/x-www-form-urlencoded" }, 415],
    ["a type like ours", '{"text":"SELECT 1"}', { "Content-Type": "application/json-patch+json" }, 415],
    ["no JSON", "SELECT 1", {}, 400],
    ["JSON of another shape", '["SELECT 1"]', {}, 400],
    ["a text that is none", '{"text":1}', {}, 400],
    ["a key too many", '{"text":"SELECT 1","role":"owner"}', {}, 400],
    ["too much", JSON.stringify({ text: " ".repeat(140_000) }), {}, 413],
    ["another site", '{"text":"SELECT 1"}', { "Sec-Fetch-Site": "cross-site" }, 403],
  ])("%s is refused before anything is run or recorded", async (_, body, headers, status) => {
    const [before] = await psql(url, "SELECT count(*) FROM adhoc_log");
    const response = await send(body, headers as unknown as Record<string, string>);
    expect(response.status).toBe(status);
    expect((await response.json()).error.message).toMatch(/\w+ \w+/);
    expect(await psql(url, "SELECT count(*) FROM adhoc_log")).toEqual([before]);
  });

  test("a request without a page of ours behind it is refused", async () => {
    const init = { method: "POST", body: '{"text":"SELECT 1"}', headers: JSON_TYPE };
    expect((await app.request("http://here/api/sql", init)).status).toBe(403);
  });

  test("many statements at once wait for their turn and are all answered", async () => {
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, n) => run(`SELECT ${n} FROM onet.release`)),
    );
    expect(answers.map(({ body }) => body.rows)).toEqual(answers.map((_, n) => [[n]]));
  });

  test("the page gives the browser a cookie once, and names the release", async () => {
    const first = await app.request("/sql");
    expect(first.status).toBe(200);
    const cookie = first.headers.get("Set-Cookie")!.split(";")[0]!;
    const again = await app.request("/sql", { headers: { Cookie: cookie } });
    expect(again.headers.get("Set-Cookie")).toBeNull();
    const page = await again.text();
    expect(page).toMatch(/id="scratch" data-load-id="[0-9a-f-]{36}"/);
    expect(page).toContain('src="/assets/server/browser/scratch.ts"');
    expect(page).toContain('aria-current="page"');
  });
});

describe("where the login could do more than read", async () => {
  const server = await testPostgres(18);
  const HOLE = "GRANT INSERT ON public.sector TO onetbook_select";
  const SWAP = "UPDATE onet.release SET load_id = gen_random_uuid()"; // all of a swap that a check looks at
  const REASON = "ad-hoc SQL is off, as its login could do more than read: table write (sector INSERT)";

  async function serve() {
    const url = await freshDatabase(server);
    await loadDemonstration(url);
    const logins = await prepareDatabase(url);
    const db = readerAt(logins.readerUrl);
    const warnings: string[] = [];
    const log = pino({ level: "warn" }, { write: (line) => void warnings.push(JSON.parse(line).msg) });
    const restart = async () => {
      const scratch = scratchOf(db, await prepareDatabase(url), log);
      return createApp({ ...(await parts(db)), scratch });
    };
    return { url, restart, warnings };
  }

  const run = (app: Hono<AppEnvironment>) =>
    app.request("/api/sql", {
      method: "POST",
      body: '{"text":"SELECT 1"}',
      headers: { "Content-Type": "application/json", "Sec-Fetch-Site": "same-origin" },
    });

  async function expectOff(app: Hono<AppEnvironment>) {
    const response = await run(app);
    expect(response.status).toBe(503);
    expect((await response.json()).error.message).toContain(REASON);
    const page = await (await app.request("/sql")).text();
    expect(page).toContain(REASON);
    expect(page).not.toContain("scratch.ts");
  }

  test("a hole at the start turns it off, with its reason, and all else works", async () => {
    const { url, restart } = await serve();
    await psql(url, HOLE);
    const app = await restart();
    await expectOff(app);
    expect((await app.request("/")).status).toBe(200);
    expect(await psql(url, "SELECT FROM adhoc_log")).toEqual([]);
    await psql(url, "REVOKE INSERT ON public.sector FROM onetbook_select");
    expect((await run(await restart())).status).toBe(200);
  });

  test("a hole that a swap brings turns it off before anything is run; the next swap turns it on again", async () => {
    const { url, restart } = await serve();
    const app = await restart();
    expect((await run(app)).status).toBe(200);
    await psql(url, `${HOLE}; ${SWAP}`);
    await expectOff(app);
    await vi.waitFor(async () =>
      expect(await psql(url, "SELECT outcome FROM adhoc_log ORDER BY run_id")).toEqual([
        { outcome: "ok" },
        { outcome: "OFF" },
      ]),
    );
    await psql(url, `REVOKE INSERT ON public.sector FROM onetbook_select; ${SWAP}`);
    expect((await run(app)).status).toBe(200);
  });

  test("a schema of a release that was opened to other readers than it should is found", async () => {
    const { url, restart } = await serve();
    const app = await restart();
    await psql(url, `CREATE SCHEMA onet_new; GRANT USAGE ON SCHEMA onet_new TO onetbook_select; ${SWAP}`);
    expect((await (await run(app)).json()).error.message).toContain("schema USAGE (onet_new)");
  });

  test("requests at once share one check, and one that failed is made again", async () => {
    const { url, restart, warnings } = await serve();
    const app = await restart();
    await psql(url, `${HOLE}; REVOKE SELECT ON pg_db_role_setting FROM onetbook_trusted`);
    expect((await app.request("/sql")).status).toBe(500);
    await psql(url, "GRANT SELECT ON pg_db_role_setting TO onetbook_trusted");
    const pages = await Promise.all(Array.from({ length: 6 }, () => app.request("/sql")));
    expect(pages.map(({ status }) => status)).toEqual(Array(6).fill(200));
    expect(warnings).toEqual([expect.stringContaining(REASON)]);
  });
});

test("before the first release there is nothing to run on", async () => {
  const server = await testPostgres(18);
  const logins = await prepareDatabase(await freshDatabase(server));
  const db = readerAt(logins.readerUrl);
  const app = createApp({ ...(await parts(db)), scratch: scratchOf(db, logins) });
  const init = {
    method: "POST",
    body: '{"text":"SELECT 1"}',
    headers: { "Content-Type": "application/json", "Sec-Fetch-Site": "none" },
  };
  const response = await app.request("/api/sql", init);
  expect(response.status).toBe(503);
  expect((await response.json()).error.message).toContain("no release is live yet");
  expect((await app.request("/sql")).status).toBe(503);
});
