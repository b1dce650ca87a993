import pg from "pg";
import { afterAll, afterEach, beforeAll, expect, describe as group, test } from "vitest";
import { withDemonstration } from "../../loader/demonstration-source.ts";
import { type Catalog, loadCatalog } from "../../sql/catalog.ts";
import { describe } from "../../sql/describe.ts";
import { parseRule } from "../../sql/node-tree.ts";
import { prepareDatabase } from "../../sql/prepare-database.ts";
import { readQueryFiles } from "../../sql/query-file.ts";
import { load } from "../loader/drive.ts";
import { freshDatabase, majors, psql, testPostgres } from "../postgres.ts";

const TABLES = `
  CREATE SCHEMA t;
  CREATE TYPE t.mood AS ENUM ('sad', 'happy');
  CREATE TABLE t.one (id int PRIMARY KEY, value int NOT NULL, maybe int, name text NOT NULL, note text, flag bool,
    at timestamp NOT NULL, list int[] NOT NULL, mood t.mood NOT NULL, doc jsonb NOT NULL, span int4range NOT NULL);
  INSERT INTO t.one VALUES
    (1, 1, NULL, '', NULL, NULL, 'infinity', '{}', 'sad', 'null', '(,)'),
    (2, 2, 5, 'b', 'note', true, '2026-01-31', '{1,NULL}', 'happy', '{"a": 1}', '[1,2)');
  CREATE TABLE t.two (id int PRIMARY KEY, one_id int NOT NULL, value int NOT NULL, maybe int);
  INSERT INTO t.two VALUES (1, 1, 1, NULL), (7, 7, 7, 7);
  CREATE TABLE t.empty (id int PRIMARY KEY, value int NOT NULL);
  CREATE VIEW t.left_view AS SELECT o.id, o.maybe, w.value FROM t.one o LEFT JOIN t.two w ON w.one_id = o.id;
  CREATE VIEW t.view_of_view AS SELECT id, value, coalesce(value, 0) AS filled FROM t.left_view WHERE maybe > 1;
  CREATE MATERIALIZED VIEW t.stored AS SELECT id FROM t.one;
  CREATE FUNCTION t.lower(text) RETURNS text STRICT LANGUAGE sql AS 'SELECT NULL::text';
  CREATE FUNCTION pg_catalog.lower(text, int) RETURNS text STRICT LANGUAGE sql AS 'SELECT NULL::text';
  CREATE TABLE t.parent (id int NOT NULL, kept int NOT NULL);
  CREATE TABLE t.child () INHERITS (t.parent);
  CREATE FOREIGN DATA WRAPPER nowhere; CREATE SERVER far FOREIGN DATA WRAPPER nowhere;
  CREATE FOREIGN TABLE t.foreign (id int NOT NULL) SERVER far;
  CREATE TABLE t.mixed (id int NOT NULL) PARTITION BY LIST (id);
  CREATE FOREIGN TABLE t.mixed_far PARTITION OF t.mixed FOR VALUES IN (1) SERVER far;
  CREATE TABLE t.parted (id int NOT NULL) PARTITION BY LIST (id);
  CREATE TABLE t.part PARTITION OF t.parted FOR VALUES IN (1);`;

/** What 15 and 18 each let a table have. */
const LOOPHOLES = {
  15: "ALTER TABLE t.child ALTER id DROP NOT NULL; INSERT INTO t.child VALUES (NULL, 1); CREATE TABLE t.unchecked (id int)",
  18: `CREATE TABLE t.unchecked (id int); INSERT INTO t.unchecked VALUES (NULL);
       ALTER TABLE t.unchecked ADD CONSTRAINT later NOT NULL id NOT VALID;
       DROP TABLE t.child; ALTER TABLE t.parent ALTER id DROP NOT NULL;
       ALTER TABLE t.parent ADD CONSTRAINT only_here NOT NULL id NO INHERIT;
       CREATE TABLE t.child () INHERITS (t.parent); INSERT INTO t.child VALUES (NULL, 1)`,
};

