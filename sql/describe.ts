import { loadModule, scan } from "libpg-query";
import type pg from "pg";
import { parseRule, type TreeNode } from "./node-tree.ts";
import { nullableColumns } from "./nullability.ts";
import type { NullabilityCatalog } from "./nullability-catalog.ts";

export interface DescribedColumn {
  name: string;
  /** as format_type prints it: "numeric(5,2)" */
  type: string;
  oid: number;
  /** false is a promise, true may be caution: see nullability.ts */
  nullable: boolean;
  /** of the column that it comes from; where a view's has none, of the column below it */
  comment: string | null;
  /** the table's or view's column that it is, unchanged */
  from: { schema: string; relation: string; column: string } | null;
}

export interface Described {
  /** of $1, $2 … */
  parameters: { oid: number; type: string }[];
  columns: DescribedColumn[];
  /** every table and view that it reads, those below its views too: "onet.skills", sorted */
  reads: string[];
}

const STATEMENT = "onetbook_described";
const VIEW = "pg_temp.onetbook_described";

/**
 * One SELECT as PostgreSQL sees it. Nothing is run; inside the caller's transaction, which it leaves as it was. Needs an
 * owner (TEMP). Names are looked up in pg_catalog only, so the text qualifies all others.
 * Errors: PostgreSQL's own; `position` counts in `text` where the error has one.
 */
export async function describe(
  client: pg.Client,
  text: string,
  catalog: NullabilityCatalog,
): Promise<Described> {
  const places = await parameterPlaces(text);
  await client.query(`SAVEPOINT ${STATEMENT}; SET LOCAL search_path = pg_catalog`);
  let isPrepared = false;
  try {
    let parameters: Described["parameters"] = [];
    if (places.length > 0) {
      await create(client, `PREPARE ${STATEMENT} AS `, text);
      isPrepared = true;
      parameters = await readParameters(client);
    }
    await create(client, `CREATE TEMP VIEW ${STATEMENT} AS `, text, places, parameters);
    const { query, reads } = await readView(client);
    return { parameters, columns: await readColumns(client, query, catalog), reads };
  } finally {
    const undo = `ROLLBACK TO SAVEPOINT ${STATEMENT}; RELEASE SAVEPOINT ${STATEMENT}`;
    // A prepared statement survives a rollback.
    await client.query(isPrepared ? `${undo}; DEALLOCATE ${STATEMENT}` : undo);
  }
}

/** Where the text has $1, $2 …: offsets in bytes, as PostgreSQL's scanner counts. */
interface ParameterPlace {
  start: number;
  end: number;
  number: number;
}

async function parameterPlaces(text: string): Promise<ParameterPlace[]> {
  await loadModule();
  const bytes = Buffer.from(text);
  const { tokens } = (await scan(text)) as { tokens: { start: number; end: number }[] };
  return tokens.flatMap(({ start, end }) => {
    const number = /^\$(\d+)$/.exec(bytes.toString("utf8", start, end))?.[1];
    return number ? [{ start, end, number: Number(number) }] : [];
  });
}

/** Runs `command` with the text after it, in which each parameter that is given becomes a NULL of its type. */
async function create(
  client: pg.Client,
  command: string,
  text: string,
  places: ParameterPlace[] = [],
  parameters: Described["parameters"] = [],
): Promise<void> {
  const bytes = Buffer.from(text);
  let body = "";
  let copied = 0;
  for (const { start, end, number } of places) {
    body += `${bytes.toString("utf8", copied, start)}(NULL::${parameters[number - 1]!.type})`;
    copied = end;
  }
  body += bytes.toString("utf8", copied);
  // The extended protocol refuses a text with two statements; the typings of pg do not know the option.
  const query = { text: command + body, queryMode: "extended" };
  try {
    await client.query(query);
  } catch (error) {
    const { position } = error as pg.DatabaseError;
    if (position === undefined) throw error;
    const inText = places.length > 0 ? undefined : String(Number(position) - command.length);
    throw Object.assign(error as pg.DatabaseError, { position: inText });
  }
}

