import { rmSync } from "node:fs";
import { connect } from "node:net";
import { csvParse } from "d3-dsv";
import { parquetMetadata, parquetReadObjects, parquetSchema } from "hyparquet";
import { afterAll, expect, test, vi } from "vitest";
import { createApp } from "../../server/app.ts";
import { listen } from "../../server/listen.ts";
import { streamBody } from "../../server/query-stream.ts";
import { parseQueryFile } from "../../sql/query-file.ts";
import { load, revert } from "../loader/drive.ts";
import { writeMarkedRelease } from "../loader/marked-release.ts";
import { freshDatabase, psql, testPostgres } from "../postgres.ts";
import { parts, reader } from "./served.ts";

const server = await testPostgres(18);
const url = await freshDatabase(server);
const releases = [writeMarkedRelease("29.2", "old"), writeMarkedRelease("30.3", "new")];
afterAll(() => {
  for (const folder of releases) rmSync(folder, { recursive: true });
});
const db = await reader(url);
for (const folder of releases) await load(url, folder);

const QUERIES = {
  types: `SELECT * FROM (VALUES
    (1::int2, 2::int4, 9007199254740991::int8, 1.25::numeric(5,2), 0.1::float4, 0.2::float8, true, 'a,"b"'::text, '11-1011.00'::char(10),
     '2026-01-31'::date, '2026-01-31 12:00:00.123456'::timestamp, '2026-01-31 12:00:00.5+00'::timestamptz, '{"a": [1]}'::jsonb,
     'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid, ARRAY[1, NULL, 3], ARRAY['x', 'y,z']),
    (NULL, NULL, NULL, NULL, NULL, NULL, NULL, '', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}')
  ) AS v(small, whole, big, exact, single, double, yes, words, code, day, moment, instant, doc, id, numbers, list)`,
  formulas: `SELECT * FROM (VALUES ('=1+1', -5), ('+1', 6), ('@x', 7), (E'\\tx', 8), ('-x', 9), ('plain', 10)) AS v(words, number)`,
  many: "SELECT i, 'row ' || i AS words, i % 7 = 0 AS seventh FROM pg_catalog.generate_series(1, 45000) AS i",
  sorted:
    "SELECT i AS number, i % 3 AS rest FROM pg_catalog.generate_series(1, 9) AS i ORDER BY i -- in order",
  huge: "SELECT i FROM pg_catalog.generate_series(1, 100001) AS i",
  broken: "SELECT i, 10 / (350000 - i) AS quotient FROM pg_catalog.generate_series(1, 1000000) AS i",
  taken: `/* ---
params: { left_out: { optional: true } }
--- */
SELECT :words::text AS words, :list::text[] AS list, :number::numeric AS number, :day::date AS day, :left_out::int AS left_out, '$1' AS n`,
  slow: "SELECT i, pg_sleep(0.0005)::text AS slept FROM pg_catalog.generate_series(1, 1000000) AS i",
  released: "SELECT release, i FROM onet.release CROSS JOIN pg_catalog.generate_series(1, 24000) AS i",
};
const queries = await Promise.all(
  Object.entries(QUERIES).map(([name, sql]) => parseQueryFile(name, `${name}.sql`, sql)),
);
const app = createApp(await parts(db, queries));
const ask = (path: string, init?: RequestInit) => app.request(`/api/queries/${path}`, init);
const closing: (() => Promise<unknown>)[] = [];
afterAll(() => Promise.all(closing.map((close) => close())));
const address = await listen(app, { HOST: "127.0.0.1", PORT: 0 }, { add: (step) => void closing.push(step) });

/** Statements that this pool runs or has left open. */
const isBusy = (count: number) =>
  vi.waitFor(
    async () =>
      expect(
        await psql(
          url,
          "SELECT count(*)::int AS count FROM pg_stat_activity WHERE application_name = 'onetbook test' AND state <> 'idle'",
        ),
      ).toEqual([{ count }]),
    { timeout: 10_000, interval: 50 },
  );

test("CSV has a header, quotes where it must, and nothing for NULL", async () => {
  const answer = await ask("types.csv");
  expect(answer.headers.get("Content-Type")).toBe("text/csv; charset=utf-8; header=present");
  expect(answer.headers.get("Content-Disposition")).toBe('attachment; filename="types_onet-30.3.csv"');
  const text = await answer.text();
  expect(text.split("\n")).toEqual([
    "small,whole,big,exact,single,double,yes,words,code,day,moment,instant,doc,id,numbers,list",
    '1,2,9007199254740991,1.25,0.1,0.2,true,"a,""b""",11-1011.00,2026-01-31,2026-01-31T12:00:00.123456,2026-01-31T12:00:00.5+00:00,"{""a"": [1]}",a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11,"[1,null,3]","[""x"",""y,z""]"',
    ',,,,,,,"",,,,,,,,[]',
    "",
  ]);
});

