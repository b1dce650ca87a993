import type pg from "pg";
import { type Catalog, loadCatalog } from "../sql/catalog.ts";
import { type Described, describeAll } from "../sql/describe.ts";
import { describeStatement } from "../sql/describe-statement.ts";
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
  const broken = await compare(
    client,
    catalog,
    statements.filter(({ faults }) => faults),
  );
  const toRun = statements.filter(
    ({ name, values }) => values && !broken.some((fault) => fault.name === name),
  );
  const failed = await eachAsReader(session, toRun, ({ text, values }) =>
    client.query({ text, values: values!, rowMode: "array" }),
  );
  return [...broken, ...failed];
}

/** What has become of what is recorded. */
async function compare(client: pg.Client, catalog: Catalog, statements: Statement[]): Promise<Problem[]> {
  const texts = statements.map(({ text }) => text);
  const described = await describeAll(client, texts, catalog);
  return statements.flatMap(({ name, faults, failure }, i) => {
    const found = described[i]!;
    if (found instanceof Error) return [{ name, message: failure(found) }];
    return faults!(found).map((fault) => ({ name, message: `${name}: ${fault}` }));
  });
}

/** The swap's part of it: only has PostgreSQL look up the names, since it holds row locks. */
export async function parseQueries(session: Session, queries: readonly QueryFile[]): Promise<Problem[]> {
  const statements = queries.map((query) => ({
    name: query.name,
    text: query.text,
    failure: (error: Error) => fileFailure(query, error),
  }));
  return eachAsReader(session, statements, ({ text }) => describeStatement(session.client, text));
}

/** Does `work` for each with the readers' rights and a time limit: a round trip for each, as PostgreSQL is busy with foreign keys. */
async function eachAsReader(
  session: Session,
  statements: readonly Statement[],
  work: (statement: Statement) => Promise<unknown>,
): Promise<Problem[]> {
  const { client } = session;
  const role = (await mayBecomeReader(session)) ? `; SET LOCAL ROLE ${READERS}` : "";
  const problems: Problem[] = [];
  await client.query(
    `SAVEPOINT readers; SET LOCAL statement_timeout = '${EXAMPLE_SECONDS}s'${role}; SAVEPOINT one`,
  );
  for (const statement of statements) {
    try {
      await work(statement);
    } catch (error) {
      await client.query("ROLLBACK TO one");
      problems.push({ name: statement.name, message: statement.failure(error as Error) });
    }
  }
  await client.query("ROLLBACK TO readers; RELEASE readers");
  return problems;
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
