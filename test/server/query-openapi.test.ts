import { expect, test } from "vitest";
import { z } from "zod";
import { createApp } from "../../server/app.ts";
import { describeQuery } from "../../server/query-shape.ts";
import { parseQueryFile, readQueryFiles } from "../../sql/query-file.ts";
import { freshDatabase, psql, testPostgres } from "../postgres.ts";
import { loadDemonstration, parts, reader } from "./served.ts";

const server = await testPostgres(18);
const url = await freshDatabase(server);
await loadDemonstration(url);
const db = await reader(url);
const made = await Promise.all([
  parseQueryFile(
    "kinds",
    "kinds.sql",
    `/* ---
params:
  codes: { example: ['11-1011.00', '29-1141.00'], maxItems: 3 }
  top: { default: 3 }
  day: { optional: true, example: '2026-01-31' }
  exact: { optional: true }
  sort: { optional: true, doc: its own }
--- */
SELECT c AS code, :top::int AS top, :day::date AS day, :exact::boolean AS exact, :sort::text AS sort
FROM pg_catalog.unnest(:codes::text[]) AS c`,
  ),
  parseQueryFile("gone", "gone.sql", "SELECT * FROM onet.never_published"),
  parseQueryFile("secret", "secret.sql", "/* ---\nroles: [staff]\n--- */\nSELECT 1 AS one"),
]);
const app = createApp(await parts(db, [...(await readQueryFiles()), ...made]));

interface Parameter {
  name: string;
  in: string;
  required: boolean;
  schema: Record<string, unknown>;
  example?: unknown;
}
interface Operation {
  operationId: string;
  parameters: Parameter[];
  responses: Record<string, { content?: Record<string, { schema?: Record<string, unknown> }> }>;
}
interface Document {
  openapi: string;
  info: { version: string };
  paths: Record<string, { get: Operation }>;
  components: { schemas: Record<string, unknown> };
}
const answer = await app.request("/api/openapi.json");
const document = (await answer.json()) as Document;
const operations = Object.entries(document.paths).map(([path, { get }]) => ({ path, ...get }));

/** A validator of one schema of the document, with what it refers to. */
function validator(schema: Record<string, unknown>): z.ZodType {
  const local = JSON.stringify({ ...schema, $defs: document.components.schemas });
  return z.fromJSONSchema(JSON.parse(local.replaceAll("#/components/schemas/", "#/$defs/")));
}

/** What a generated client does: builds the address from the document alone. */
function addressOf(path: string, parameters: Parameter[]): string {
  const search = new URLSearchParams();
  for (const { name, example } of parameters)
    for (const value of [example ?? []].flat()) search.append(name, String(value));
  return `${path}?${search}`;
}

test("the document is OpenAPI 3.1 of the live release, with every public query that works on it in every format", async () => {
  expect(answer.headers.get("X-Onet-Release")).toBe("0.1");
  expect(document).toMatchObject({ openapi: "3.1.0", info: { version: "0.1" } });
  const names = (await readQueryFiles()).map(({ name }) => name);
  const expected = [...names, "kinds"].flatMap((name) =>
    ["json", "csv", "ndjson", "parquet"].map((extension) => `/api/queries/${name}.${extension}`),
  );
  expect(operations.map(({ path }) => path)).toEqual(expected);
  const ids = operations.map(({ operationId }) => operationId);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { parameters } of operations) {
    expect(new Set(parameters.map(({ name }) => name)).size).toBe(parameters.length);
    for (const parameter of parameters) {
      expect(parameter).toMatchObject({
        in: "query",
        required: expect.any(Boolean),
        schema: expect.any(Object),
      });
      if (parameter.example !== undefined) validator(parameter.schema).parse(parameter.example);
    }
  }
  const pointers = [...JSON.stringify(document).matchAll(/"#\/components\/(\w+)\/(\w+)"/g)];
  expect(pointers.length).toBeGreaterThan(0);
  for (const [, kind, name] of pointers) expect(document.components).toHaveProperty([kind!, name!]);
});

