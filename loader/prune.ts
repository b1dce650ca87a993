import { boundObjects } from "./bound-objects.ts";
import { LoadError } from "./errors.ts";
import { politely } from "./polite.ts";
import type { Session } from "./session.ts";

/** Drops the releases that a swap has put behind the previous one. Returns whether there was one. */
export async function dropGone(session: Session): Promise<boolean> {
  // Views first: they hang on the release's tables.
  const dropped = [
    await dropSchemaPolitely(session, "app_gone"),
    await dropSchemaPolitely(session, "onet_gone"),
  ];
  return dropped.some(Boolean);
}

/** Drops the previous release as well; after that there is nothing to revert to. Returns whether there was one. */
export async function prunePrevious(session: Session): Promise<boolean> {
  const dropped = [
    await dropSchemaPolitely(session, "app_old"),
    await dropSchemaPolitely(session, "onet_old"),
  ];
  return dropped.some(Boolean);
}

/**
 * Drops a schema relation by relation: one big DROP would hold or wait for a lock on every table at once, and readers
 * of an old snapshot would queue behind it. Errors: LoadError (2) naming what hangs on it from outside.
 */
async function dropSchemaPolitely(session: Session, schema: string): Promise<boolean> {
  const { client } = session;
  const { rowCount } = await client.query("SELECT FROM pg_namespace WHERE nspname = $1", [schema]);
  if (!rowCount) return false;
  const bound = await boundObjects(session, [schema]);
  if (bound.length) {
    throw new LoadError(
      `schema ${schema} can't be dropped: ${bound.map(({ name }) => name).join(", ")} still reads it; drop that first`,
      { exitCode: 2 },
    );
  }
  const { rows } = await client.query<{ name: string; kind: string }>(
    `SELECT format('%I.%I', $1::text, relname) AS name, CASE relkind WHEN 'v' THEN 'VIEW' ELSE 'TABLE' END AS kind
     FROM pg_class WHERE relnamespace = to_regnamespace($1) AND relkind IN ('r', 'v') ORDER BY relkind = 'v' DESC, relname`,
    [schema],
  );
  // CASCADE reaches only what is inside: foreign keys and views between the schema's own relations.
  for (const { name, kind } of rows)
    await politely(session, "ACCESS EXCLUSIVE", [name], () =>
      client.query(`DROP ${kind} IF EXISTS ${name} CASCADE`),
    );
  await client.query(`DROP SCHEMA ${schema} CASCADE`);
  return true;
}
