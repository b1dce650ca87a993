import {
  exampleValues,
  type QueryFile,
  readQueryFiles,
  readSqlFiles,
  type SqlFile,
} from "../sql/query-file.ts";
import { READERS } from "../sql/roles.ts";
import { EXTENSION_KEYS } from "./extension-keys.ts";
import type { Session } from "./session.ts";

/** Something that the incoming release breaks. `name` is what the administrator accepts it by. */
export interface Problem {
  name: string;
  message: string;
}

/** Longest time that a query's example may take on the incoming release. */
const EXAMPLE_SECONDS = 10;

/** SET LOCAL can't be undone but by a savepoint; each check runs in one, so that a failure leaves nothing behind. */
async function attempt(
  session: Session,
  work: () => Promise<unknown>,
  keep: boolean,
): Promise<Error | undefined> {
  await session.client.query("SAVEPOINT attempt");
  try {
    await work();
    await session.client.query(keep ? "RELEASE attempt" : "ROLLBACK TO attempt");
    return undefined;
  } catch (error) {
    await session.client.query("ROLLBACK TO attempt");
    return error as Error;
  }
}

/** The project's SQL, read before a transaction begins: parsing it takes longer than all the rest of the swap. */
export interface ProjectSql {
  views: SqlFile[];
  queries: QueryFile[];
}

export async function readProjectSql(): Promise<ProjectSql> {
  return { views: await readSqlFiles("views"), queries: await readQueryFiles() };
}

/**
 * Renames the incoming schema to onet, the live one to onet_old, and puts a new schema app beside them. Renames change
 * one catalogue row each and lock no table; prepared statements look names up anew at their next execution.
 */
export async function renameSchemas(session: Session, incoming: "onet_new" | "onet_old"): Promise<void> {
  const rename = async (from: string, to: string) => {
    const { rowCount } = await session.client.query("SELECT FROM pg_namespace WHERE nspname = $1", [from]);
    if (rowCount) await session.client.query(`ALTER SCHEMA ${from} RENAME TO ${to}`);
  };
  if (incoming === "onet_new") {
    await rename("onet_old", "onet_gone");
    await rename("onet", "onet_old");
    await rename("onet_new", "onet");
  } else {
    await rename("onet", "onet_leaving");
    await rename("onet_old", "onet");
    await rename("onet_leaving", "onet_old");
  }
  await rename("app_old", "app_gone");
  await rename("app", "app_old");
  await session.client.query("CREATE SCHEMA app");
}

/** Readers may use the new schemas and no longer the old ones; privileges hang on a schema, not on its name. */
export async function grantToReaders(session: Session): Promise<void> {
  const { rowCount } = await session.client.query("SELECT FROM pg_roles WHERE rolname = $1", [READERS]);
  if (!rowCount) return;
  await session.client.query(
    `GRANT USAGE ON SCHEMA onet, app TO ${READERS}; GRANT SELECT ON ALL TABLES IN SCHEMA app TO ${READERS}`,
  );
  for (const schema of ["onet_old", "app_old"]) {
    const { rowCount: present } = await session.client.query("SELECT FROM pg_namespace WHERE nspname = $1", [
      schema,
    ]);
    if (present) await session.client.query(`REVOKE USAGE ON SCHEMA ${schema} FROM ${READERS}`);
  }
}

/** Builds the views of schema app from sql/views/*.sql, in whatever order they need each other. */
export async function buildViews(session: Session, views: readonly SqlFile[]): Promise<Problem[]> {
  let waiting = views;
  for (;;) {
    const failed: { file: SqlFile; error: Error }[] = [];
    for (const file of waiting) {
      const error = await attempt(session, () => createView(session, file), true);
      if (error) failed.push({ file, error });
    }
    if (failed.length === waiting.length || failed.length === 0) {
      return failed.map(({ file, error }) => ({
        name: `app.${file.name}`,
        message: `${file.path}: ${error.message}`,
      }));
    }
    waiting = failed.map(({ file }) => file);
  }
}

async function createView(session: Session, file: SqlFile): Promise<void> {
  const { client } = session;
  const view = `app.${client.escapeIdentifier(file.name)}`;
  await client.query(`CREATE VIEW ${view} AS ${file.source}`);
  if (file.description)
    await client.query(`COMMENT ON VIEW ${view} IS ${client.escapeLiteral(file.description)}`);
  for (const [column, comment] of Object.entries(file.columns)) {
    await client.query(
      `COMMENT ON COLUMN ${view}.${client.escapeIdentifier(column)} IS ${client.escapeLiteral(comment)}`,
    );
  }
}

/**
 * Proves every version-controlled query on the incoming release, with the readers' rights: "run" runs its example,
 * "parse" only has PostgreSQL look up its names. The check runs them; the swap, which holds row locks, parses.
 */
