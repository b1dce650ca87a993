import sql from "sql-template-tag";
import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { loadCatalog } from "../../sql/catalog.ts";
import { Database } from "../../sql/client.ts";
import { describe } from "../../sql/describe.ts";
import { connectOwner } from "../../sql/owner.ts";
import { RAW_QUERIES } from "../../sql/raw-queries.ts";
import { runRaw, shapeFaults } from "../../sql/raw-query.ts";
import { freshDatabase, psql, testPostgres } from "../postgres.ts";
import { loadDemonstration, reader } from "../server/served.ts";

const server = await testPostgres(18);
const url = await freshDatabase(server);
beforeAll(async () => {
  await psql(
    url,
    "CREATE TABLE rated (id int PRIMARY KEY, value numeric(5,2), day date NOT NULL, tags text[] NOT NULL, data jsonb)",
  );
});

async function faults(row: z.ZodType, text: string): Promise<string[]> {
  const client = await connectOwner(url, "test");
  try {
    await client.query("BEGIN");
    return shapeFaults(row, await describe(client, text, await loadCatalog(client)));
  } finally {
    await client.end();
  }
}
const TABLE = "SELECT * FROM public.rated";

test("a shape that says what PostgreSQL says has no faults", async () => {
  const row = z.strictObject({
    id: z.int(),
    value: z.number().min(0).nullable(),
    day: z.iso.date(),
    tags: z.array(z.string()),
    data: z.record(z.string(), z.number()).nullable(),
  });
  expect(await faults(row, TABLE)).toEqual([]);
});

test.each<[string, Record<string, z.ZodType>, string[]]>([
  ["NULL that is not foreseen", { value: z.number() }, ["column value may be NULL, its shape says never"]],
  ["another type", { id: z.string() }, ["column id is integer, its shape takes string"]],
  [
    "a number where an integer is wanted",
    { value: z.int().nullable() },
    ["column value is numeric(5,2), its shape takes integer or null"],
  ],
  [
    "a literal of another type",
    { day: z.literal(3) },
    ["column day is date, its shape takes number or integer"],
  ],
  ["a column that is gone", { weight: z.number() }, ["column weight is gone"]],
])("%s is told", async (_, change, sentences) => {
  const row = z.strictObject({
    ...{ id: z.unknown(), value: z.unknown(), day: z.unknown(), tags: z.unknown(), data: z.unknown() },
    ...change,
  });
  expect(await faults(row, TABLE)).toEqual(sentences);
});

test("a column that the shape does not have is told", async () => {
  expect(await faults(z.strictObject({ id: z.int() }), "SELECT id, day FROM public.rated")).toEqual([
    "column day is not in its shape",
  ]);
});

test("the project's raw queries are what their shapes say, and run", async () => {
  const live = await freshDatabase(server);
  await loadDemonstration(live);
  const db: Database = await reader(live);
  const client = await connectOwner(live, "test");
  try {
    await client.query("BEGIN");
    const catalog = await loadCatalog(client);
    for (const raw of RAW_QUERIES) {
      const { text } = raw.build(...raw.example);
      expect([raw.name, shapeFaults(raw.row, await describe(client, text, catalog))]).toEqual([raw.name, []]);
      expect((await runRaw(db, raw, raw.example)).length).toBeGreaterThan(0);
    }
  } finally {
    await client.end();
  }
});

test("values of a raw query are parameters, and rows are parsed", async () => {
  const db = new Database(url, { applicationName: "test" });
  const raw = {
    name: "x",
    row: z.object({ text: z.string().max(9) }),
    build: (text: string) => sql`SELECT ${text}::text AS text`,
    example: ["a"] as [string],
  };
  expect(await runRaw(db, raw, ["'; drop"])).toEqual([{ text: "'; drop" }]);
  await expect(runRaw(db, raw, ["more than nine"])).rejects.toThrow(z.ZodError);
  await db.end();
});
