import { loadModule, scan } from "libpg-query";
import type pg from "pg";
import type { Catalog } from "./catalog.ts";
import { describeStatement } from "./describe-statement.ts";
import { parseRule, type TreeNode } from "./node-tree.ts";
import { nullableColumns } from "./nullability.ts";

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

const VIEW = "onetbook_described";
/** rtekind of a table or view */
const RELATION = 0;

/**
 * SELECTs as PostgreSQL sees them, each or its error in `position` of the text where it has one. Nothing is run; inside the
 * caller's transaction, which it leaves as it was. Needs an owner (TEMP). Names are looked up in pg_catalog only, so the texts
 * qualify all others.
 */
export async function describeAll(
  client: pg.Client,
  texts: readonly string[],
  catalog: Catalog,
): Promise<(Described | Error)[]> {
  const described: (Described | Error)[] = [];
  const types: TypeNames = new Map();
  await client.query(`SAVEPOINT ${VIEW}; SET LOCAL search_path = pg_catalog; SAVEPOINT ${VIEW}`);
  try {
    for (const text of texts) described.push(await describeOne(client, text, catalog, types).catch(asError));
  } finally {
    await client.query(`RELEASE SAVEPOINT ${VIEW}; ROLLBACK TO SAVEPOINT ${VIEW}; RELEASE SAVEPOINT ${VIEW}`);
  }
  return described;
}

/** The same of one. Errors: PostgreSQL's own. */
export async function describe(client: pg.Client, text: string, catalog: Catalog): Promise<Described> {
  const [described] = await describeAll(client, [text], catalog);
  if (described instanceof Error) throw described;
  return described!;
}

/** By OID, as they are named in a cast; filled when they are met. */
type TypeNames = Map<number, string>;

async function describeOne(
  client: pg.Client,
  text: string,
  catalog: Catalog,
  types: TypeNames,
): Promise<Described> {
  const places = await parameterPlaces(text);
  try {
    const parameters = places.length > 0 ? await readParameters(client, text, types) : [];
    await createView(client, text, places, parameters);
    const { query, columns } = await readView(client);
    const nullable = nullableColumns(query, catalog);
    const targets = query.nodes("targetList");
    return {
      parameters,
      columns: columns.map((column, i) => ({
        ...column,
        nullable: nullable[i]!,
        ...originOf(targets[i]!, catalog),
      })),
      reads: [...readRelations(query, catalog)].sort(),
    };
  } finally {
    await client.query(`ROLLBACK TO SAVEPOINT ${VIEW}`);
  }
}

function asError(error: unknown): Error {
  return error as Error;
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

/** Makes a view of the text, in which each parameter becomes a NULL of its type. */
async function createView(
  client: pg.Client,
  text: string,
  places: ParameterPlace[],
  parameters: Described["parameters"],
): Promise<void> {
  const command = `CREATE TEMP VIEW ${VIEW} AS `;
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

async function readParameters(
  client: pg.Client,
  text: string,
  types: TypeNames,
): Promise<Described["parameters"]> {
  const { parameters } = await describeStatement(client, text);
  if (parameters.some((oid) => !types.has(oid))) {
    // With typmod -1 format_type prints what names the type in a cast too: bpchar, not character, which is character(1).
    const { rows } = await client.query<{ oid: number; type: string }>(
      "SELECT oid, pg_catalog.format_type(oid, -1) AS type FROM unnest($1::oid[]) AS oid",
      [parameters],
    );
    for (const { oid, type } of rows) types.set(oid, type);
  }
  return parameters.map((oid) => ({ oid, type: types.get(oid)! }));
}

type ViewColumn = Pick<DescribedColumn, "name" | "type" | "oid">;

async function readView(client: pg.Client): Promise<{ query: TreeNode; columns: ViewColumn[] }> {
  const { rows } = await client.query<{ action: string; columns: ViewColumn[] }>({
    name: "onetbook describe view",
    text: `SELECT r.ev_action::text AS action,
        (SELECT json_agg(json_build_object('name', attname, 'type', pg_catalog.format_type(atttypid, atttypmod), 'oid', atttypid::bigint) ORDER BY attnum)
         FROM pg_catalog.pg_attribute WHERE attrelid = r.ev_class AND attnum > 0) AS columns
      FROM pg_catalog.pg_rewrite r
      WHERE r.ev_class = (SELECT oid FROM pg_catalog.pg_class WHERE relname = '${VIEW}' AND relnamespace = pg_catalog.pg_my_temp_schema())`,
  });
  const { action, columns } = rows[0]!;
  return { query: parseRule(action), columns };
}

/** The tables and views of a query, and those below its views. */
function readRelations(query: TreeNode, catalog: Catalog, found = new Set<string>()): Set<string> {
  for (const entry of query.all("RANGETBLENTRY")) {
    const relation = entry.number("rtekind") === RELATION ? entry.number("relid") : 0;
    const name = catalog.relations.get(relation);
    // A view's rule names the view itself too, as OLD and NEW.
    if (name === undefined || found.has(name)) continue;
    found.add(name);
    const view = catalog.view(relation);
    if (view) readRelations(view, catalog, found);
  }
  return found;
}

/** The nearest column that a target is, and the nearest comment: a view's columns may have none. */
function originOf(target: TreeNode, catalog: Catalog): Pick<DescribedColumn, "comment" | "from"> {
  let comment: string | null = null;
  let from: DescribedColumn["from"] = null;
  for (let next: TreeNode | null = target; next && next.number("resorigtbl") > 0; ) {
    const relation: number = next.number("resorigtbl");
    const number: number = next.number("resorigcol");
    const column = catalog.columns.get(`${relation}.${number}`);
    from ??= column ? { schema: column.schema, relation: column.relation, column: column.column } : null;
    comment ??= column?.comment ?? null;
    next = catalog.view(relation)?.nodes("targetList")[number - 1] ?? null;
  }
  return { comment, from };
}