export async function tryQueries(
  session: Session,
  queries: readonly QueryFile[],
  how: "run" | "parse",
): Promise<Problem[]> {
  const { client } = session;
  const problems: Problem[] = [];
  const asReader = await mayBecomeReader(session);
  for (const file of queries) {
    const error = await attempt(
      session,
      async () => {
        const role = asReader ? `; SET LOCAL ROLE ${READERS}` : "";
        await client.query(`SET LOCAL statement_timeout = '${EXAMPLE_SECONDS}s'${role}`);
        if (how === "run")
          await client.query({ text: file.text, values: exampleValues(file), rowMode: "array" });
        else await client.query(`PREPARE onetbook_query AS ${file.text}`);
      },
      false,
    );
    // A prepared statement outlives the savepoint.
    if (how === "parse" && !error) await client.query("DEALLOCATE onetbook_query");
    if (error) problems.push({ name: file.name, message: `${file.path}: ${error.message}` });
  }
  return problems;
}

async function mayBecomeReader(session: Session): Promise<boolean> {
  const { rowCount } = await session.client.query("SELECT FROM pg_roles WHERE rolname = $1", [READERS]);
  if (!rowCount) return false;
  return (
    (await attempt(session, () => session.client.query(`SET LOCAL ROLE ${READERS}`), false)) === undefined
  );
}

/**
 * What else in the database is bound to the tables of the given schemas: hand-made views, foreign keys, functions with
 * a BEGIN ATOMIC body, policies, defaults. They hold on to the old release by OID and would go with it.
 */
export async function boundObjects(session: Session, schemas: string[]): Promise<Problem[]> {
  const ours = EXTENSION_KEYS.map(({ table, column }) => `public.${table}.${column}`);
  const { rows } = await session.client.query<{ object: string; target: string }>(
    `WITH dependent AS (
       SELECT DISTINCT d.classid, d.objid, t.oid AS target,
         CASE d.classid
           WHEN 'pg_rewrite'::regclass THEN (SELECT ev_class FROM pg_rewrite WHERE oid = d.objid)
           WHEN 'pg_constraint'::regclass THEN (SELECT conrelid FROM pg_constraint WHERE oid = d.objid)
           WHEN 'pg_policy'::regclass THEN (SELECT polrelid FROM pg_policy WHERE oid = d.objid)
           WHEN 'pg_attrdef'::regclass THEN (SELECT adrelid FROM pg_attrdef WHERE oid = d.objid)
           WHEN 'pg_trigger'::regclass THEN (SELECT tgrelid FROM pg_trigger WHERE oid = d.objid)
           WHEN 'pg_class'::regclass THEN d.objid
         END AS relation
       FROM pg_class t JOIN pg_namespace n ON n.oid = t.relnamespace
       JOIN pg_depend d ON (d.refclassid = 'pg_class'::regclass AND d.refobjid = t.oid)
                        OR (d.refclassid = 'pg_type'::regclass AND d.refobjid = t.reltype)
       WHERE n.nspname = ANY ($1) AND d.deptype IN ('n', 'a'))
     SELECT DISTINCT CASE WHEN d.relation IS NULL OR d.classid = 'pg_constraint'::regclass THEN pg_describe_object(d.classid, d.objid, 0)
              ELSE pg_describe_object('pg_class'::regclass, d.relation, 0) END AS object, d.target::regclass::text AS target
     FROM dependent d
     LEFT JOIN pg_class c ON c.oid = d.relation LEFT JOIN pg_namespace cn ON cn.oid = c.relnamespace
     LEFT JOIN pg_proc p ON d.classid = 'pg_proc'::regclass AND p.oid = d.objid LEFT JOIN pg_namespace pn ON pn.oid = p.pronamespace
     LEFT JOIN pg_constraint k ON d.classid = 'pg_constraint'::regclass AND k.oid = d.objid
     WHERE coalesce(cn.nspname, pn.nspname, '') NOT IN ('onet', 'onet_new', 'onet_old', 'onet_gone', 'app', 'app_old', 'app_gone', 'pg_toast')
       AND NOT EXISTS (SELECT FROM pg_attribute a WHERE k.contype = 'f' AND a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
                       AND format('%s.%s.%s', cn.nspname, c.relname, a.attname) = ANY ($2))
     ORDER BY 1`,
    [schemas, ours],
  );
  const targets = new Map<string, string[]>();
  for (const { object, target } of rows) targets.set(object, [...(targets.get(object) ?? []), target]);
  return [...targets].map(([name, to]) => ({
    name,
    message: `${name} is bound to ${to.join(", ")} of the release that is live now, would keep reading it after the swap and goes with it when it is dropped: make it part of sql/views, or drop it`,
  }));
}
