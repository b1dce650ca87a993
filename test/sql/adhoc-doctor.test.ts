import { Client } from "pg";
import { describe, expect, test } from "vitest";
import { findHoles, type Hole } from "../../sql/adhoc-doctor.ts";
import { connectOwner } from "../../sql/owner.ts";
import { prepareDatabase } from "../../sql/prepare-database.ts";
import { freshDatabase, majors, psql, testPostgres } from "../postgres.ts";

const LIVE = "CREATE SCHEMA onet; CREATE SCHEMA app; GRANT USAGE ON SCHEMA onet, app TO onetbook_select";

/** A statement that opens a hole, and what must be found of it. */
const HOLES: [opened: string, finding: string, what: string][] = [
  ["ALTER ROLE onetbook_adhoc CREATEDB", "role attribute", "CREATEDB"],
  ["ALTER ROLE onetbook_adhoc BYPASSRLS", "role attribute", "BYPASSRLS"],
  ["ALTER ROLE onetbook_adhoc CONNECTION LIMIT -1", "no connection limit", "-1"],
  ["GRANT onetbook_app TO onetbook_adhoc", "member of", "onetbook_app"],
  ["GRANT onetbook_trusted TO onetbook_adhoc", "function", "pg_sleep(double precision)"],
  ["GRANT pg_read_server_files TO onetbook_select", "member of", "pg_read_server_files"],
  ["CREATE TABLE onet.mine (); ALTER TABLE onet.mine OWNER TO onetbook_adhoc", "owns an object", "onet.mine"],
  ["GRANT EXECUTE ON FUNCTION pg_advisory_lock(bigint) TO PUBLIC", "function", "pg_advisory_lock(bigint)"],
  ["GRANT EXECUTE ON FUNCTION set_config TO onetbook_adhoc", "function", "set_config(text,text,boolean)"],
  ["GRANT EXECUTE ON FUNCTION pg_read_file(text) TO onetbook_select", "function", "pg_read_file(text)"],
  ["GRANT EXECUTE ON FUNCTION query_to_xml TO PUBLIC", "function", "query_to_xml"],
  ["GRANT EXECUTE ON FUNCTION pg_stat_get_activity TO PUBLIC", "function", "pg_stat_get_activity"],
  [
    "GRANT EXECUTE ON FUNCTION pg_stat_get_backend_activity TO PUBLIC",
    "function",
    "pg_stat_get_backend_activity",
  ],
  ["CREATE FUNCTION secret() RETURNS int STABLE SECURITY DEFINER RETURN 1", "function", "secret()"],
  ["CREATE PROCEDURE app.work() BEGIN ATOMIC SELECT 1; END", "function", "app.work()"],
  ["GRANT USAGE ON LANGUAGE plpgsql TO PUBLIC", "language", "plpgsql"],
  ["GRANT USAGE ON LANGUAGE sql TO onetbook_select", "language", "sql"],
  [
    "DO $$ BEGIN EXECUTE format('GRANT TEMP ON DATABASE %I TO PUBLIC', current_database()); END $$",
    "database privilege",
    "TEMPORARY",
  ],
  [
    "DO $$ BEGIN EXECUTE format('GRANT CREATE ON DATABASE %I TO onetbook_select', current_database()); END $$",
    "database privilege",
    "CREATE",
  ],
  ["GRANT CREATE ON SCHEMA public TO PUBLIC", "schema CREATE", "public"],
  ["GRANT CREATE ON SCHEMA onet TO onetbook_adhoc", "schema CREATE", "onet"],
  ["CREATE SCHEMA auth; GRANT USAGE ON SCHEMA auth TO onetbook_select", "schema USAGE", "auth"],
  ["CREATE SCHEMA onet_old; GRANT USAGE ON SCHEMA onet_old TO onetbook_select", "schema USAGE", "onet_old"],
  ["GRANT SELECT ON annotation_history TO onetbook_select", "private table", "annotation_history"],
  ["GRANT SELECT (participant) ON skills_assessment TO PUBLIC", "private table", "skills_assessment"],
  [
    "CREATE VIEW leak AS SELECT * FROM skills_assessment; GRANT SELECT ON leak TO onetbook_select",
    "private table",
    "leak",
  ],
  ["GRANT SELECT ON pg_stat_activity TO PUBLIC", "telling catalog", "pg_stat_activity"],
  ["GRANT SELECT ON pg_authid TO onetbook_select", "telling catalog", "pg_authid"],
  ["GRANT UPDATE ON occupation TO onetbook_select", "table write", "occupation UPDATE"],
  ["GRANT TRUNCATE ON sector TO PUBLIC", "table write", "sector TRUNCATE"],
  ["GRANT UPDATE (note) ON occupation TO onetbook_adhoc", "column write", "occupation UPDATE"],
  ["GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO onetbook_select", "sequence", "sector_sector_id_seq"],
  ["GRANT SET ON PARAMETER temp_file_limit TO onetbook_adhoc", "server parameter", "temp_file_limit"],
  ["GRANT ALTER SYSTEM ON PARAMETER work_mem TO PUBLIC", "server parameter", "work_mem"],
  ["CREATE FOREIGN DATA WRAPPER w; GRANT USAGE ON FOREIGN DATA WRAPPER w TO PUBLIC", "foreign server", "w"],
  [
    "CREATE FOREIGN DATA WRAPPER w; CREATE SERVER far FOREIGN DATA WRAPPER w; GRANT USAGE ON FOREIGN SERVER far TO PUBLIC",
    "foreign server",
    "far",
  ],
  ["ALTER ROLE onetbook_adhoc RESET temp_file_limit", "missing limit", "temp_file_limit=256MB"],
  ["ALTER ROLE onetbook_adhoc SET statement_timeout = 0", "missing limit", "statement_timeout=10s"],
  [
    "DO $$ BEGIN EXECUTE format('ALTER ROLE onetbook_adhoc IN DATABASE %I SET temp_file_limit = -1', current_database()); END $$",
    "setting of this database only",
    "temp_file_limit=-1",
  ],
  ["CREATE EXTENSION dblink", "extension", "dblink"],
  ["DROP OWNED BY onetbook_adhoc; DROP ROLE onetbook_adhoc", "role missing", "onetbook_adhoc"],
];

