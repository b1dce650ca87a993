import { describe, expect, test } from "vitest";
import { createApp } from "../../server/app.ts";
import { readQueryFiles } from "../../sql/query-file.ts";
import { hasChromium, openChromium } from "../chromium.ts";
import { freshDatabase, psql, testPostgres } from "../postgres.ts";
import { axeViolations, openPage, serve } from "./browsed.ts";
import { loadDemonstration, parts, reader } from "./served.ts";

interface SchemaJson {
  release: { release: string; load_id: string };
  tables: {
    schema: string;
    name: string;
    kind: string;
    comment: string | null;
    columns: { name: string; type: string; comment: string | null }[];
  }[];
}

describe("the schema of the live release", async () => {
  const server = await testPostgres(18);
  const database = await freshDatabase(server);
  await loadDemonstration(database);
  await psql(
    database,
    `INSERT INTO public.sector (name) VALUES ('<img src=x onerror=alert(1)>');
     CREATE VIEW app."Odd ""name"" 100% / <b>?" AS SELECT 1 AS "col <i>", NULL::text AS nothing, '{"a": "<u>"}'::jsonb AS json;
     COMMENT ON VIEW app."Odd ""name"" 100% / <b>?" IS 'A <b>bold</b> comment';
     GRANT SELECT ON app."Odd ""name"" 100% / <b>?" TO onetbook_select`,
  );
  const app = createApp(await parts(await reader(database), await readQueryFiles()));

  const get = async (path: string) => (await app.request(path)).text();
  const readJson = async () => (await (await app.request("/api/schema.json")).json()) as SchemaJson;

  test("what readers may read is listed with its kind, rows and meaning, and nothing private is", async () => {
    const html = await get("/schema");
    const [counted] = await psql<{ count: string }>(database, "SELECT count(*) FROM onet.occupation_data");
    expect(html).toMatch(
      new RegExp(
        `/schema/onet\\.occupation_data".{0,200}>${counted!.count} rows<.{0,80}Every occupation`,
        "s",
      ),
    );
    expect(html).toContain('href="/schema/app.skill_rating"');
    for (const name of ["public.skills_assessment", "public.annotation_history", "pgmigrations", "onet_old"])
      expect(html).not.toContain(name);
    expect(html).toContain("A &lt;b&gt;bold&lt;/b&gt; comment");
  });

  test("the list is searched without JavaScript, by column too", async () => {
    const html = await get("/schema?q=SVP_range");
    expect(html).toMatch(/<li data-text="onet\.job_zone_reference[^>]*"><div/);
    expect(html).toMatch(/<li data-text="onet\.job_zones[^>]*" hidden/);
  });

  test("the JSON names each table once, with its kind and its columns' types and meaning", async () => {
    const { tables, release } = await readJson();
    expect(release.load_id).toBeTruthy();
    const names = tables.map(({ schema, name }) => `${schema}.${name}`);
    expect(new Set(names).size).toBe(names.length);
    const skills = tables.find(({ name }) => name === "essential_skills")!;
    expect(skills).toMatchObject({ schema: "onet", kind: "table" });
    expect(skills.columns[0]).toMatchObject({ name: "onetsoc_code", type: "character(10)" });
    expect(skills.columns[0]!.comment).toContain("Occupation code");
    const [release_row] = await psql<{ bridges: string[] }>(database, "SELECT bridges FROM onet.release");
    const bridges = tables.filter(({ kind }) => kind === "bridge").map(({ name }) => name);
    expect(bridges.sort()).toEqual(release_row!.bridges.sort());
    expect(tables.find(({ schema }) => schema === "app")!.kind).toBe("view");
  });

  test("the JSON is not sent again while nothing has changed, and is when a table has", async () => {
    const first = await app.request("/api/schema.json");
    const tag = first.headers.get("ETag")!;
    const again = { headers: { "If-None-Match": `W/${tag}` } };
    expect((await app.request("/api/schema.json", again)).status).toBe(304);
    await psql(database, "COMMENT ON COLUMN public.sector.name IS 'What it is called.'");
    expect((await app.request("/api/schema.json", again)).status).toBe(200);
  });

  test("a table's page has its columns, keys out and in, indexes, first rows and readers", async () => {
    const html = await get("/schema/onet.essential_skills");
    expect(html).toMatch(/<code>data_value<\/code>.*numeric\(5,2\)/s);
    expect(html).toContain('href="/schema/onet.occupation_data"');
    expect(html).toMatch(/btree \(onetsoc_code, element_id, scale_id\)/);
    expect(html).toContain('href="/queries/skill-gap"');
    expect(html.match(/<td>[\d]{2}-\d{4}\.\d\d<\/td>/g)).toHaveLength(20);
    expect(await get("/schema/onet.occupation_data")).toMatch(
      /Referred to by.*href="\/schema\/public\.occupation"/s,
    );
    expect(await get("/schema/public.program_occupation")).toContain('<span class="badge">key</span>');
    // Who refers to it is private.
    expect(await get("/schema/public.program")).not.toContain("skills_assessment");
  });

  test("a view shows its definition in full names, and the queries that name it", async () => {
    const html = await get("/schema/app.occupation_profile");
    expect(html).toContain('<span class="sql-keyword">JOIN</span> public.occupation');
    expect(html).toContain('href="/queries/annotated-occupations"');
    const { tables } = await readJson();
    const bridge = tables.find(({ kind }) => kind === "bridge")!;
    expect(await get(`/schema/onet.${bridge.name}`)).toContain('<span class="badge">bridge</span>');
  });

  test("names and values with markup and quotes are only text", async () => {
    const [, path] = /href="([^"]*Odd[^"]*)"/.exec(await get("/schema"))!;
    const html = await get(path!);
    expect(html).toContain("Odd &quot;name&quot; 100% / &lt;b&gt;?");
    expect(html).toContain("col &lt;i&gt;");
    expect(html).toContain("{&quot;a&quot;:&quot;&lt;u&gt;&quot;}");
    expect(await get("/schema/public.sector")).toContain("&lt;img src=x onerror=alert(1)&gt;");
  });

  test("what is unknown or private is not found", async () => {
    for (const name of [
      "onet.nothing",
      "public.skills_assessment",
      "pg_catalog.pg_class",
      'onet."release"',
      "onet.release; DROP TABLE x",
      "..%2fpackage",
      "%",
    ])
      expect((await app.request(`/schema/${encodeURI(name)}`)).status).toBe(404);
  });

  test("a view that can't be read says why on its page", async () => {
    await psql(
      database,
      "CREATE VIEW app.failing AS SELECT 1 / (random() * 0)::int AS x; GRANT SELECT ON app.failing TO onetbook_select",
    );
    expect(await get("/schema/app.failing")).toContain(
      "The first rows can&#39;t be shown: division by zero.",
    );
  });

  describe.runIf(hasChromium)("in a browser", async () => {
    if (!hasChromium) return;
    const url = await serve(database);
    const browser = await openChromium();

    test("the list is filtered while one types", async () => {
      const { page, complaints } = await openPage(browser, `${url}/schema`);
      await page.locator("#q").fill("job zone reference");
      expect(await page.locator("#entries li:visible a").allTextContents()).toEqual(["job_zone_reference"]);
      await page.keyboard.press("Enter");
      await page.keyboard.press("Enter");
      await page.waitForURL("**/schema/onet.job_zone_reference");
      expect(complaints).toEqual([]);
    });

    test("axe-core finds nothing serious, in light and dark", async () => {
      for (const path of ["/schema", "/schema/onet.essential_skills", "/schema/app.occupation_profile"]) {
        const { page, complaints } = await openPage(browser, url + path);
        expect(await axeViolations(page)).toEqual([]);
        expect(complaints).toEqual([]);
      }
    });

    test("a narrow window needs no sideways scrolling", async () => {
      const { page } = await openPage(browser, `${url}/schema/onet.essential_skills`, 360);
      const [wide, main] = await page.evaluate(() => [
        document.querySelector("main")!.scrollWidth,
        document.querySelector("main")!.clientWidth,
      ]);
      expect(wide).toBe(main);
    });
  });
});
