import { type Described, describe } from "../sql/describe.ts";
import { loadNullabilityCatalog, type NullabilityCatalog } from "../sql/nullability-catalog.ts";
import { exampleValues, type QueryFile, type SqlFile } from "../sql/query-file.ts";
import { READERS } from "../sql/roles.ts";
import { type Shape, shapeChanges, shapeOf } from "../sql/shape.ts";
import { attempt, type Problem, type ProjectSql } from "./incoming.ts";
import type { Session } from "./session.ts";

/** Longest time that a query's example may take on the incoming release. */
const EXAMPLE_SECONDS = 10;

/**
 * The gate: every view and query is described on the incoming release and compared with its record, and every query's
 * example is run with the readers' rights. One that has no record yet (npm run sql) has to run only.
 */
export async function proveQueries(
  session: Session,
  { views, queries, shapes }: ProjectSql,
): Promise<Problem[]> {
  const catalog = await loadNullabilityCatalog(session.client);
  // A session's first temporary object makes a schema for them; made inside each query's savepoint it cost 40 ms in all.
  await session.client.query("CREATE TEMP VIEW onetbook_first AS SELECT");
  const broken: Problem[] = [];
  for (const view of views)
    broken.push(...(await compareView(session, catalog, view, shapes.get(`app.${view.name}`))));
  const asReader = await mayBecomeReader(session);
  for (const query of queries) {
    const changes = await compare(session, catalog, query, shapes.get(query.name));
    broken.push(...(changes ?? (await runExample(session, query, asReader))));
  }
  return broken;
}

/** The swap's part of it: only has PostgreSQL look up the names, since it holds row locks. */
export async function parseQueries(session: Session, queries: readonly QueryFile[]): Promise<Problem[]> {
  const { client } = session;
  const asReader = await mayBecomeReader(session);
  const broken: Problem[] = [];
  for (const query of queries) {
    const error = await attempt(
      session,
      async () => {
        if (asReader) await client.query(`SET LOCAL ROLE ${READERS}`);
        await client.query(`PREPARE onetbook_query AS ${query.text}`);
      },
      false,
    );
    // A prepared statement outlives the savepoint.
    if (error) broken.push(failure(query, error));
    else await client.query("DEALLOCATE onetbook_query");
  }
  return broken;
}

/** Undefined where the query is as recorded, or has no record. */
async function compare(
  { client }: Session,
  catalog: NullabilityCatalog,
  query: QueryFile,
  recorded: Shape | undefined,
): Promise<Problem[] | undefined> {
  if (!recorded) return undefined;
  let described: Described;
  try {
    described = await describe(client, query.text, catalog);
  } catch (error) {
    return [failure(query, error as Error)];
  }
  const changes = breaking(query.name, recorded, shapeOf(described, query.order));
  return changes.length ? changes : undefined;
}

/** A view that could not be built is no problem of its shape: buildViews has told. */
async function compareView(
  { client }: Session,
  catalog: NullabilityCatalog,
  view: SqlFile,
  recorded: Shape | undefined,
): Promise<Problem[]> {
  const name = `app.${view.name}`;
  const { rows } = await client.query<{ built: boolean }>("SELECT to_regclass($1) IS NOT NULL AS built", [
    name,
  ]);
  if (!recorded || !rows[0]!.built) return [];
  return breaking(name, recorded, shapeOf(await describe(client, `SELECT * FROM ${name}`, catalog), []));
}

function breaking(name: string, recorded: Shape, found: Shape): Problem[] {
  const changes = shapeChanges(name, recorded, found).filter(({ breaks }) => breaks);
  return changes.map(({ message }) => ({ name, message }));
}

async function runExample(session: Session, query: QueryFile, asReader: boolean): Promise<Problem[]> {
  const { client } = session;
  const error = await attempt(
    session,
    async () => {
      const role = asReader ? `; SET LOCAL ROLE ${READERS}` : "";
      await client.query(`SET LOCAL statement_timeout = '${EXAMPLE_SECONDS}s'${role}`);
      await client.query({ text: query.text, values: exampleValues(query), rowMode: "array" });
    },
    false,
  );
  return error ? [failure(query, error)] : [];
}

function failure({ name, path, text, line }: QueryFile, error: Error): Problem {
  const { position } = error as { position?: string };
  const at =
    position === undefined ? "" : `:${line + text.slice(0, Number(position) - 1).split("\n").length - 1}`;
  return { name, message: `${path}${at}: ${error.message}` };
}

async function mayBecomeReader(session: Session): Promise<boolean> {
  const { rowCount } = await session.client.query("SELECT FROM pg_roles WHERE rolname = $1", [READERS]);
  if (!rowCount) return false;
  return (
    (await attempt(session, () => session.client.query(`SET LOCAL ROLE ${READERS}`), false)) === undefined
  );
}
