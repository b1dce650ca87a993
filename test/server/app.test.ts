import { expect, test } from "vitest";
import { createApp } from "../../server/app.ts";
import { freshDatabase, psql, testPostgres } from "../postgres.ts";
import { loadDemonstration, parts, reader, readerAt } from "./served.ts";

const server = await testPostgres(18);
const demonstration = await freshDatabase(server);
await loadDemonstration(demonstration);
const app = createApp(await parts(await reader(demonstration)));
const emptyApp = createApp(await parts(await reader(await freshDatabase(server))));
// Nothing listens on port 1.
const awayApp = createApp(await parts(readerAt("postgres://reader:secret@127.0.0.1:1/onetbook")));

test("the overview names the live release and says that it is synthetic", async () => {
  const response = await app.request("/");
  expect(response.status).toBe(200);
  expect(response.headers.get("X-Onet-Release")).toBe("0.1");
  expect(response.headers.get("Cache-Control")).toBe("no-cache");
  const page = await response.text();
  expect(page).toMatch(/^<!DOCTYPE html><html lang="en">/);
  expect(page).toMatch(/[\d,]{5,} in \d+ tables/);
  expect(page).toContain("Synthetic demonstration data.");
  expect(page).toContain("all numbers on this page are invented");
  expect(page).toContain("npm run onet -- load 30.3");
  expect(page).toContain('href="/notebooks/skill-gap"');
  for (const path of ["/notebooks", "/queries", "/sql", "/schema"]) expect(page).toContain(`href="${path}"`);
  expect(page).not.toContain("This page includes information from the O*NET");
});

test("a real release is named with its attribution, its predecessor, and no word of markup", async () => {
  const url = await freshDatabase(server);
  const db = await reader(url);
  await psql(
    url,
    `CREATE SCHEMA onet; CREATE SCHEMA onet_old;
     CREATE TABLE onet.release AS SELECT '29.2' AS release, '<script>February</script>' AS label, '/home/me/db.zip' AS source,
       false AS synthetic, gen_random_uuid() AS load_id, now() AS loaded_at, '{"skills": 3, "abilities": 4}'::jsonb AS rows,
       ARRAY['job_titles'] AS bridges, '{}'::text[] AS missing, '{}'::text[] AS warnings;
     INSERT INTO public.release_log (swap_id, action, load_id, release, label, source, sha256, synthetic, replaced, rows, annotations)
       SELECT gen_random_uuid(), 'load', load_id, release, label, source, '', false, '29.1', rows, '{}' FROM onet.release;
     GRANT USAGE ON SCHEMA onet TO onetbook_select; GRANT SELECT ON onet.release TO onetbook_select`,
  );
  const page = await (await createApp(await parts(db)).request("/")).text();
  expect(page).toContain(
    "This page includes information from the O*NET 29.2 Database by the U.S. Department of Labor",
  );
  expect(page).toContain("7 in 2 tables");
  expect(page).toContain("Release 29.1 is kept");
  expect(page).toContain("&lt;script&gt;February");
  expect(page).toContain("<dd>db.zip</dd>");
  expect(page).not.toContain("<script");
  expect(page).not.toContain("Synthetic");
});

test("before the first release the overview says how to load one, and a notebook answers 503", async () => {
  const home = await emptyApp.request("/");
  expect(home.status).toBe(200);
  expect(await home.text()).toContain("No release is live yet");
  const notebook = await emptyApp.request("/notebooks/skill-gap");
  expect(notebook.status).toBe(503);
  expect(await notebook.text()).toContain("npm run onet -- load 30.3");
});

test("while the database is away pages and queries answer 503 and when to try again, without its address", async () => {
  for (const path of ["/", "/notebooks/skill-gap", "/api/queries/occupations.json"]) {
    const response = await awayApp.request(path);
    expect([path, response.status]).toEqual([path, 503]);
    expect(response.headers.get("Retry-After")).toBe("5");
    expect(response.headers.get("Cache-Control")).toBe("no-store");
    const text = await response.text();
    expect(text).toMatch(/database does not answer/i);
    expect(text).not.toMatch(/127\.0\.0\.1|secret/);
  }
});

