import type pg from "pg";
import { type Catalog, loadCatalog } from "../../sql/catalog.ts";
import { describe } from "../../sql/describe.ts";
import { Dice, type Type } from "./random-expression.ts";
import { RandomSelect, type Relation } from "./random-select.ts";

const COLUMNS: Type[] = [
  "int",
  "int",
  "int",
  "text",
  "text",
  "bool",
  "bool",
  "num",
  "num",
  "time",
  "time",
  "ints",
  "ints",
];
const VIEWS = 8;
/** Small statements are quick, large ones find what only comes together in them. */
const DEPTHS = [1, 2, 1, 2, 3];
const TABLES: Relation[] = ["a", "b", "c", "none"].map((name) => ({ name: `fz.${name}`, types: COLUMNS }));

/** Each has its NOT NULL columns elsewhere; full of NULLs and of what answers NULL: '', {}, infinity, 0. */
const SCHEMA = `
  CREATE SCHEMA fz;
  CREATE TABLE fz.a (id int PRIMARY KEY, x int, y int NOT NULL, t text, u text NOT NULL, f bool, g bool NOT NULL,
    n numeric(6,2), m numeric(6,2) NOT NULL, d timestamp, e timestamp NOT NULL, l int[], k int[] NOT NULL);
  INSERT INTO fz.a VALUES
    (1, 1, 1, 'a', 'a', true, true, 1, 1, 'infinity', 'infinity', '{}', '{}'),
    (2, NULL, 0, NULL, '', NULL, false, NULL, 0, NULL, '-infinity', NULL, '{NULL}'),
    (3, 2, 2, '', 'x,y', false, true, -1.5, 2.5, '2026-01-31', '2026-01-31 10:00', '{1,NULL}', '{1,2}'),
    (4, NULL, 3, 'a1b2', 'b', NULL, false, 7, 7, NULL, '2020-02-29', '{1,2,3}', '{3}'),
    (5, 3, 1, NULL, 'a', true, true, NULL, 1, 'infinity', '2026-01-31', NULL, '{}');
  CREATE TABLE fz.b (id bigint PRIMARY KEY, x int NOT NULL, y int, t text NOT NULL, u text, f bool NOT NULL, g bool,
    n numeric(6,2) NOT NULL, m numeric(6,2), d timestamp NOT NULL, e timestamp, l int[] NOT NULL, k int[]);
  INSERT INTO fz.b VALUES
    (2, 1, NULL, 'a', NULL, true, NULL, 1, NULL, 'infinity', NULL, '{}', NULL),
    (3, 2, 2, '', 'b', false, true, 0, 2, '2026-01-31', '2026-01-31', '{1}', '{1,NULL}'),
    (7, 0, NULL, 'x,y', 'a', true, NULL, -2.5, NULL, '-infinity', NULL, '{2,NULL}', '{}'),
    (8, 3, 1, 'zz', NULL, false, false, 3, 3, '2020-02-29', 'infinity', '{3}', NULL);
  CREATE TABLE fz.c (id int, x int, y int, t text, u varchar(9) NOT NULL, f bool, g bool, n numeric, m float8, d date NOT NULL,
    e timestamp, l int[], k int[]);
  INSERT INTO fz.c VALUES
    (1, NULL, 1, NULL, 'a', NULL, true, NULL, 1, '2026-01-31', NULL, NULL, '{1}'),
    (NULL, NULL, NULL, NULL, '', NULL, NULL, NULL, NULL, 'infinity', NULL, NULL, NULL),
    (3, 3, NULL, 'b', 'b', true, NULL, 2, NULL, '2020-02-29', 'infinity', '{1,2}', NULL);
  CREATE TABLE fz.none (LIKE fz.a);`;

export interface FuzzResult {
  statements: number;
  /** statements that PostgreSQL refused or that ran too long */
  refused: number;
  columns: number;
  /** columns called NOT NULL in a result with rows */
  notNull: number;
  /** the first statements in which such a column had a NULL */
  wrong: string[];
}

/** Makes the tables, and some random views over them and over one another that have a few rows. */
export async function makeFuzzTables(client: pg.Client, seed: number): Promise<Relation[]> {
  await client.query(SCHEMA);
  const dice = new Dice(seed);
  // The empty table is seldom: no row, nothing seen.
  const relations = [...TABLES, ...TABLES.slice(0, 3)];
  const size = relations.length + VIEWS;
  while (relations.length < size) {
    const random = new RandomSelect(dice, relations);
    const types = random.types(4);
    const name = `fz.v${relations.length}`;
    try {
      await client.query(`CREATE VIEW ${name} AS ${random.select(types, 2)}`);
      const { rowCount } = await client.query(`SELECT * FROM ${name} LIMIT 30`);
      if (rowCount && rowCount > 1 && rowCount < 30) relations.push({ name, types });
      else await client.query(`DROP VIEW ${name}`);
    } catch {
      await client.query(`DROP VIEW IF EXISTS ${name}`);
    }
  }
  return relations;
}

/** Describes random statements, runs them and compares, in one transaction that is rolled back. */
export async function fuzz(
  client: pg.Client,
  relations: Relation[],
  seed: number,
  isDone: (result: FuzzResult) => boolean,
  change: (catalog: Catalog) => Catalog = (catalog) => catalog,
): Promise<FuzzResult> {
  const result: FuzzResult = { statements: 0, refused: 0, columns: 0, notNull: 0, wrong: [] };
  await client.query(
    "BEGIN; SET LOCAL search_path = ''; SET LOCAL statement_timeout = 250; SET LOCAL jit = off",
  );
  const catalog = change(await loadCatalog(client));
  await client.query("SAVEPOINT fuzz");
  for (let i = 0; !isDone(result); i++) {
    const random = new RandomSelect(new Dice(seed * 1_000_003 + i), relations);
    const text = random.select(random.types(9), DEPTHS[i % DEPTHS.length]!);
    result.statements++;
    try {
      const { columns } = await describe(client, text, catalog);
      const { rows } = await client.query<unknown[]>({ text: `${text} LIMIT 500`, rowMode: "array" });
      result.columns += columns.length;
      if (rows.length === 0) continue;
      columns.forEach(({ name, nullable }, column) => {
        if (nullable) return;
        result.notNull++;
        if (rows.some((row) => row[column] === null)) result.wrong.push(`${name} of: ${text}`);
      });
    } catch (error) {
      if ((error as { code?: string }).code === undefined) throw error;
      result.refused++;
      await client.query("ROLLBACK TO SAVEPOINT fuzz");
    }
  }
  await client.query("ROLLBACK");
  return result;
}
