import pg from "pg";
import { afterAll, beforeAll, expect, describe as group, test } from "vitest";
import { freshDatabase, majors, testPostgres } from "../postgres.ts";
import { functionsThatAnswerNull } from "./fuzz-functions.ts";
import { type FuzzResult, fuzz, makeFuzzTables } from "./fuzz-nullability.ts";
import type { Relation } from "./random-select.ts";

/** Columns called NOT NULL that are to be seen, on each version; more of them with NULLABILITY_FUZZ=20000. */
const COLUMNS = Number(process.env.NULLABILITY_FUZZ ?? 5000 / majors.length);
const SEED = Number(process.env.NULLABILITY_SEED ?? 1);

group.each(majors)("on PostgreSQL %i", async (major) => {
  const server = await testPostgres(major);
  let client: pg.Client;
  let relations: Relation[];
  beforeAll(async () => {
    client = new pg.Client({ connectionString: await freshDatabase(server) });
    await client.connect();
    relations = await makeFuzzTables(client, SEED);
  });
  afterAll(() => client.end());

  test("no column that is called NOT NULL has a NULL", { timeout: 60 * COLUMNS + 60_000 }, async () => {
    const isDone = ({ notNull, wrong }: FuzzResult) => notNull >= COLUMNS || wrong.length > 5;
    const result = await fuzz(client, relations, SEED, isDone);
    if (process.env.NULLABILITY_FUZZ) console.log(major, { ...result, wrong: result.wrong.length });
    expect(result.wrong).toEqual([]);
    // Too long or wrong in another way: what is left must be worth the name.
    expect(result.refused).toBeLessThan(result.statements / 2);
  });

  test("a wrong word of the catalogue is found by it", async () => {
    const found = await fuzz(
      client,
      relations,
      SEED,
      ({ wrong, statements }) => wrong.length > 0 || statements > 500,
      (catalog) => ({ ...catalog, notNullColumns: Object.assign(new Set<string>(), { has: () => true }) }),
    );
    expect(found.wrong).not.toEqual([]);
  });

  test("functions called so answer NULL only to NULL", async () => {
    const { calls, answers } = await functionsThatAnswerNull(client);
    expect(answers).toEqual([]);
    expect(calls).toBeGreaterThan(5000);
  });

  test("a function that answers NULL to a value is found", async () => {
    const { answers } = await functionsThatAnswerNull(client, ["to_char", "array_length"]);
    const names = new Set(answers.map((call) => /"(\w+)"/.exec(call)?.[1]));
    expect([...names].sort()).toEqual(["array_length", "to_char"]);
  });
});
