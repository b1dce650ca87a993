import { type Catalog, loadCatalog } from "../sql/catalog.ts";
import { type Described, describe } from "../sql/describe.ts";
import { exampleValues, type QueryFile, type SqlFile } from "../sql/query-file.ts";
import type { RAW_QUERIES } from "../sql/raw-queries.ts";
import { shapeFaults } from "../sql/raw-query.ts";
import type { RecordedShapes } from "../sql/recorded-shapes.ts";
import { READERS } from "../sql/roles.ts";
import { shapeChanges, shapeOf } from "../sql/shape.ts";
import { attempt, type Problem, type ProjectSql } from "./incoming.ts";
import type { Session } from "./session.ts";

/** Longest time that a query's example may take on the incoming release. */
const EXAMPLE_SECONDS = 10;

/** A SELECT that an incoming release must not break. */
interface Statement {
  name: string;
  text: string;
  /** of its example; a view has none and is not run */
  values?: unknown[];
  /** What of the answer is not what its users were written for. Absent: nothing is recorded, and it only has to run. */
  faults?: (described: Described) => string[];
  /** the message that goes with PostgreSQL's error */
  failure(error: Error): string;
}

/**
 * The gate: every view and query is described on the incoming release and compared with its record, and every query's
 * example is run with the readers' rights. One that has no record yet (npm run sql) has to run only.
 */
export async function proveQueries(
  session: Session,
  { views, queries, raw, shapes }: ProjectSql,
): Promise<Problem[]> {
  const { client } = session;
  const catalog = await loadCatalog(client);
  // A session's first temporary object makes a schema for them; made inside each query's savepoint it cost 40 ms in all.
  await client.query("CREATE TEMP VIEW onetbook_first AS SELECT");
  const statements = [
    ...(await builtViews(session, views)).map((view) => viewStatement(view, shapes)),
    ...queries.map((query) => fileStatement(query, shapes)),
    ...raw.map(rawStatement),
  ];
  const asReader = await mayBecomeReader(session);
  const broken: Problem[] = [];
  for (const statement of statements) broken.push(...(await prove(session, catalog, statement, asReader)));
  return broken;
}

async function prove(
  session: Session,
  catalog: Catalog,
  { name, text, values, faults, failure }: Statement,
  asReader: boolean,
): Promise<Problem[]> {
  const { client } = session;
  try {
    const found = faults ? faults(await describe(client, text, catalog)) : [];
    if (found.length > 0) return found.map((fault) => ({ name, message: `${name}: ${fault}` }));
  } catch (error) {
    return [{ name, message: failure(error as Error) }];
  }
  if (!values) return [];
  const error = await attempt(
    session,
    async () => {
      const role = asReader ? `; SET LOCAL ROLE ${READERS}` : "";
      await client.query(`SET LOCAL statement_timeout = '${EXAMPLE_SECONDS}s'${role}`);
      await client.query({ text, values, rowMode: "array" });
    },
    false,
  );
  return error ? [{ name, message: failure(error) }] : [];
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
    if (error) broken.push({ name: query.name, message: fileFailure(query, error) });
    else await client.query("DEALLOCATE onetbook_query");
  }
  return broken;
}

/** One that could not be built has been told by buildViews. */
async function builtViews({ client }: Session, views: readonly SqlFile[]): Promise<SqlFile[]> {
  const { rows } = await client.query<{ name: string }>(
    "SELECT relname AS name FROM pg_class WHERE relnamespace = to_regnamespace('app') AND relkind = 'v'",
  );
  return views.filter((view) => rows.some(({ name }) => name === view.name));
}

function viewStatement({ name: view, path }: SqlFile, shapes: RecordedShapes): Statement {
  const name = `app.${view}`;
  return {
    name,
    text: `SELECT * FROM ${name}`,
    failure: (error) => `${path}: ${error.message}`,
    ...comparison(name, [], shapes),
  };
}

function fileStatement(query: QueryFile, shapes: RecordedShapes): Statement {
  const { name, text, order } = query;
  const failure = (error: Error) => fileFailure(query, error);
  return { name, text, values: exampleValues(query), failure, ...comparison(name, order, shapes) };
}

function rawStatement({ name, row, build, example }: (typeof RAW_QUERIES)[number]): Statement {
  const { text, values } = build(...example);
  const failure = (error: Error) => `${name} (sql/raw-queries.ts): ${error.message}`;
  return { name, text, values, failure, faults: (described) => shapeFaults(row, described) };
}

function comparison(
  name: string,
  order: readonly string[],
  shapes: RecordedShapes,
): Pick<Statement, "faults"> {
  const recorded = shapes.get(name);
  if (!recorded) return {};
  return {
    faults: (described) =>
      shapeChanges(recorded, shapeOf(described, order)).flatMap(({ message, breaks }) =>
        breaks ? [message] : [],
      ),
  };
}

function fileFailure({ path, text, line }: QueryFile, error: Error): string {
  const { position } = error as { position?: string };
  const lines = text.slice(0, Number(position ?? 0) - 1).split("\n").length;
  return `${path}${position === undefined ? "" : `:${line + lines - 1}`}: ${error.message}`;
}

async function mayBecomeReader(session: Session): Promise<boolean> {
  const { rowCount } = await session.client.query("SELECT FROM pg_roles WHERE rolname = $1", [READERS]);
  if (!rowCount) return false;
  return (
    (await attempt(session, () => session.client.query(`SET LOCAL ROLE ${READERS}`), false)) === undefined
  );
}