test("what the document promises is what is answered", async () => {
  for (const { path, parameters, responses } of operations) {
    const reply = await app.request(addressOf(path, parameters));
    expect([path, reply.status]).toEqual([path, 200]);
    expect(reply.headers.get("X-Onet-Release")).toBe("0.1");
    const [[type, { schema }]] = Object.entries(responses[200]!.content!) as [
      [string, { schema: Record<string, unknown> }],
    ];
    expect(reply.headers.get("Content-Type")?.split(";")[0]).toBe(type);
    if (!path.endsWith(".json")) await reply.arrayBuffer();
    else expect([path, validator(schema).safeParse(await reply.json()).error]).toEqual([path, undefined]);
  }
});

test("a row that breaks the promise would be noticed", () => {
  const schema =
    document.paths["/api/queries/kinds.json"]!.get.responses[200]!.content!["application/json"]!.schema!;
  const row = { code: "x", top: 3, day: null, exact: null, sort: null };
  const body = (rows: unknown[]) => ({
    query: "kinds",
    release: { release: "0.1", label: "", synthetic: true, load_id: "" },
    params: {},
    columns: [],
    rows,
    truncated: false,
  });
  expect(validator(schema).safeParse(body([row])).success).toBe(true);
  for (const wrong of [{ ...row, top: "3" }, { ...row, top: 3.5 }, { ...row, more: 1 }, { code: "x" }])
    expect(validator(schema).safeParse(body([wrong])).success).toBe(false);
});

test("problems are answered as the document says", async () => {
  const problem = await app.request("/api/queries/kinds.json");
  expect(problem.status).toBe(400);
  const schema = document.components.schemas.Problem as Record<string, unknown>;
  expect(validator(schema).safeParse(await problem.json()).success).toBe(true);
});

test.each([
  ["codes=a&top=x", "top: must be a number"],
  ["codes=a&top=1.5", "top: must be a whole number"],
  ["codes=a&top=99999999999", "top: must be 2147483647 or less"],
  ["codes=a&day=31.1.2026", "day: must be a date like 2026-01-31"],
  ["codes=a&exact=yes", "exact: must be true or false"],
  ["codes=a,b,c,d", "codes: must be 3 values or less"],
  ["codes=%00", "codes: holds a NUL character"],
])("?%s is refused by the type that PostgreSQL gives the parameter", async (search, message) => {
  const { error } = await (await app.request(`/api/queries/kinds.json?${search}`)).json();
  expect(error).toMatchObject({ message, path: message.split(":")[0] });
});

test("a list is separated by commas or given several times; a query's own sort is its own", async () => {
  const rows = async (search: string) =>
    (await (await app.request(`/api/queries/kinds.json?${search}`)).json()).rows;
  const both = [
    { code: "a", top: 3, day: null, exact: null, sort: "mine" },
    { code: "b", top: 3, day: null, exact: null, sort: "mine" },
  ];
  expect(await rows("codes=a,b&sort=mine")).toEqual(both);
  expect(await rows("codes=a&codes=b&sort=mine")).toEqual(both);
});

test("a query that the live release has no data for says so", async () => {
  const gone = await app.request("/api/queries/gone.csv");
  expect(gone.status).toBe(404);
  expect((await gone.json()).error.message).toBe(
    'gone does not work on release 0.1: relation "onet.never_published" does not exist',
  );
});

test("the index lists the public queries with their parameters and addresses", async () => {
  const { queries } = await (await app.request("/api/queries")).json();
  expect(queries.map(({ name }: { name: string }) => name)).not.toContain("secret");
  expect(queries.find(({ name }: { name: string }) => name === "skill-gap")).toMatchObject({
    title: "Skill gap between two occupations",
    params: { scale: { enum: ["LV", "IM"], default: "LV" } },
    urls: { parquet: "/api/queries/skill-gap.parquet" },
  });
});

test("a query that was accepted as broken by the live release promises nothing of its columns", async () => {
  const [skillGap] = (await readQueryFiles()).filter(({ name }) => name === "skill-gap");
  const promised = async () =>
    (await describeQuery(db, skillGap!)).columns.filter(({ nullable }) => !nullable).map(({ name }) => name);
  expect(await promised()).toContain("element_name");
  await psql(url, "UPDATE release_log SET accepted = '{skill-gap}'");
  expect(await promised()).toEqual([]);
  await psql(url, "UPDATE release_log SET accepted = '{}'");
});
