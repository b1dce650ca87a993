import { statSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, describe, expect, test } from "vitest";
import { AdhocError, AdhocSql } from "../../sql/adhoc.ts";
import { connectOwner } from "../../sql/owner.ts";
import { prepareDatabase } from "../../sql/prepare-database.ts";
import { freshDatabase, majors, psql, testPostgres } from "../postgres.ts";
import { readHostileStatements, withoutHostileStatements } from "./hostile-statements.ts";

/** None of these may ever be seen in an answer. */
const CANARIES = ["canary-hash-7f3a", "canary-token-91c2", "canary-query-55d0"];

const FIXTURE = `
  CREATE SCHEMA auth;
  CREATE TABLE auth."user" (id int, email text, password_hash text);
  CREATE TABLE auth.session (id int, user_id int, token text);
  CREATE TABLE auth.load_log (id int GENERATED ALWAYS AS IDENTITY, what text);
  INSERT INTO auth."user" VALUES (1, 'ana@example.org', '${CANARIES[0]}');
  INSERT INTO auth.session VALUES (1, 1, '${CANARIES[1]}');
  INSERT INTO auth.load_log (what) VALUES ('first');
  CREATE FUNCTION auth.touch() RETURNS void LANGUAGE sql BEGIN ATOMIC UPDATE auth.session SET id = 2; END;
  CREATE SCHEMA onet; CREATE SCHEMA app;
  CREATE TABLE onet.occupation_data (onetsoc_code text, title text, description text);
  INSERT INTO onet.occupation_data SELECT 'c' || g, 'title ' || g, repeat('d', 100) FROM generate_series(1, 1000) g;
  CREATE TABLE onet.skills (onetsoc_code text, element_id text, data_value numeric);
  INSERT INTO onet.skills SELECT 'c' || g % 1000, '2.A.' || g % 300, g % 700 / 100.0 FROM generate_series(1, 300000) g;
  INSERT INTO public.occupation (onet_code) SELECT '11-' || 1000 + g || '.00' FROM generate_series(1, 1000) g;
  GRANT USAGE ON SCHEMA onet, app TO onetbook_select;
  GRANT SELECT ON ALL TABLES IN SCHEMA onet, app TO onetbook_select;
  ANALYZE`;

/** What no statement may change. */
const STATE = `SELECT jsonb_build_array(
  (SELECT jsonb_agg(to_jsonb(o) ORDER BY o.onet_code) FROM public.occupation o),
  (SELECT jsonb_agg(u) FROM auth."user" u), (SELECT jsonb_agg(s) FROM auth.session s), (SELECT jsonb_agg(s ORDER BY s::text) FROM pg_sequences s),
  (SELECT jsonb_agg(a ORDER BY oid) FROM pg_authid a), (SELECT jsonb_agg(m ORDER BY m::text) FROM pg_auth_members m),
  (SELECT jsonb_agg(s ORDER BY s::text) FROM pg_db_role_setting s), (SELECT jsonb_agg(oid ORDER BY oid) FROM pg_largeobject_metadata),
  (SELECT jsonb_agg(jsonb_build_array(oid, nspname, nspacl::text) ORDER BY oid) FROM pg_namespace WHERE nspname !~ '^pg_(toast_)?temp'),
  (SELECT jsonb_agg(jsonb_build_array(oid, relname, relfilenode, relacl::text) ORDER BY oid) FROM pg_class),
  (SELECT jsonb_agg(extname) FROM pg_extension), (SELECT count(*) FROM pg_proc), (SELECT count(*) FROM pg_prepared_xacts))::text AS state`;

const MAX_WAL_BYTES = 300_000;
const MAX_LOG_BYTES = 200_000;
const TIMEOUT_MS = 1_000;

const SESSION = "SELECT name, setting FROM pg_settings WHERE source = 'session' ORDER BY 1";

describe.skipIf(withoutHostileStatements).each(majors)("on PostgreSQL %i", async (major) => {
  // Its WAL would be taken for a statement's.
  const server = await testPostgres(major, { autovacuum: "off", checkpoint_timeout: "1h" });
  const url = await freshDatabase(server);
  const { adhocUrl } = await prepareDatabase(url);
  await psql(url, FIXTURE);
  const owner = await connectOwner(url, "observer");
  const other = new Client({ connectionString: adhocUrl! });
  other.on("error", () => {});
  await other.connect();
  const sql = new AdhocSql(adhocUrl!, { maxConnections: 1, timeoutMs: TIMEOUT_MS, maxTextBytes: 200_000 });
  afterAll(async () => {
    await sql.end();
    await other.end();
    await owner.end();
  });

  const observe = async () => {
    const { rows } = await owner.query<{ state: string }>(STATE);
    return rows[0]!.state;
  };
  const walPosition = async () => {
    const { rows } = await owner.query<{ at: string }>("SELECT pg_current_wal_insert_lsn() - '0/0' AS at");
    return Number(rows[0]!.at);
  };
  const logSize = () => statSync(join(server.dir, "postgres.log")).size;

  const statements = withoutHostileStatements ? [] : readHostileStatements();
  const before = { state: await observe(), settings: await sql.run(SESSION) };

  test("the collection is read whole", () => {
    expect(statements).toHaveLength(111);
    expect(new Set(statements.map(({ id }) => id)).size).toBe(111);
  });

  test.each([
    "SET LOCAL session_replication_role = replica; UPDATE public.occupation SET note = 'pwned'",
    "DELETE FROM auth.session",
    "CREATE ROLE evil",
    "ALTER ROLE onetbook_adhoc PASSWORD 'pwned'",
    "GRANT onetbook_app TO onetbook_adhoc",
    "ALTER ROLE onetbook_app SET work_mem = '1GB'",
    "SELECT lo_create(0)",
    "CREATE SCHEMA evil",
    "GRANT SELECT ON auth.session TO PUBLIC",
    "TRUNCATE onet.skills",
    "CREATE FUNCTION evil() RETURNS int RETURN 1",
  ])("the observer sees %s", async (text) => {
    await owner.query("BEGIN");
    await owner.query(text);
    const state = await observe();
    await owner.query("ROLLBACK");
    expect(state).not.toBe(before.state);
  });

  test.each(statements)("$id: $aim", async ({ text, outcomes }) => {
    await other.query(`SELECT '${CANARIES[2]}'`);
    const start = { wal: await walPosition(), log: logSize() };

    const shown = await sql.run(text).then(
      (answer) => ({ code: "ok", answer }),
      (error: unknown) => {
        expect(error).toBeInstanceOf(AdhocError);
        return { ...(error as AdhocError), message: (error as AdhocError).message };
      },
    );
    expect([...outcomes], JSON.stringify(shown).slice(0, 300)).toContain(shown.code);
    for (const canary of CANARIES)
      if (!text.includes(canary)) expect(JSON.stringify(shown)).not.toContain(canary);

    expect(await sql.run(SESSION)).toEqual(before.settings);
    expect((await other.query("SELECT 1 AS alive")).rows).toEqual([{ alive: 1 }]);
    expect((await owner.query("SELECT FROM pg_locks WHERE locktype = 'advisory'")).rowCount).toBe(0);
    expect((await walPosition()) - start.wal).toBeLessThan(MAX_WAL_BYTES);
    expect(logSize() - start.log).toBeLessThan(MAX_LOG_BYTES);
    expect(await observe()).toBe(before.state);
  });
});
