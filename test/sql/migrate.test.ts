import { describe, expect, test } from "vitest";
import { migrate } from "../../sql/migrate.ts";
import { prepareDatabase } from "../../sql/prepare-database.ts";
import { freshDatabase, majors, psql, testPostgres } from "../postgres.ts";

describe.each(majors)("on PostgreSQL %i", async (major) => {
  const server = await testPostgres(major);
  const prepared = async () => {
    const url = await freshDatabase(server);
    return { url, ...(await prepareDatabase(url)) };
  };

  test("migrations run where no release is live, go down again and up again", async () => {
    const url = await freshDatabase(server);
    const tables = () =>
      psql<{ relname: string }>(
        url,
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY 1",
      );
    expect(await migrate(url)).toEqual(["0001_annotations", "0002_table_versions", "0003_adhoc_log"]);
    const up = await tables();
    expect(await migrate(url)).toEqual([]);
    await migrate(url, "down");
    expect(await tables()).toEqual([{ relname: "migration" }]);
    expect(await psql(url, "SELECT FROM pg_proc WHERE pronamespace = 'public'::regnamespace")).toEqual([]);
    await migrate(url);
    expect(await tables()).toEqual(up);
  });

  test("servers that start at once migrate once", async () => {
    const url = await freshDatabase(server);
    const logins = await Promise.all([prepareDatabase(url), prepareDatabase(url), prepareDatabase(url)]);
    expect(new Set(logins.map(({ readerUrl }) => readerUrl)).size).toBe(1);
    expect(await psql(url, "SELECT name FROM migration")).toHaveLength(3);
  });

  test("databases of one cluster can be prepared at once, though they share their roles", async () => {
    const urls = await Promise.all(Array.from({ length: 4 }, () => freshDatabase(server)));
    for (const { unprotected } of await Promise.all(urls.map((url) => prepareDatabase(url))))
      expect(unprotected).toEqual([]);
  });

  test("what must not happen can't", async () => {
    const { url, appUrl, readerUrl, unprotected } = await prepared();
    expect(unprotected).toEqual([]);
    await psql(
      url,
      "INSERT INTO institution (name) VALUES ('College'); INSERT INTO occupation (onet_code) VALUES ('11-1011.00')",
    );
    const refused: [string, string, string][] = [
      [url, "INSERT INTO occupation (onet_code) VALUES ('11-1011')", "23514"],
      [url, "INSERT INTO institution (name) VALUES (' ')", "23514"],
      [url, "INSERT INTO institution (name) VALUES ('College')", "23505"],
      [url, "INSERT INTO program_occupation (program_id, onet_code) VALUES (7, '11-1011.00')", "23503"],
      [url, "UPDATE occupation SET onet_code = '11-1021.00'", "23001"],
      [url, "DELETE FROM occupation", "23001"],
      [url, "UPDATE annotation_history SET actor = 'nobody'", "23001"],
      [url, "DELETE FROM annotation_history", "23001"],
      [url, "TRUNCATE annotation_history", "23001"],
      [url, "DELETE FROM retired_annotation", "23001"],
      [appUrl, "DELETE FROM occupation", "42501"],
      [
        appUrl,
        "INSERT INTO annotation_history (table_name, row_key, version, operation, actor) VALUES ('x', '{}', 1, 'insert', 'me')",
        "42501",
      ],
      [appUrl, "CREATE TABLE public.mine ()", "42501"],
      [readerUrl, "SELECT FROM skills_assessment", "42501"],
      [readerUrl, "SELECT FROM annotation_history", "42501"],
      [readerUrl, "INSERT INTO sector (name) VALUES ('x')", "25006"],
    ];
    for (const [as, statement, code] of refused) {
      await expect(psql(as, statement), statement).rejects.toMatchObject({ code });
    }
  });

  test("every state of an annotation stays in its history, with who made it", async () => {
    const { url, appUrl } = await prepared();
    await psql(url, "INSERT INTO occupation (onet_code, note) VALUES ('11-1011.00', 'first')");
    await psql(
      appUrl,
      "BEGIN; SELECT set_config('app.actor', 'ana', true), set_config('app.request_id', 'r-1', true); UPDATE occupation SET note = 'second', version = 99; COMMIT",
    );
    expect(
      await psql(
        url,
        "SELECT version, operation, old_row ->> 'note' AS before, new_row ->> 'note' AS after, actor, request_id FROM annotation_history ORDER BY version",
      ),
    ).toEqual([
      { version: 1, operation: "insert", before: null, after: "first", actor: "postgres", request_id: null },
      { version: 2, operation: "update", before: "first", after: "second", actor: "ana", request_id: "r-1" },
    ]);
    expect(await psql(url, "SELECT version, updated_by FROM occupation")).toEqual([
      { version: 2, updated_by: "ana" },
    ]);
  });

  test("an owner who may not make roles serves as itself, and the protections that are off are named", async () => {
    const url = await freshDatabase(server);
    await psql(server.url, "DROP ROLE IF EXISTS tenant; CREATE ROLE tenant LOGIN PASSWORD 'p'");
    await psql(
      url,
      "GRANT ALL ON SCHEMA public TO tenant; GRANT CREATE ON DATABASE " +
        new URL(url).pathname.slice(1) +
        " TO tenant",
    );
    const tenant = new URL(url);
    [tenant.username, tenant.password] = ["tenant", "p"];
    const { readerUrl, unprotected } = await prepareDatabase(tenant.href);
    expect(readerUrl).toBe(tenant.href);
    expect(unprotected).toEqual([expect.stringContaining("may not create roles")]);
  });

  test("the password of a serving login reaches no server log", async () => {
    const { readerUrl } = await prepared();
    const [row] = await psql<{ rolpassword: string }>(
      server.url,
      "SELECT rolpassword FROM pg_authid WHERE rolname = 'onetbook_reader'",
    );
    expect(row!.rolpassword).toMatch(/^SCRAM-SHA-256\$/);
    expect(await psql(readerUrl, "SELECT current_user AS who")).toEqual([{ who: "onetbook_reader" }]);
  });
});