test("CSV takes parameters of every kind as values, also hostile ones", async () => {
  const words = "'); DROP TABLE onet.occupation_data; -- $1 \\ \"";
  const search = new URLSearchParams({ words, list: "a,b", number: "1.5", day: "2026-01-31" });
  const text = await (await ask(`taken.csv?${search}&limit=1&sort=-words`)).text();
  expect(csvParse(text).slice()).toEqual([
    { words, list: '["a","b"]', number: "1.5", day: "2026-01-31", left_out: "", n: "$1" },
  ]);
});

test("CSV for spreadsheets disarms formulas and leaves numbers alone", async () => {
  const bytes = new Uint8Array(await (await ask("formulas.csv?excel=1")).arrayBuffer());
  expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  expect(new TextDecoder().decode(bytes)).toBe(
    "words,number\r\n'=1+1,-5\r\n'+1,6\r\n'@x,7\r\n'\tx,8\r\n'-x,9\r\nplain,10\r\n",
  );
  expect(await (await ask("formulas.csv")).text()).toContain("\n=1+1,-5\n");
  expect((await ask("formulas.csv?excel=yes")).status).toBe(400);
  expect((await ask("formulas.json?excel=1")).status).toBe(400);
});

test("NDJSON is the rows of the JSON answer", async () => {
  const lines = (await (await ask("types.ndjson")).text()).split("\n");
  expect(lines.pop()).toBe("");
  const { rows, columns } = await (await ask("types.json")).json();
  expect(lines.map((line) => JSON.parse(line))).toEqual(rows);
  expect(columns[3]).toEqual({ name: "exact", type: "numeric" });
});

test("Parquet keeps types and values, in row groups", async () => {
  const file = await (await ask("types.parquet")).arrayBuffer();
  const { rows } = await (await ask("types.json")).json();
  const [first, second] = await parquetReadObjects({ file });
  expect(first).toEqual({
    ...rows[0],
    big: 9007199254740991n,
    single: 0.1,
    day: new Date("2026-01-31"),
    moment: new Date("2026-01-31T12:00:00.123Z"),
    instant: new Date("2026-01-31T12:00:00.500Z"),
  });
  expect(second).toEqual({ ...rows[1], numbers: undefined }); // how hyparquet reads a list that is null
  const metadata = parquetMetadata(file);
  const kinds = parquetSchema(metadata).children.map(({ element }) => element.type ?? element.converted_type);
  expect(kinds.join(" ")).toBe(
    "INT32 INT32 INT64 DOUBLE DOUBLE DOUBLE BOOLEAN BYTE_ARRAY BYTE_ARRAY INT32 INT64 INT64 BYTE_ARRAY BYTE_ARRAY LIST LIST",
  );
  expect(metadata.key_value_metadata).toContainEqual({ key: "onet_release", value: "30.3" });

  const many = await (await ask("many.parquet")).arrayBuffer();
  expect(parquetMetadata(many).row_groups.map(({ num_rows }) => Number(num_rows))).toEqual([
    20000, 20000, 5000,
  ]);
  const all = await parquetReadObjects({ file: many });
  expect(all).toHaveLength(45_000);
  expect(all[44_999]).toEqual({ i: 45_000, words: "row 45000", seventh: false });
  const none = await (await ask("many.parquet?limit=0")).arrayBuffer();
  expect(await parquetReadObjects({ file: none })).toEqual([]);
});

test("rows are sorted, limited and left out by recorded columns", async () => {
  const numbers = async (page: string) =>
    (await (await ask(`sorted.json?${page}`)).json()).rows.map(({ number }: { number: number }) => number);
  expect(await numbers("sort=-number&limit=3")).toEqual([9, 8, 7]);
  expect(await numbers("sort=rest,-number&limit=4")).toEqual([9, 6, 3, 7]);
  expect(await numbers("offset=7")).toEqual([8, 9]);
  const csv = csvParse(await (await ask("sorted.csv?sort=rest&offset=1&limit=2")).text());
  expect(csv.map(({ rest }) => rest)).toEqual(["0", "0"]);
});

test.each([
  ["sort=colour", 'sort: there is no column "colour", only number, rest', "sort"],
  ['sort=number" DESC; --', 'sort: there is no column "number" DESC; --", only number, rest', "sort"],
  ["limit=-1", "limit: must be a whole number, 0 or more", "limit"],
  [
    "limit=100001",
    "limit: must be 100000 or less; .csv, .ndjson and .parquet give any number of rows",
    "limit",
  ],
  ["offset=x", "offset: must be a whole number, 0 or more", "offset"],
  ["colour=red", "colour: sorted takes no parameters (only sort, limit, offset)", "colour"],
])("?%s is refused with what is possible", async (page, message, path) => {
  const answer = await ask(`sorted.json?${page}`);
  expect(answer.status).toBe(400);
  expect((await answer.json()).error).toMatchObject({ message, path, request_id: expect.any(String) });
});