describe.each(majors)("on PostgreSQL %i", async (major) => {
  const server = await testPostgres(major);

  test("a prepared database has no hole, before a release is live and after", async () => {
    const url = await freshDatabase(server);
    expect(await prepareDatabase(url)).toMatchObject({ adhocOff: null, unprotected: [] });
    await psql(url, LIVE);
    expect(await holesOf(url)).toEqual([]);
  });

  test("every kind of hole is found", async () => {
    const url = await freshDatabase(server);
    await prepareDatabase(url);
    await psql(url, LIVE);
    const client = await connectOwner(url, "holes");
    try {
      for (const [opened, finding, what] of HOLES) {
        await client.query("BEGIN");
        await client.query(opened);
        const found = await findHoles(client);
        await client.query("ROLLBACK");
        const named = found.filter((hole) => hole.finding === finding && hole.what.includes(what));
        expect(named, `${opened} gave ${JSON.stringify(found.slice(0, 5))}`).not.toEqual([]);
      }
      expect(await findHoles(client)).toEqual([]);
    } finally {
      await client.end();
    }
  });

  test("a superuser as ad-hoc login is found", async () => {
    const url = await freshDatabase(server);
    await prepareDatabase(url);
    const client = await connectOwner(url, "superuser");
    await client.query("BEGIN; ALTER ROLE onetbook_adhoc SUPERUSER");
    const found = await findHoles(client);
    await client.end();
    expect(found.map(({ finding }) => finding)).toContain("role attribute");
  });

  test("a database that nobody prepared is full of holes", async () => {
    await prepareDatabase(await freshDatabase(server));
    const holes = await holesOf(await freshDatabase(server));
    expect(holes.filter(({ finding }) => finding === "function").length).toBeGreaterThan(150);
    expect(new Set(holes.map(({ finding }) => finding))).toEqual(
      new Set(["function", "language", "database privilege", "telling catalog"]),
    );
  });

  test("the login of the forms may look for holes", async () => {
    const { appUrl } = await prepareDatabase(await freshDatabase(server));
    expect(await holesOf(appUrl)).toEqual([]);
  });

  test("a second start changes no privilege, and closes what was opened since", async () => {
    const url = await freshDatabase(server);
    await prepareDatabase(url);
    const privileges = () =>
      psql(
        url,
        `SELECT 'p' AS kind, oid, xmin::text, proacl::text AS acl FROM pg_proc WHERE proacl IS NOT NULL
         UNION ALL SELECT 'c', oid, xmin::text, relacl::text FROM pg_class WHERE relnamespace = 'pg_catalog'::regnamespace
         UNION ALL SELECT 'd', oid, xmin::text, datacl::text FROM pg_database
         UNION ALL SELECT 's', setrole, xmin::text, setconfig::text FROM pg_db_role_setting WHERE setrole = 'onetbook_adhoc'::regrole ORDER BY 1, 2`,
      );
    const first = await privileges();
    await prepareDatabase(url);
    expect(await privileges()).toEqual(first);

    await psql(url, "GRANT EXECUTE ON FUNCTION pg_sleep TO PUBLIC; CREATE EXTENSION pg_trgm");
    expect((await holesOf(url)).map(({ what }) => what).sort()).toEqual([
      "pg_sleep(double precision)",
      "set_limit(real)",
    ]);
    expect(await prepareDatabase(url)).toMatchObject({ adhocOff: null });
    expect(await holesOf(url)).toEqual([]);
  });

  test("a database restored without our roles gives its logins back what they need, and no more", async () => {
    const url = await freshDatabase(server);
    await prepareDatabase(url);
    await psql(
      url,
      `REVOKE EXECUTE ON FUNCTION set_config FROM onetbook_trusted; REVOKE USAGE ON LANGUAGE plpgsql FROM onetbook_trusted;
       REVOKE SELECT ON pg_locks FROM onetbook_trusted`,
    );
    const { appUrl } = await prepareDatabase(url);
    await psql(appUrl, "SELECT set_config('app.actor', 'ana', true) FROM pg_locks");
    await psql(appUrl, "DO $$ BEGIN END $$");
    await expect(psql(appUrl, "SELECT pg_read_file('/etc/hostname')")).rejects.toMatchObject({
      code: "42501",
    });
    expect(await holesOf(url)).toEqual([]);
  });

  test("ad-hoc SQL is off where a hole stays open, with the reason, and all else works", async () => {
    const url = await freshDatabase(server);
    await psql(url, "CREATE EXTENSION dblink; CREATE EXTENSION tablefunc");
    const logins = await prepareDatabase(url);
    expect(logins).toMatchObject({ adhocUrl: null, unprotected: [] });
    expect(logins.adhocOff).toContain("extension (dblink)");
    expect(await psql(logins.readerUrl, "SELECT FROM occupation")).toEqual([]);
  });

  test("ad-hoc SQL is off where the owner makes roles but is no superuser, and its roles still work", async () => {
    const url = await freshDatabase(server);
    const name = new URL(url).pathname.slice(1);
    await psql(
      url,
      `DROP ROLE IF EXISTS maker; CREATE ROLE maker LOGIN CREATEROLE PASSWORD 'p'; ALTER DATABASE ${name} OWNER TO maker; ALTER SCHEMA public OWNER TO maker`,
    );
    if (major >= 16) {
      for (const role of ["onetbook_select", "onetbook_reader", "onetbook_app"])
        await psql(url, `GRANT ${role} TO maker WITH ADMIN OPTION`);
    }
    const owner = new URL(url);
    [owner.username, owner.password] = ["maker", "p"];
    const logins = await prepareDatabase(owner.href);
    expect(logins).toMatchObject({ adhocUrl: null, unprotected: [] });
    expect(logins.adhocOff).toContain("only a superuser");
    expect(await psql(logins.readerUrl, "SELECT FROM occupation")).toEqual([]);
    expect((await holesOf(url)).length).toBeGreaterThan(150);

    // Prepared once by a superuser, as an administrator may do, the owner's own ways stay open.
    await prepareDatabase(url);
    expect(await psql(owner.href, "SELECT FROM pg_locks WHERE pid = pg_backend_pid()")).not.toEqual([]);
    expect(await prepareDatabase(url)).toMatchObject({ adhocOff: null });
    await psql(
      url,
      `ALTER DATABASE ${name} OWNER TO postgres; REASSIGN OWNED BY maker TO postgres; DROP OWNED BY maker; DROP ROLE maker`,
    );
  });

  test("the logins of queries and forms keep what is closed to ad-hoc SQL", async () => {
    const { readerUrl, appUrl, adhocUrl } = await prepareDatabase(await freshDatabase(server));
    const text = "SELECT set_config('app.actor', 'ana', true), pg_notify('here', ''), pg_backend_pid()";
    for (const url of [readerUrl, appUrl]) expect(await psql(url, text)).toHaveLength(1);
    await expect(psql(adhocUrl!, text)).rejects.toMatchObject({ code: "42501" });
    expect(await psql(adhocUrl!, "SELECT now(), gen_random_uuid(), random()")).toHaveLength(1);
  });

  test("the password of the ad-hoc login is stored as a verifier", async () => {
    const { adhocUrl } = await prepareDatabase(await freshDatabase(server));
    const [row] = await psql<{ rolpassword: string }>(
      server.url,
      "SELECT rolpassword FROM pg_authid WHERE rolname = 'onetbook_adhoc'",
    );
    expect(row!.rolpassword).toMatch(/^SCRAM-SHA-256\$/);
    const wrong = new URL(adhocUrl!);
    wrong.password = "guessed";
    const client = new Client({ connectionString: wrong.href });
    client.on("error", () => {});
    await expect(client.connect()).rejects.toMatchObject({ code: "28P01" });
    expect(await psql(adhocUrl!, "SELECT current_user AS who")).toEqual([{ who: "onetbook_adhoc" }]);
  });
});

async function holesOf(url: string): Promise<Hole[]> {
  const client = await connectOwner(url, "holes");
  try {
    return await findHoles(client);
  } finally {
    await client.end();
  }
}
