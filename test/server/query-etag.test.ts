import { rmSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { afterAll, expect, test } from "vitest";
import { createApp } from "../../server/app.ts";
import { Editions, unchanged } from "../../server/editions.ts";
import { paged } from "../../server/query-page.ts";
import { prepareDatabase } from "../../sql/prepare-database.ts";
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
await prepareDatabase(url);
for (const folder of releases) await load(url, folder);
const db = await reader(url);
await psql(
  url,
  "INSERT INTO occupation (onet_code) SELECT onetsoc_code FROM onet.occupation_data ORDER BY 1 LIMIT 1",
);

const QUERIES = {
  titles: "SELECT title, description FROM onet.occupation_data",
  notes: "SELECT onetsoc_code, note, description FROM app.occupation_profile ORDER BY 1",
  through: "WITH occupation AS (SELECT * FROM app.occupation_profile) SELECT note FROM occupation",
  sectors: "SELECT name FROM public.sector ORDER BY 1",
  none: "SELECT title FROM onet.occupation_data WHERE title = ''",
  filtered:
    "/* ---\nparams:\n  title: { optional: true }\n--- */\nSELECT title FROM onet.occupation_data WHERE title = :title::text OR :title::text IS NULL",
  now: "SELECT now() AS now",
  today: "SELECT CURRENT_DATE AS today",
  constant: "SELECT 'today'::date AS today",
  random: "SELECT random() AS chance FROM onet.occupation_data",
  sampled: "SELECT title FROM onet.occupation_data TABLESAMPLE BERNOULLI (50)",
  catalogue: "SELECT relname FROM pg_catalog.pg_class",
  since:
    "/* ---\nparams: { day: { default: '2026-01-01' } }\n--- */\nSELECT title FROM onet.occupation_data WHERE :day::text::date > '2000-01-01'",
  steady:
    "SELECT concat(lower(title), ' ', round(1.5)) AS text, count(*) OVER () AS n FROM onet.occupation_data",
};
const queryFiles = () =>
  Promise.all(Object.entries(QUERIES).map(([name, sql]) => parseQueryFile(name, `${name}.sql`, sql)));
const app = createApp(await parts(db, await queryFiles()));
const get = (path: string, ifNoneMatch?: string) =>
  app.request(`/api/queries/${path}`, { headers: ifNoneMatch ? { "If-None-Match": ifNoneMatch } : {} });
const tagOf = async (path: string) =>
  (await app.request(`/api/queries/${path}`, { method: "HEAD" })).headers.get("ETag");

test("an answer that is known already is a 304 with the release and without a body", async () => {
  const tag = (await tagOf("notes.json"))!;
  expect(tag).toMatch(/^"[\w-]{27}"$/);
  for (const given of [tag, `"other", W/${tag}`, "*"]) {
    const again = await get("notes.json", given);
    expect([again.status, await again.text()]).toEqual([304, ""]);
    expect(again.headers.get("ETag")).toBe(tag);
    expect(again.headers.get("X-Onet-Release")).toBe("30.3");
  }
  expect((await get("notes.json", '"other"')).status).toBe(200);
});

test("a strong tag stands for these bytes: zipped JSON has its own, and downloads are as they are", async () => {
  const zipped = { "Accept-Encoding": "br;q=1, gzip" };
  const plain = await get("titles.json");
  const answer = await app.request("/api/queries/titles.json", { headers: zipped });
  expect(answer.headers.get("Content-Encoding")).toBe("gzip");
  expect([plain.headers.get("Vary"), answer.headers.get("Vary")]).toEqual([
    "Accept-Encoding",
    "Accept-Encoding",
  ]);
  const tag = answer.headers.get("ETag")!;
  expect(tag).not.toBe(plain.headers.get("ETag"));
  expect(gunzipSync(Buffer.from(await answer.arrayBuffer())).toString()).toBe(await plain.text());
  const again = await app.request("/api/queries/titles.json", {
    headers: { ...zipped, "If-None-Match": tag },
  });
  expect([again.status, again.headers.get("ETag")]).toEqual([304, tag]);
  for (const [path, encoding] of [
    ["titles.json", "gzip;q=0, identity"],
    ["titles.csv", "gzip"],
  ] as const) {
    const { headers } = await app.request(`/api/queries/${path}`, {
      headers: { "Accept-Encoding": encoding },
    });
    expect(headers.get("Content-Encoding")).toBeNull();
    expect(headers.get("ETag")).toBe(await tagOf(path));
  }
});

test("each format, parameter and page has a tag of its own, however they are written", async () => {
  const paths = [
    "filtered.json",
    "filtered.csv",
    "filtered.csv?excel=1",
    "filtered.ndjson",
    "filtered.parquet",
    "filtered.json?title=x",
    "filtered.json?sort=title",
    "filtered.json?sort=-title",
    "filtered.json?limit=1",
    "filtered.json?offset=1",
    "titles.json",
  ];
  const tags = await Promise.all(paths.map(tagOf));
  expect(new Set(tags).size).toBe(paths.length);
  expect(await tagOf("filtered.json?limit=1&title=x")).toBe(await tagOf("filtered.json?title=x&limit=1"));
  expect(await tagOf("filtered.json?title=")).toBe(tags[0]);
});

test.each([
  "UPDATE occupation SET note = 'edited'",
  "UPDATE sector SET name = name",
  "INSERT INTO sector (name) VALUES ('Health')",
  "BEGIN; TRUNCATE sector CASCADE; ROLLBACK; UPDATE sector SET description = 'x'",
])("after %s a query through a view has another tag, one of the release only has not", async (edit) => {
  const before = {
    notes: await tagOf("notes.json"),
    through: await tagOf("through.csv"),
    titles: await tagOf("titles.json"),
  };
  await psql(url, edit);
  expect(await tagOf("notes.json")).not.toBe(before.notes);
  expect(await tagOf("through.csv")).not.toBe(before.through);
  expect((await get("notes.json", before.notes!)).status).toBe(200);
  expect((await get("titles.json", before.titles!)).status).toBe(304);
});

test("an edit of other tables changes no tag", async () => {
  const before = await tagOf("sectors.json");
  await psql(
    url,
    "UPDATE occupation SET note = 'elsewhere'; INSERT INTO institution (name) VALUES ('College')",
  );
  expect(await tagOf("sectors.json")).toBe(before);
});

test("an edit that is not committed, or undone, changes no tag", async () => {
  const before = await tagOf("notes.json");
  await psql(url, "BEGIN; UPDATE occupation SET note = 'undone'; ROLLBACK");
  expect((await get("notes.json", before!)).status).toBe(304);
});

test("a swap changes every tag, also a revert to a release that was live before", async () => {
  const names = ["titles.json", "notes.json", "sectors.csv", "filtered.parquet"];
  const newest = await Promise.all(names.map(tagOf));
  await revert(url);
  expect((await get("titles.json")).headers.get("X-Onet-Release")).toBe("29.2");
  for (const [i, name] of names.entries()) {
    const answer = await get(name, newest[i]!);
    expect(answer.status).toBe(200);
    await answer.text();
  }
  const previous = await Promise.all(names.map(tagOf));
  await revert(url);
  const again = await get("titles.json", newest[0]!);
  expect([again.status, again.headers.get("X-Onet-Release")]).toEqual([200, "30.3"]);
  expect((await again.json()).rows[0].description).toContain("<30.3>");
  const tags = await Promise.all(names.map(tagOf));
  expect(new Set([...newest, ...previous, ...tags]).size).toBe(3 * names.length);
});

test.each([
  "now",
  "today",
  "constant",
  "random",
  "sampled",
  "catalogue",
])("a query whose rows may change by themselves is never cached: %s", async (name) => {
  const answer = await get(`${name}.json`, "*");
  expect([answer.status, answer.headers.get("ETag")]).toEqual([200, null]);
  expect(answer.headers.get("Cache-Control")).toBe("no-store, no-transform");
});

test("a parameter that names a moment makes no tag", async () => {
  expect(await tagOf("since.json")).not.toBeNull();
  expect(await tagOf("since.json?day=today")).toBeNull();
});

test("functions that depend on their arguments only do not hinder caching", async () => {
  expect(await tagOf("steady.json")).not.toBeNull();
});

test("a client that keeps asking while annotations are edited never keeps what is stale", async () => {
  let stop = false;
  const edits = (async () => {
    for (let i = 0; !stop; i++) await psql(url, `UPDATE occupation SET note = 'edit ${i}'`);
  })();
  let kept: { tag: string; body: string } | undefined;
  for (let asked = 0; asked < 60; asked++) {
    const answer = await get("notes.json", kept?.tag);
    if (answer.status === 200) kept = { tag: answer.headers.get("ETag")!, body: await answer.text() };
  }
  stop = true;
  await edits;
  const last = await get("notes.json", kept?.tag);
  if (last.status === 200) kept = { tag: last.headers.get("ETag")!, body: await last.text() };
  const [row] = await psql<{ note: string }>(url, "SELECT note FROM occupation");
  expect(kept!.body).toContain(`"note":"${row!.note}"`);
});

test("while releases are swapped every answer is of the release that it names, and a 304 of the live one", async () => {
  let isOver = false;
  const swaps = revert(url)
    .then(() => revert(url))
    .finally(() => {
      isOver = true;
    });
  const wrong: string[] = [];
  const seen = new Set<string>();
  const ask = async (path: string) => {
    let tag: string | undefined;
    while (!isOver) {
      const answer = await get(path, tag);
      const release = answer.headers.get("X-Onet-Release")!;
      const body = await answer.text();
      seen.add(`${path} ${release}`);
      if (answer.status !== 200 && answer.status !== 304) wrong.push(`${path}: ${answer.status} ${body}`);
      const marks = [...body.matchAll(/<([\d.]+)>/g)].map(([, mark]) => mark);
      if (answer.status === 200 && (!marks.length || marks.some((mark) => mark !== release)))
        wrong.push(`${path}: ${release}, but ${new Set(marks).size} marks`);
      tag = answer.headers.get("ETag")!;
    }
  };
  const paths = ["notes.json", "titles.json", "titles.csv", "notes.ndjson"];
  await Promise.all([...paths, ...paths].map(ask));
  await swaps;
  expect(wrong).toEqual([]);
  expect(seen.size).toBe(8);
});

test("rows prove themselves; only no rows, or a function that may answer otherwise, need a look at what is live", async () => {
  const texts: string[] = [];
  const watched = new Proxy(db, {
    get(target, key) {
      const member: unknown = Reflect.get(target, key);
      if (typeof member !== "function") return member;
      return (first: string | { text: string }, ...others: unknown[]) => {
        if (key === "query" || key === "texts") texts.push(typeof first === "string" ? first : first.text);
        return member.call(target, first, ...others);
      };
    },
  });
  const app = createApp(await parts(watched, await queryFiles()));
  const statements = async (path: string) => {
    texts.length = 0;
    const answer = await app.request(`/api/queries/${path}`);
    return [answer.status, texts.length];
  };
  for (const name of ["notes", "none", "random"]) await app.request(`/api/queries/${name}.json`);
  expect(await statements("notes.json")).toEqual([200, 1]);
  await psql(url, "INSERT INTO institution (name) VALUES ('of another table')");
  expect(await statements("notes.json")).toEqual([200, 1]);
  // The edit is met as no rows, looked at, and read.
  await psql(url, "UPDATE occupation SET note = 'newest'");
  expect(await statements("notes.json")).toEqual([200, 3]);
  expect(await statements("notes.json")).toEqual([200, 1]);
  expect(await statements("none.json")).toEqual([200, 2]);
  expect(await statements("random.json")).toEqual([200, 2]);
});

test("a statement under the condition of an edition has no rows once a swap came", async () => {
  const edition = await new Editions(db).now();
  const page = { sort: [], limit: 10, offset: 0 };
  const rows = () =>
    db.query(paged("SELECT title FROM onet.occupation_data", [], page, unchanged(edition, [])));
  expect((await rows()).length).toBeGreaterThan(0);
  await revert(url);
  expect(await rows()).toEqual([]);
  // The same release as before, and yet another edition.
  await revert(url);
  expect(await rows()).toEqual([]);
});