test("the notebook's page carries the load that its answers must come from", async () => {
  const page = await (await app.request("/notebooks/skill-gap")).text();
  const answer = await (await app.request("/api/queries/occupations.json")).json();
  expect(page).toContain(`data-load-id="${answer.release.load_id}"`);
  expect(page).toContain('src="/assets/notebooks/skill-gap.ts"');
});

test("healthz is ok while a release answers, and 503 with the reason otherwise", async () => {
  const answers = await Promise.all([app, emptyApp, awayApp].map((each) => each.request("/healthz")));
  expect(answers.map(({ status }) => status)).toEqual([200, 503, 503]);
  expect(answers.map(({ headers }) => headers.get("Cache-Control"))).toEqual([
    "no-store",
    "no-store",
    "no-store",
  ]);
  expect(await Promise.all(answers.map((answer) => answer.json()))).toMatchObject([
    { status: "ok", release: "0.1", synthetic: true },
    { status: "empty", reason: "no release is live yet" },
    { status: "unavailable", reason: expect.stringContaining("does not answer") },
  ]);
});

test("what is not there is a page for a person and JSON for a program", async () => {
  const page = await app.request("/nothing?<script>");
  expect(page.status).toBe(404);
  expect(await page.text()).toContain("Nothing is at /nothing.");
  const answer = await app.request("/api/nothing");
  expect(answer.status).toBe(404);
  expect(await answer.json()).toMatchObject({ error: { message: "nothing is at /api/nothing" } });
  expect((await app.request("/assets/../package.json")).status).toBe(404);
  expect((await app.request("/assets/%2e%2e/package.json")).status).toBe(404);
});

test("every answer carries the security headers and a request id of its own", async () => {
  const ofPages = /^default-src 'none'; script-src 'self'; style-src 'self' 'sha256-/;
  for (const [path, policy] of [
    ["/", ofPages],
    ["/nothing", ofPages],
    ["/healthz", ofPages],
    ["/favicon.svg", ofPages],
    ["/api/queries/occupations.json", /^default-src 'none'; frame-ancestors/],
    ["/api/queries/none.json", /^default-src 'none'; frame-ancestors/],
  ] as const) {
    const { headers } = await app.request(path, { headers: { "X-Request-Id": "forged" } });
    expect(headers.get("Content-Security-Policy")).toMatch(policy);
    expect(headers.get("Content-Security-Policy")).toContain("frame-ancestors 'none'");
    expect(headers.get("Content-Security-Policy")).not.toContain("unsafe");
    expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
    expect(headers.get("Referrer-Policy")).toBe("same-origin");
    expect(headers.get("X-Request-Id")).toMatch(/^[0-9a-f-]{36}$/);
  }
});

test("no page builds a link from the Host header", async () => {
  const response = await app.request("/", {
    headers: { Host: "evil.example", "X-Forwarded-Host": "evil.example" },
  });
  expect(await response.text()).not.toContain("evil.example");
});

test("a notebook's page has its prose and places for its cells; one that nobody wrote is not found", async () => {
  const page = await (await app.request("/notebooks/skill-gap")).text();
  expect(page).toContain('<script type="module" src="/assets/notebooks/skill-gap.ts">');
  expect(page).toMatch(/<section class="cell"[^>]*data-state="done"><h1>Skill gap<\/h1><\/section>/);
  expect(page).toMatch(
    /<section class="cell"[^>]*data-title="Chart"[^>]*data-state="pending"[^>]*><\/section>/,
  );
  expect((await app.request("/notebooks/no-such")).status).toBe(404);
  expect(await (await app.request("/notebooks")).text()).toContain(
    '<a class="tile" href="/notebooks/skill-gap"><strong>Skill gap</strong><span>Of two occupations.</span></a>',
  );
});

test("what is live is told to pages that ask", async () => {
  const response = await app.request("/api/release");
  expect(await response.json()).toMatchObject({
    release: "0.1",
    synthetic: true,
    load_id: expect.any(String),
  });
  expect(response.headers.get("Cache-Control")).toBe("no-store");
  expect((await emptyApp.request("/api/release")).status).toBe(503);
});