/** Columns whose name ends in _null may be NULL, the others never are. */
const STATEMENTS: Record<string, string[]> = {
  "tables and views": [
    "SELECT id, value, maybe AS maybe_null FROM t.one",
    "SELECT id, maybe AS maybe_null, value AS value_null FROM t.left_view",
    "SELECT id, value AS value_null, filled FROM t.view_of_view",
    "SELECT maybe FROM t.left_view WHERE maybe IS NOT NULL",
    "SELECT id AS id_null FROM t.stored",
    "SELECT id AS id_null, kept FROM t.parent",
    "SELECT id AS id_null FROM t.unchecked",
    "SELECT id FROM t.parted",
    "SELECT one AS row_null, tableoid AS oid FROM t.one",
    "SELECT w.tableoid AS oid_null, o.tableoid AS oid FROM t.one o LEFT JOIN t.two w ON w.one_id = o.id",
    "SELECT tableoid AS oid FROM t.parted",
  ],
  constants: [
    "SELECT 1 AS one, NULL::int AS a_null, 'x' AS text, current_date AS today, current_user AS who, current_schema AS s_null",
  ],
  "outer joins": [
    "SELECT o.id, w.id AS w_null FROM t.one o LEFT JOIN t.two w ON w.one_id = o.id",
    "SELECT o.id AS o_null, w.id FROM t.one o RIGHT JOIN t.two w ON w.one_id = o.id",
    "SELECT o.id AS o_null, w.id AS w_null FROM t.one o FULL JOIN t.two w ON w.one_id = o.id",
    "SELECT w.id AS w_null, e.id AS e_null FROM t.one o LEFT JOIN (t.two w JOIN t.empty e ON true) ON w.id = o.id",
    "SELECT w.id AS w_null, s.x AS x_null FROM t.one o LEFT JOIN t.two w ON w.id = o.id LEFT JOIN (SELECT 1 AS x) s ON false",
    "SELECT j.id, j.name, j.one_id AS one_null FROM (t.one o LEFT JOIN (SELECT id, one_id FROM t.two) w USING (id)) AS j",
    "SELECT id, coalesce(value, one_id) AS a, coalesce(name, note) AS b_null FROM (SELECT id, value, name FROM t.one) o FULL JOIN (SELECT id, one_id, maybe::text AS note FROM t.two) w USING (id)",
    "SELECT coalesce(w.id, o.id) AS a, coalesce(o.id, o.value) AS b_null, coalesce(w.id, o.maybe) AS c_null, greatest(o.id, w.id) AS d FROM t.one o FULL JOIN t.two w ON w.one_id = o.id",
    "SELECT coalesce(w.id, o.id) AS a_null, coalesce(w.id, e.id) AS b_null FROM t.empty e FULL JOIN (t.one o FULL JOIN t.two w ON w.id = o.id) ON e.id = w.id",
    "SELECT coalesce(w.id, x.id) AS a_null FROM (t.one o FULL JOIN t.two w ON w.id = o.id) CROSS JOIN (t.two x FULL JOIN t.one y ON x.id = y.id)",
    "SELECT s.c AS c_null FROM (t.one o FULL JOIN t.two w ON w.id = o.id) CROSS JOIN LATERAL (SELECT coalesce(a.id, w.id) AS c FROM t.one a FULL JOIN t.two b ON a.id = b.id) s",
    "SELECT coalesce(w.id, o.id) AS a_null FROM t.two x LEFT JOIN (t.one o FULL JOIN t.two w ON w.id = o.id) ON false",
    "SELECT coalesce(w.id, o.id) AS a_null FROM t.one o FULL JOIN t.two w ON w.id = o.id GROUP BY ROLLUP (w.id, o.id)",
    "SELECT x AS x_null FROM t.one o LEFT JOIN LATERAL (SELECT o.value + 1 AS x WHERE o.id > 1) s ON true",
    "SELECT s.x FROM t.one o CROSS JOIN LATERAL (SELECT o.value + 1 AS x) s",
    "SELECT s.x AS x_null FROM t.two w LEFT JOIN t.one o ON o.id = w.id CROSS JOIN LATERAL (SELECT o.value AS x) s",
  ],
  "what WHERE and ON drop": [
    "SELECT maybe FROM t.one WHERE maybe IS NOT NULL",
    "SELECT maybe, note AS note_null FROM t.one WHERE maybe > 1 AND (note = 'x' OR value > 0)",
    "SELECT maybe AS maybe_null FROM t.one WHERE maybe IS NULL",
    "SELECT maybe AS maybe_null FROM t.one WHERE NOT (maybe > 1 AND value > 0)",
    "SELECT maybe FROM t.one WHERE NOT maybe > 10",
    "SELECT flag FROM t.one WHERE flag",
    "SELECT flag FROM t.one WHERE NOT flag",
    "SELECT maybe FROM t.one WHERE maybe IN (1, 5)",
    "SELECT maybe FROM t.one WHERE maybe = ANY (list)",
    "SELECT maybe AS maybe_null FROM t.one WHERE maybe <> ALL (list)",
    "SELECT maybe AS maybe_null FROM t.one WHERE maybe NOT IN (SELECT value FROM t.empty)",
    "SELECT maybe FROM t.one WHERE maybe IN (SELECT maybe FROM t.two UNION SELECT 5)",
    "SELECT maybe AS maybe_null FROM t.one WHERE maybe >= ALL (SELECT value FROM t.empty)",
    "SELECT maybe AS maybe_null FROM t.one WHERE maybe IS DISTINCT FROM 7",
    "SELECT note FROM t.one WHERE lower(note) LIKE 'n%'",
    "SELECT note FROM t.one WHERE note::varchar(9) = 'note'",
    "SELECT maybe AS maybe_null FROM t.one WHERE coalesce(maybe, 1) = 1",
    "SELECT o.id, w.id AS w FROM t.one o LEFT JOIN t.two w ON w.one_id = o.id WHERE w.value > 0",
    "SELECT w.maybe AS maybe_null, w.value FROM t.one o LEFT JOIN t.two w ON w.one_id = o.id WHERE w.value > 0",
    "SELECT o.maybe AS o_null, w.maybe AS w_null FROM t.one o LEFT JOIN t.two w ON w.maybe = o.maybe",
    "SELECT o.id AS o_null, w.id FROM t.one o FULL JOIN t.two w ON w.one_id = o.id WHERE w.id > 0",
    "SELECT w.id, e.id AS e_null FROM t.one o LEFT JOIN t.two w ON w.id = o.id LEFT JOIN t.empty e ON e.id = w.id WHERE w.id > 0",
    "SELECT o.maybe, w.maybe AS w FROM t.one o JOIN t.two w ON w.maybe = o.maybe",
    "SELECT j.id FROM (t.one FULL JOIN (SELECT id FROM t.two) w USING (id)) AS j WHERE j.id > 0",
    "SELECT s.x FROM t.one o, LATERAL (SELECT o.maybe AS x) s WHERE o.maybe > 0",
    // name is the fourth column of its table as maybe is of t.two
    "SELECT s.x AS x_null FROM t.one o, LATERAL (SELECT w.maybe AS x FROM t.two w WHERE o.name = '') s",
    "SELECT (SELECT max(o.maybe) FROM t.two LIMIT 1) AS m_null FROM t.one o WHERE o.maybe > 0 GROUP BY o.id",
  ],
  operators: [
    "SELECT value + 1 AS a, value + maybe AS b_null, -value AS c, name || value AS d, name || note AS e_null FROM t.one",
    "SELECT name LIKE 'a%' AS a, name ~ 'b' AS b, note !~~ 'c' AS c_null, list @> '{1}' AS d, list || 1 AS e FROM t.one",
    "SELECT value > 1 AND maybe > 1 AS a_null, value > 1 OR id = 1 AS b, NOT flag AS c_null FROM t.one",
    "SELECT value IS DISTINCT FROM maybe AS a, maybe IS NULL AS b, flag IS TRUE AS c, mood = 'sad' AS d FROM t.one",
    "SELECT doc -> 'a' AS a_null, doc ->> 'a' AS b_null, doc @> '{}' AS c, doc ? 'a' AS d, doc || '{}' AS e FROM t.one WHERE id = 2",
    "SELECT value IN (1, 2) AS a, value IN (1, maybe) AS b_null, maybe IN (1) AS c_null, value = ANY (list) AS d_null FROM t.one",
    "SELECT id <> ALL (list) AS a_null, id <> ALL (ARRAY[1, 2]) AS b, (id, value) < (1, 2) AS c_null, (id, value) = (1, 2) AS d FROM t.one",
    "SELECT nullif(id, 1) AS a_null, greatest(maybe, 1) AS b, least(maybe, NULL) AS c_null, list[1] AS d_null FROM t.one",
    'SELECT ARRAY[maybe] AS a, ROW(maybe) IS NULL AS b, name COLLATE "C" AS c, (value BETWEEN 1 AND maybe) AS d_null FROM t.one',
  ],
  "CASE and COALESCE": [
    "SELECT CASE WHEN flag THEN 1 END AS a_null, CASE WHEN flag THEN 1 ELSE 2 END AS b, CASE id WHEN 1 THEN maybe ELSE 2 END AS c_null FROM t.one",
    "SELECT coalesce(maybe, value) AS a, coalesce(maybe, NULL) AS b_null, CASE WHEN maybe IS NULL THEN 0 ELSE maybe END AS c_null FROM t.one",
  ],
  casts: [
    "SELECT value::text AS a, value::numeric(9,2) AS b, at::date AS c, at::time AS d_null, list::text[] AS e, maybe::text AS f_null, doc::text AS g FROM t.one",
    "SELECT (doc -> 'a')::int AS a_null, doc::varchar AS b FROM t.one",
    "SELECT doc::int AS a_null FROM t.one WHERE id = 0",
  ],
  functions: [
    "SELECT lower(name) AS a, lower(note) AS b_null, t.lower(name) AS c_null, lower(name, 1) AS f_null, lower(span) AS d_null, length(name) AS e FROM t.one",
    "SELECT substring(name FROM 1 FOR 2) AS a, substring(name FROM '[0-9]') AS b_null, regexp_replace(name, 'a', 'b') AS c FROM t.one",
    "SELECT regexp_match(name, 'a') AS a_null, split_part(name, ',', 3) AS b, array_length(list, 1) AS c_null, cardinality(list) AS d FROM t.one",
    "SELECT concat(note, maybe) AS a, concat(VARIADIC NULL::text[]) AS b_null, concat_ws(',', note) AS c, concat_ws(note, 'a') AS d_null FROM t.one",
    "SELECT format('%s', note) AS a, format(note) AS b_null, to_char(at, 'YYYY') AS c_null, format_type(NULL, NULL) AS d_null FROM t.one",
    "SELECT json_build_object('a', note) AS a, jsonb_build_array(maybe) AS b, jsonb_build_array(VARIADIC NULL::text[]) AS c_null, to_jsonb(name) AS d FROM t.one",
    "SELECT extract(dow FROM at) AS a_null, date_trunc('year', at) AS b, at + interval '1 day' AS c, now() AS d, at AT TIME ZONE 'UTC' AS e FROM t.one",
    "SELECT round(1.5, maybe) AS a_null, round(value / 2.0, 1) AS b, sqrt(id) AS c, random() AS d, num_nulls(note, maybe) AS e FROM t.one",
    "SELECT to_tsvector('english', name) @@ plainto_tsquery('english', 'a') AS a, generate_series(1, 2) AS b_null, generate_series(1, 3) AS c_null FROM t.one",
  ],
  aggregates: [
    "SELECT count(*) AS a, count(value) AS b, sum(value) AS c_null, array_agg(value) AS d_null FROM t.empty",
    "SELECT value, count(*) AS a, sum(id) AS b, max(maybe) AS c_null, avg(value) AS d FROM t.one GROUP BY value",
    "SELECT sum(id) FILTER (WHERE flag) AS a_null, count(*) FILTER (WHERE flag) AS b, stddev(id) AS c_null, bool_and(id > 0) AS d FROM t.one GROUP BY value",
    "SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY id) AS a, percentile_cont(NULL) WITHIN GROUP (ORDER BY id) AS b_null, mode() WITHIN GROUP (ORDER BY name) AS c FROM t.one GROUP BY value",
    "SELECT string_agg(name, ',' ORDER BY maybe) AS a, json_agg(name) AS b, jsonb_object_agg(id, name) AS c FROM t.one GROUP BY value",
    "SELECT max(maybe) FROM t.one WHERE maybe > 1 GROUP BY value",
    "SELECT 1 AS one, sum(value) AS a_null FROM t.empty HAVING count(*) = 0",
    "SELECT maybe AS maybe_null, name || 'x' AS label FROM t.one GROUP BY maybe, name",
  ],
  "grouping sets": [
    "SELECT value AS a_null, count(*) AS b, grouping(value) AS c, sum(id) AS d_null, coalesce(name, 'all') AS e FROM t.one GROUP BY ROLLUP (value, name)",
    "SELECT 'x' AS a_null, count(*) AS b FROM t.one GROUP BY ROLLUP (a_null)",
    "SELECT value + 1 AS a_null, 5 AS b_null, count(*) AS c FROM t.one GROUP BY CUBE (value + 1)",
    "SELECT value AS a_null, row_number() OVER (ORDER BY value) AS b FROM t.one GROUP BY GROUPING SETS ((value), (name))",
    "SELECT (SELECT coalesce(max(w.id), o.value) FROM t.empty w) AS a_null FROM t.one o GROUP BY ROLLUP (o.value)",
    "SELECT sum(value) AS a_null FROM t.empty GROUP BY ()",
  ],
  "window functions": [
    "SELECT row_number() OVER (ORDER BY id) AS a, rank() OVER (ORDER BY maybe) AS b, count(maybe) OVER () AS c, lag(id) OVER (ORDER BY id) AS d_null FROM t.one",
    "SELECT max(value) OVER (PARTITION BY name) AS a, max(maybe) OVER () AS b_null, sum(value) FILTER (WHERE flag) OVER () AS c_null FROM t.one",
    "SELECT max(value) OVER (ORDER BY id ROWS BETWEEN 1 PRECEDING AND 1 PRECEDING) AS a_null, max(value) OVER (ORDER BY id ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS b FROM t.one",
    "SELECT max(value) OVER (ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING EXCLUDE CURRENT ROW) AS a_null, ntile(2) OVER () AS b, ntile(NULL) OVER () AS c_null FROM t.one",
    "SELECT max(value) OVER (ORDER BY id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS a_null FROM t.one",
    "SELECT sum(count(*)) OVER () AS a FROM t.one GROUP BY value",
  ],
  subqueries: [
    "SELECT (SELECT value FROM t.two LIMIT 1) AS a_null, (SELECT count(*) FROM t.empty) AS b, (SELECT max(id) FROM t.empty) AS c_null, (SELECT coalesce(max(id), 0) FROM t.empty) AS d",
    "SELECT (SELECT value FROM t.two WHERE id = 99) AS a_null",
    "SELECT (SELECT count(*) FROM t.empty HAVING false) AS a_null, (SELECT count(*) FROM t.empty GROUP BY id) AS b_null, (SELECT count(*) FROM t.empty LIMIT 0) AS c_null",
    "SELECT (SELECT count(*) FROM t.two ORDER BY generate_series(1, 0)) AS a_null, EXISTS (SELECT FROM t.empty) AS b, ARRAY(SELECT maybe FROM t.one) AS c",
    "SELECT value IN (SELECT value FROM t.two) AS a, value IN (SELECT maybe FROM t.two) AS b_null, maybe IN (SELECT value FROM t.two) AS c_null, value < ALL (SELECT id FROM t.two) AS d FROM t.one",
    // max is an aggregate of the outer query, which has no group
    "SELECT 1 IN (SELECT max(e.value) FROM t.two w GROUP BY w.id) AS a_null FROM t.empty e",
    "SELECT x AS x_null, y FROM (SELECT maybe AS x, value AS y FROM t.one OFFSET 0) s",
    "SELECT a, b AS b_null FROM (VALUES (1, 2), (3, NULL)) v(a, b)",
  ],
  "functions in FROM": [
    "SELECT n, o FROM generate_series(1, 3) WITH ORDINALITY g(n, o)",
    "SELECT a AS a_null, b AS b_null, o FROM ROWS FROM (generate_series(1, 2), generate_series(1, 3)) WITH ORDINALITY g(a, b, o)",
    "SELECT u AS u_null, k FROM t.one, unnest(list) u, jsonb_object_keys(doc) k WHERE id = 2",
    "SELECT k, v AS v_null FROM t.one, jsonb_each_text(doc) e(k, v) WHERE id = 2",
    "SELECT n AS n_null FROM t.one LEFT JOIN LATERAL generate_series(1, maybe) n ON true",
  ],
  "set operations": [
    "SELECT value AS a, maybe AS b_null FROM t.one UNION ALL SELECT value, value FROM t.two",
    "SELECT maybe AS a_null FROM t.one EXCEPT SELECT value FROM t.two",
    "SELECT value AS a FROM t.one EXCEPT SELECT maybe FROM t.two",
    "SELECT maybe AS a FROM t.one INTERSECT SELECT 5",
    "SELECT maybe AS a_null FROM t.one INTERSECT SELECT maybe FROM t.two",
    "(SELECT 1 AS a UNION SELECT 2) UNION ALL SELECT value FROM t.two ORDER BY a",
  ],
  CTEs: [
    "WITH c AS (SELECT id, maybe FROM t.one) SELECT id, maybe AS maybe_null, (SELECT count(*) FROM c c2 WHERE c2.maybe = c.maybe) AS n FROM c",
    "WITH c AS (SELECT maybe FROM t.one WHERE maybe > 0), d AS (SELECT maybe FROM c) SELECT maybe FROM d",
    "WITH c AS (SELECT maybe AS x FROM t.one) SELECT s.x, c.x AS x_null FROM c, (WITH c AS (SELECT 1 AS x) SELECT x FROM c) s",
    "WITH RECURSIVE up(id, label, maybe_null) AS (SELECT id, name, value FROM t.one UNION ALL SELECT id + 1, label || '.', nullif(maybe_null, 1) FROM up WHERE id < 3) SELECT * FROM up",
    "WITH RECURSIVE r(a_null, b_null, n) AS (SELECT 1, 2, 1 UNION ALL SELECT b_null, NULL::int, n + 1 FROM r WHERE n < 4) SELECT * FROM r",
    "WITH RECURSIVE r(a, n) AS (SELECT 1, 1 UNION ALL SELECT coalesce(a, 7), n + 1 FROM r WHERE n < 4) SELECT * FROM r",
    "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 4) CYCLE n SET is_cycle_null USING path SELECT n, is_cycle_null FROM r",
  ],
};

