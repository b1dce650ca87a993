import { type QueryFile, readQueryFiles, readSqlFiles, type SqlFile } from "../sql/query-file.ts";
import { RAW_QUERIES } from "../sql/raw-queries.ts";
import { type RecordedShapes, readRecordedShapes } from "../sql/recorded-shapes.ts";
import { READERS } from "../sql/roles.ts";
import type { Session } from "./session.ts";

/** Something that the incoming release breaks. `name` is what the administrator accepts it by. */
export interface Problem {
  name: string;
  message: string;
}

/** SET LOCAL can't be undone but by a savepoint; each check runs in one, so that a failure leaves nothing behind. */
export async function attempt(
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
  raw: typeof RAW_QUERIES;
  /** what the code that uses them was written for */
  shapes: RecordedShapes;
}

export async function readProjectSql(): Promise<ProjectSql> {
  return {
    views: await readSqlFiles("views"),
    queries: await readQueryFiles(),
    raw: RAW_QUERIES,
    shapes: await readRecordedShapes(),
  };
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
