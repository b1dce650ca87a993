import { HTTPException } from "hono/http-exception";
import { expect, test, vi } from "vitest";
import { createApp } from "../../server/app.ts";
import { toProblem } from "../../server/errors.ts";
import { prepareDatabase } from "../../sql/prepare-database.ts";
import { parseQueryFile } from "../../sql/query-file.ts";
import { freshDatabase, psql, testPostgres } from "../postgres.ts";
import { loadDemonstration, parts, reader, readerAt } from "./served.ts";

const server = await testPostgres(18);
const url = await freshDatabase(server);
await loadDemonstration(url);
const db = await reader(url);
const app = createApp(await parts(db));

async function ask(path: string, to = app) {
  const response = await to.request(`/api/queries/${path}`);
  return { status: response.status, headers: response.headers, body: await response.json() };
}

/** An app that serves one query with this text, named "made". */
async function appWith(sql: string, from = db) {
  return createApp(await parts(from, [await parseQueryFile("made", "made.sql", sql)]));
}

test("a query answers with its rows, the release they are from and the parameters, defaults filled in", async () => {
  const { status, headers, body } = await ask("skill-gap.json?from=31-1131.00&to=29-1141.00");
  expect(status).toBe(200);
  expect(headers.get("X-Onet-Release")).toBe("0.1");
  expect(headers.get("Cache-Control")).toBe("public, no-cache, no-transform");
  expect(body).toMatchObject({
    query: "skill-gap",
    release: { release: "0.1", synthetic: true, label: expect.stringContaining("Synthetic") },
    params: { from: "31-1131.00", to: "29-1141.00", scale: "LV" },
  });
  expect(body.rows.length).toBeGreaterThan(30);
  expect(body.rows[0]).toMatchObject({ element_name: expect.any(String), from_value: expect.any(Number) });
});

test.each([
  ["an unknown query", "nothing.json", 404, 'no query is called "nothing"; there are '],
  ["a path", "..%2Fviews%2Fskill_rating.json", 404, "no query is called"],
  ["a name that every object has", "constructor.json", 404, "no query is called"],
  [
    "an unknown parameter",
    "skill-gap.json?from=31-1131.00&too=x",
    400,
    "too: skill-gap has no such parameter, only from, to, scale (and sort, limit, offset)",
  ],
  [
    "any parameter where there are none",
    "occupations.json?x=1",
    400,
    "x: occupations takes no parameters (only sort, limit, offset)",
  ],
  ["a missing one", "skill-gap.json?from=31-1131.00", 400, "to: missing"],
  ["an empty one", "skill-gap.json?from=31-1131.00&to=", 400, "to: missing"],
  ["two missing", "skill-gap.json", 400, /from: missing.*; to: missing/],
  ["a wrong pattern", "skill-gap.json?from=x&to=29-1141.00", 400, "from: must look like"],
  [
    "a value that is not listed",
    "skill-gap.json?from=31-1131.00&to=29-1141.00&scale=XX",
    400,
    "scale: must be one of LV, IM",
  ],
  ["one given twice", "skill-gap.json?from=31-1131.00&from=31-1131.00", 400, "from: given twice"],
])("%s is refused with what is known", async (_, path, status, message) => {
  const answer = await ask(path);
  expect(answer.status).toBe(status);
  expect(answer.headers.get("Cache-Control")).toBe("no-store");
  expect(answer.body.error.message).toMatch(message);
});

test("numbers are checked against their bounds, and what is optional is null", async () => {
  const made = await appWith(`/* ---
params:
  top: { min: 1, max: 50, default: 10 }
  title: { optional: true, maxLength: 5 }
--- */
SELECT :top::int AS top, :title::text AS title`);
  expect((await ask("made.json", made)).body.rows).toEqual([{ top: 10, title: null }]);
  expect((await ask("made.json?top=7&title=x", made)).body.rows).toEqual([{ top: 7, title: "x" }]);
  expect((await ask("made.json?top=51", made)).body.error.message).toBe("top: must be 50 or less");
  expect((await ask("made.json?top=0", made)).body.error.message).toBe("top: must be 1 or more");
  expect((await ask("made.json?top=many", made)).body.error.message).toBe("top: must be a number");
  expect((await ask("made.json?title=longer", made)).body.error.message).toBe(
    "title: must be 5 characters or less",
  );
});

test("a query for other roles than the public is as good as unknown", async () => {
  const made = await appWith("/* ---\nroles: [staff]\n--- */\nSELECT 1 AS one");
  expect((await ask("made.json", made)).status).toBe(404);
});

test("a failing query answers 500 with a request id and no word from the database", async () => {
  const { status, headers, body } = await ask("made.json", await appWith("SELECT 1 / 0 AS one"));
  expect(status).toBe(500);
  expect(body).toEqual({
    error: {
      message: "an error on our side; it was logged",
      request_id: headers.get("X-Request-Id"),
    },
  });
});

/** Backends that run a statement with this text. */
const running = (text: string) =>
  `FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%${text}%' AND pid <> pg_backend_pid()`;
const isRunning = async (text: string, count: number) =>
  expect(await psql(url, `SELECT count(*)::int AS count ${running(text)}`)).toEqual([{ count }]);

test("a client that goes away cancels its query", async () => {
  const made = await appWith("SELECT pg_sleep(60)::text AS slept");
  const client = new AbortController();
  const response = made.request(new Request("http://here/api/queries/made.json", { signal: client.signal }));
  await vi.waitFor(() => isRunning("pg_sleep(60)", 1), 5_000);
  client.abort();
  expect((await response).status).toBe(499);
  await vi.waitFor(() => isRunning("pg_sleep(60)", 0), 5_000);
});

test("a read that loses its connection is tried once more", async () => {
  const answer = ask("made.json", await appWith("SELECT pg_sleep(1.5)::text AS slept"));
  await vi.waitFor(() => isRunning("pg_sleep(1.5)", 1), 5_000);
  await psql(url, `SELECT pg_terminate_backend(pid) ${running("pg_sleep(1.5)")}`);
  expect((await answer).status).toBe(200);
});

test("a query that takes too long answers 503 and when to try again", async () => {
  const { readerUrl } = await prepareDatabase(url);
  const made = await appWith("SELECT pg_sleep(59)::text AS slept", readerAt(readerUrl, 1000));
  const { status, headers, body } = await ask("made.json", made);
  expect(status).toBe(503);
  expect(headers.get("Retry-After")).toBe("5");
  expect(body.error.message).toContain("took longer than the server allows");
});

test("an exception of the framework keeps its status and says its message", () => {
  expect(toProblem(new HTTPException(413, { message: "too large" }))).toMatchObject({
    status: 413,
    message: "too large",
  });
});