group.each(majors)("on PostgreSQL %i", async (major) => {
  const server = await testPostgres(major);
  let client: pg.Client;
  let catalog: Catalog;
  beforeAll(async () => {
    const url = await freshDatabase(server);
    await psql(url, TABLES);
    await psql(url, LOOPHOLES[major]);
    client = new pg.Client({ connectionString: url });
    await client.connect();
    // An empty path makes current_schema NULL.
    await client.query("BEGIN; SET LOCAL search_path = ''");
    catalog = await loadCatalog(client);
    await client.query("SAVEPOINT loaded");
  });
  afterEach(() => client.query("ROLLBACK TO SAVEPOINT loaded"));
  afterAll(() => client.end());

  for (const [about, statements] of Object.entries(STATEMENTS)) {
    test(`${about}: a column that may be NULL is told from one that never is`, async () => {
      for (const text of statements) {
        const { columns } = await describe(client, text, catalog);
        const nullable = columns.filter((column) => column.nullable).map(({ name }) => name);
        expect(nullable, text).toEqual(
          columns.map(({ name }) => name).filter((name) => name.endsWith("_null")),
        );
        const { rows } = await client.query<Record<string, unknown>>(text);
        const nulls = columns.filter(({ name }) => rows.some((row) => row[name] === null));
        expect(nullable, text).toEqual(expect.arrayContaining(nulls.map(({ name }) => name)));
      }
    });
  }

  test.each([
    "t.foreign",
    "t.mixed",
  ])("NOT NULL is only claimed where a foreign table is in it: %s", async (table) => {
    const { columns } = await describe(client, `SELECT id FROM ${table}`, catalog);
    expect(columns).toMatchObject([{ nullable: true }]);
  });

  test("a parameter may be NULL", async () => {
    const { columns } = await describe(client, "SELECT $1::int AS a, coalesce($1, 0) AS b", catalog);
    expect(columns.map(({ nullable }) => nullable)).toEqual([true, false]);
  });
});