test("an unknown format is refused with those there are", async () => {
  const answer = await ask("sorted.xlsx");
  expect(answer.status).toBe(404);
  expect((await answer.json()).error.message).toBe(
    'sorted is not to be had as ".xlsx", only as .json, .csv, .ndjson, .parquet',
  );
});

test("JSON of too many rows says so and where the rest is", async () => {
  const { rows, truncated, all } = await (await ask("huge.json")).json();
  expect([rows.length, truncated, all]).toEqual([100_000, true, "/api/queries/huge.csv"]);
  expect((await (await ask(all.slice("/api/queries/".length))).text()).split("\n")).toHaveLength(100_003);
});

test("HEAD answers the headers of GET and leaves nothing open", async () => {
  const head = await ask("many.parquet", { method: "HEAD" });
  const get = await ask("many.parquet");
  await get.arrayBuffer();
  for (const name of ["ETag", "Content-Type", "X-Onet-Release", "Content-Disposition"])
    expect(head.headers.get(name)).toBe(get.headers.get(name));
  const overTheWire = await fetch(`${address}/api/queries/many.parquet`, { method: "HEAD" });
  // DuckDB downloads the whole file where no length is given.
  expect([overTheWire.status, overTheWire.headers.get("Content-Length")]).toEqual([200, null]);
  await isBusy(0);
});

test("a result that breaks in the middle is cut off, never ended", async () => {
  const { port } = new URL(address);
  const socket = connect(Number(port), "127.0.0.1");
  let received = "";
  socket.setEncoding("utf8").on("data", (text: string) => {
    received += text;
  });
  socket.write("GET /api/queries/broken.csv HTTP/1.1\r\nHost: here\r\n\r\n");
  await new Promise((closed) => socket.once("close", closed));
  expect(received).toMatch(/^HTTP\/1.1 200 /);
  expect(received).toContain("\n3000,0\n");
  expect(received).not.toContain("\r\n0\r\n\r\n");
  expect(received).not.toContain("Error");
  await expect(fetch(`${address}/api/queries/broken.csv`).then((answer) => answer.text())).rejects.toThrow(
    "terminated",
  );
  await isBusy(0);
});

test("what fails before the first row has a status of its own", async () => {
  expect((await ask("broken.csv?sort=i")).status).toBe(500);
  await isBusy(0);
});

test.each(["csv", "ndjson", "parquet"])("a client that leaves a .%s cancels its query", async (format) => {
  const client = new AbortController();
  const answer = fetch(`${address}/api/queries/slow.${format}`, { signal: client.signal });
  if (format !== "parquet") {
    const reader = (await answer).body!.getReader();
    await reader.read();
  } else await answer;
  await isBusy(1);
  client.abort();
  await answer.catch(() => {});
  await isBusy(0);
});

test("a body that nobody reads is let go with its client", async () => {
  const client = new AbortController();
  await app.request(new Request("http://here/api/queries/many.csv", { signal: client.signal }));
  await isBusy(1);
  client.abort();
  await isBusy(0);
});

test("a client that stops reading does not keep its download", async () => {
  async function* chunks() {
    for (;;) yield new Uint8Array(1000);
  }
  const ended = vi.fn(async () => {});
  const reader = streamBody(chunks(), new AbortController().signal, ended, 50).getReader();
  await reader.read();
  await vi.waitFor(() => expect(ended).toHaveBeenCalledOnce());
  await expect(reader.read()).rejects.toThrow("the client stopped reading");
});

test("more downloads than connections allow are told to come back", async () => {
  const client = new AbortController();
  const start = () => app.request(new Request("http://here/api/queries/many.csv", { signal: client.signal }));
  const running = await Promise.all([start(), start(), start(), start()]);
  expect(running.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  const fifth = await ask("many.csv");
  expect([fifth.status, fifth.headers.get("Retry-After")]).toEqual([503, "10"]);
  expect((await ask("sorted.json")).status).toBe(200);
  client.abort();
  await isBusy(0);
  const next = await ask("many.csv");
  expect(next.status).toBe(200);
  expect(csvParse(await next.text())).toHaveLength(45_000);
});

test("a download that a swap overtakes stays on its release to the end", async () => {
  const answer = await ask("released.csv");
  const before = answer.headers.get("X-Onet-Release")!;
  const reader = answer.body!.getReader();
  const decoder = new TextDecoder();
  let text = decoder.decode((await reader.read()).value, { stream: true });
  await revert(url);
  const after = await ask("released.ndjson?limit=1");
  expect(after.headers.get("X-Onet-Release")).not.toBe(before);
  for (let next = await reader.read(); !next.done; next = await reader.read())
    text += decoder.decode(next.value, { stream: true });
  const rows = csvParse(text);
  expect(rows).toHaveLength(24_000);
  expect(rows.filter(({ release }) => release !== before)).toEqual([]);
  expect(JSON.parse(await after.text()).release).toBe(after.headers.get("X-Onet-Release"));
});