async function readParameters(client: pg.Client): Promise<Described["parameters"]> {
  // With typmod -1 format_type prints what names the type in a cast too: bpchar, not character, which is character(1).
  const { rows } = await client.query<{ oid: number; type: string }>(
    `SELECT p.oid, pg_catalog.format_type(p.oid, -1) AS type
     FROM pg_catalog.pg_prepared_statements s, unnest(s.parameter_types::oid[]) WITH ORDINALITY AS p(oid, number)
     WHERE s.name = $1 ORDER BY p.number`,
    [STATEMENT],
  );
  return rows;
}

async function readView(client: pg.Client): Promise<{ query: TreeNode; reads: string[] }> {
  const { rows } = await client.query<{ action: string; reads: string[] }>(
    `WITH RECURSIVE read(relation) AS (
       SELECT $1::regclass::oid
       UNION
       SELECT d.refobjid
       FROM read v
       JOIN pg_catalog.pg_rewrite r ON r.ev_class = v.relation AND r.ev_type = '1'
       JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_rewrite'::regclass AND d.objid = r.oid
         AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.deptype = 'n')
     SELECT (SELECT ev_action::text FROM pg_catalog.pg_rewrite WHERE ev_class = $1::regclass) AS action,
       array(SELECT n.nspname || '.' || c.relname
             FROM read v JOIN pg_catalog.pg_class c ON c.oid = v.relation JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
             WHERE c.oid <> $1::regclass AND c.relkind IN ('r', 'p', 'v', 'm', 'f')) AS reads`,
    [VIEW],
  );
  const { action, reads } = rows[0]!;
  return { query: parseRule(action), reads: reads.sort() };
}

async function readColumns(client: pg.Client, query: TreeNode, catalog: NullabilityCatalog) {
  const nullable = nullableColumns(query, catalog);
  const { rows } = await client.query<Omit<DescribedColumn, "nullable" | "from" | "comment">>(
    `SELECT attname AS name, pg_catalog.format_type(atttypid, atttypmod) AS type, atttypid AS oid
     FROM pg_catalog.pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 ORDER BY attnum`,
    [VIEW],
  );
  const origins = await readOrigins(client, query, catalog);
  return rows.map((column, i): DescribedColumn => {
    const chain = origins.filter(({ position }) => position === i);
    const comment = chain.find((origin) => origin.comment !== null)?.comment ?? null;
    const [first] = chain;
    const from = first ? { schema: first.schema, relation: first.relation, column: first.column } : null;
    return { ...column, nullable: nullable[i]!, comment, from };
  });
}

/** For each column the table's or view's column that it is, and below a view's the next, nearest first. */
async function readOrigins(client: pg.Client, query: TreeNode, catalog: NullabilityCatalog) {
  const positions: number[] = [];
  const relations: number[] = [];
  const columns: number[] = [];
  query.nodes("targetList").forEach((target, position) => {
    for (let next = target; next && next.number("resorigtbl") > 0; ) {
      const [relation, column] = [next.number("resorigtbl"), next.number("resorigcol")];
      positions.push(position);
      relations.push(relation);
      columns.push(column);
      next = catalog.view(relation)?.nodes("targetList")[column - 1] ?? null;
    }
  });
  type Origin = {
    position: number;
    schema: string;
    relation: string;
    column: string;
    comment: string | null;
  };
  const { rows } = await client.query<Origin>(
    `SELECT o.position, n.nspname AS schema, c.relname AS relation, a.attname AS column,
            pg_catalog.col_description(a.attrelid, a.attnum) AS comment
     FROM unnest($1::int[], $2::oid[], $3::int[]) WITH ORDINALITY AS o(position, relation, number, depth)
     JOIN pg_catalog.pg_attribute a ON a.attrelid = o.relation AND a.attnum = o.number
     JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
     JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
     ORDER BY o.depth`,
    [positions, relations, columns],
  );
  return rows;
}