group("the shipped queries and views", async () => {
  const server = await testPostgres(18);
  let url: string;
  beforeAll(async () => {
    url = await freshDatabase(server);
    await prepareDatabase(url);
    await withDemonstration("demonstration", (source) => load(url, source));
  });

  /** Columns that must not be called nullable, and columns that are; more may be added to the files. */
  test.each<[name: string, never: string, maybe: string]>([
    ["occupations", "onetsoc_code title rated", ""],
    [
      "skill-gap",
      "element_id element_name from_value to_value suppressed from_irrelevant to_irrelevant",
      "from_lower from_upper to_lower to_upper",
    ],
    [
      "app.occupation_profile",
      "onetsoc_code title description annotated",
      "local_title demand note sector_id sector version updated_by updated_at",
    ],
    [
      "app.program_skill_profile",
      "program_id program domain element_id element_name scale_id occupations mean_value lowest_value highest_value",
      "",
    ],
    [
      "app.skill_rating",
      "domain onetsoc_code title element_id element_name scale_id data_value suppressed irrelevant date_updated domain_source",
      "n standard_error lower_ci_bound upper_ci_bound",
    ],
  ])("%s has no needless NULLs", async (name, never, maybe) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query("BEGIN");
    const query = (await readQueryFiles()).find((file) => file.name === name);
    const catalog = await loadCatalog(client);
    const { columns } = await describe(client, query?.text ?? `SELECT * FROM ${name}`, catalog);
    await client.end();
    const nullable = new Map(columns.map((column) => [column.name, column.nullable]));
    const expected = [
      ...never.split(" ").map((column) => [column, false] as const),
      ...maybe
        .split(" ")
        .filter(Boolean)
        .map((column) => [column, true] as const),
    ];
    expect(expected.map(([column]) => [column, nullable.get(column)])).toEqual(expected);
  });
});

test("a tree that this PostgreSQL writes in another way is refused, not guessed at", () => {
  const query = parseRule("({QUERY :targetList ({TARGETENTRY :resno 1 :resname a\\ b}) :hasAggs maybe})");
  expect(query.nodes("targetList")[0]!.text("resname")).toBe("a b");
  expect(() => query.node("setOperations")).toThrow(/has a QUERY whose "setOperations" cannot be read/);
  expect(() => query.is("hasAggs")).toThrow(/"hasAggs"/);
  expect(() => parseRule("<>")).toThrow("not the rule of a view");
});
