import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, expect, describe as group, test } from "vitest";
import { loadCatalog } from "../../sql/catalog.ts";
import { type Described, describe } from "../../sql/describe.ts";
import { freshDatabase, majors, psql, testPostgres } from "../postgres.ts";

const TABLES = `
  CREATE SCHEMA onet; CREATE SCHEMA app;
  CREATE TYPE public.demand AS ENUM ('low', 'high');
  CREATE TABLE onet.skills (onetsoc_code char(10) NOT NULL, "élan" int, data_value numeric(5,2) NOT NULL, rated_at timestamptz(0));
  COMMENT ON COLUMN onet.skills.data_value IS 'Rating.';
  CREATE TABLE public.occupation (onet_code char(10) PRIMARY KEY, demand public.demand NOT NULL, tags text[]);
  CREATE VIEW onet.essential_skills AS SELECT * FROM onet.skills;
  CREATE VIEW app.profile AS SELECT s.onetsoc_code, s.data_value, s.rated_at, o.demand
    FROM onet.essential_skills s LEFT JOIN public.occupation o ON o.onet_code = s.onetsoc_code;
  COMMENT ON COLUMN app.profile.demand IS 'As staff judge it.';`;

group.each(majors)("on PostgreSQL %i", async (major) => {
  const server = await testPostgres(major);
  let client: pg.Client;
  beforeAll(async () => {
    const url = await freshDatabase(server);
    await psql(url, TABLES);
    client = new pg.Client({ connectionString: url });
    await client.connect();
  });
  beforeEach(() => client.query("BEGIN"));
  afterEach(() => client.query("ROLLBACK"));
  afterAll(() => client.end());

  const describeNow = async (text: string): Promise<Described> =>
    describe(client, text, await loadCatalog(client));

  test("columns have names, types with precision, comments and the column that they are", async () => {
    const { columns } = await describeNow(
      `SELECT onetsoc_code, demand, data_value AS value, data_value * 2 AS twice, rated_at AS "when (UTC)" FROM app.profile`,
    );
    const from = (column: string) => ({ schema: "app", relation: "profile", column });
    expect(columns).toEqual([
      {
        name: "onetsoc_code",
        type: "character(10)",
        oid: 1042,
        nullable: false,
        comment: null,
        from: from("onetsoc_code"),
      },
      {
        name: "demand",
        type: "public.demand",
        oid: expect.any(Number),
        nullable: true,
        comment: "As staff judge it.",
        from: from("demand"),
      },
      {
        name: "value",
        type: "numeric(5,2)",
        oid: 1700,
        nullable: false,
        comment: "Rating.",
        from: from("data_value"),
      },
      { name: "twice", type: "numeric", oid: 1700, nullable: false, comment: null, from: null },
      {
        name: "when (UTC)",
        type: "timestamp(0) with time zone",
        oid: 1184,
        nullable: true,
        comment: null,
        from: from("rated_at"),
      },
    ]);
  });

  test("parameters have the types that PostgreSQL infers, wherever the text has them", async () => {
    const { parameters, columns } = await describeNow(
      `SELECT 'é $1' AS "$2", "élan" + $1 AS sum, $5::date AS day /* $9 */
       FROM onet.skills WHERE onetsoc_code = ANY ($2) AND data_value>$3AND onetsoc_code = $4 LIMIT $6`.replace(
        "$3AND",
        "$3 AND",
      ),
    );
    expect(parameters.map(({ type }) => type)).toEqual([
      "integer",
      "bpchar[]",
      "numeric",
      "bpchar",
      "date",
      "bigint",
    ]);
    expect(columns.map(({ name, type }) => `${name} ${type}`)).toEqual([
      "$2 text",
      "sum integer",
      "day date",
    ]);
  });

  test("a parameter of a type of ours is named with its schema", async () => {
    const { parameters } = await describeNow("SELECT onet_code FROM public.occupation WHERE demand = $1");
    expect(parameters).toEqual([{ oid: expect.any(Number), type: "public.demand" }]);
  });

  test("it names every table and view that is read, those below views too, and once", async () => {
    const { reads } = await describeNow(
      "WITH p AS (SELECT * FROM app.profile) SELECT 1 AS one FROM p, onet.skills WHERE EXISTS (SELECT FROM public.occupation)",
    );
    expect(reads).toEqual(["app.profile", "onet.essential_skills", "onet.skills", "public.occupation"]);
    expect((await describeNow("SELECT 1 AS one")).reads).toEqual([]);
  });

  test.each([
    ["an unknown table", "SELECT a\nFROM onet.nothing", /relation "onet.nothing" does not exist/, 15],
    ["a name without its schema", "SELECT 1 AS one FROM skills", /relation "skills" does not exist/, 22],
    ["a second statement", "SELECT 1 AS one; DROP TABLE onet.skills", /multiple commands/, undefined],
    ["two columns of one name", "SELECT 1 AS a, 2 AS a", /"a" specified more than once/, undefined],
    [
      "a write",
      "INSERT INTO public.occupation VALUES ('x', 'low') RETURNING *",
      /syntax error at or near "INSERT"/,
      1,
    ],
    ["an untyped record", "SELECT ROW(1) AS r", /pseudo-type record/, undefined],
  ])("%s is refused in PostgreSQL's words, and the transaction goes on", async (_, text, message, position) => {
    const error = await describeNow(text).catch((error: pg.DatabaseError) => error);
    expect((error as pg.DatabaseError).message).toMatch(message);
    expect((error as pg.DatabaseError).position).toBe(position === undefined ? undefined : String(position));
    expect((await describeNow("SELECT count(*) AS n FROM onet.skills")).columns).toHaveLength(1);
  });

  test("it leaves nothing behind, in the transaction and in the session", async () => {
    await client.query("SET LOCAL search_path = onet; SET LOCAL lock_timeout = '3s'");
    const state = async () => {
      const { rows } = await client.query(
        `SELECT current_setting('search_path') AS path, current_setting('lock_timeout') AS timeout,
           (SELECT count(*) FROM pg_prepared_statements) AS prepared, pg_my_temp_schema() AS temp,
           (SELECT count(*) FROM pg_class WHERE relname LIKE 'onetbook%') AS views,
           (SELECT count(*) FROM pg_locks WHERE pid = pg_backend_pid() AND relation = 'onet.skills'::regclass) AS locks`,
      );
      return rows[0];
    };
    const catalog = await loadCatalog(client);
    const before = await state();
    await describe(client, "SELECT data_value FROM onet.skills WHERE onetsoc_code = $1", catalog);
    await describe(client, "SELECT nothing FROM onet.skills", catalog).catch(() => {});
    await describe(client, "SELECT 1 AS a, 2 AS a", catalog).catch(() => {});
    expect(await state()).toEqual(before);
  });

  test("after a rename in the same transaction it sees the incoming tables", async () => {
    await client.query(
      "ALTER SCHEMA onet RENAME TO onet_old; CREATE SCHEMA onet; CREATE TABLE onet.skills (data_value real)",
    );
    expect(await describeNow("SELECT data_value FROM onet.skills")).toMatchObject({
      columns: [{ type: "real", nullable: true }],
      reads: ["onet.skills"],
    });
  });
});
