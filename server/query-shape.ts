import { parse } from "libpg-query";
import type { Database } from "../sql/client.ts";
import type { OriginColumn } from "../sql/connection.ts";
import type { QueryFile } from "../sql/query-file.ts";
import { acceptedBroken } from "../sql/raw-queries.ts";
import { runRaw } from "../sql/raw-query.ts";
import { type ColumnType, columnType } from "../sql/types.ts";
import { columnFacts } from "./column-facts.ts";

export interface ResultColumn {
  name: string;
  /** of enums and extension types, which arrive as PostgreSQL's text, like that of text but for the name */
  type: ColumnType;
  /** false: recorded as never NULL (npm run sql), which the live release was held to */
  nullable: boolean;
  /** of the front matter, else the comment of the column that it is */
  doc?: string;
}

/** What a query takes and gives on one release. */
export interface QueryShape {
  /** of $1, $2 … */
  parameters: ColumnType[];
  columns: ResultColumn[];
  /** every table that it reads, also below views: "public.sector", sorted */
  reads: string[];
  /** The same tables and parameters always give the same rows: no clock, no chance. */
  isSteady: boolean;
}

const TEXT = columnType(25)!;

/** Asks the server, without running the query. Errors: PostgreSQL's, where the live release lacks what the query names. */
export async function describeQuery(db: Database, query: QueryFile): Promise<QueryShape> {
  const { parameters, columns } = await db.describe(query.text);
  const words = await wordsOf(query.text);
  const tables: string[] = [];
  const views: string[] = [];
  for (const relation of await readRelations(db, [...words.relations])) {
    (relation.definition === null ? tables : views).push(`${relation.schema}.${relation.name}`);
    if (relation.definition !== null) await wordsOf(relation.definition, words);
  }
  const facts = await columnFacts(query);
  const [live] = await runRaw(db, acceptedBroken, []);
  const isProven = ![query.name, ...views].some((name) => live?.accepted.includes(name));
  const comments = await readComments(db, columns);
  const typeOf = await typesOf(db, [...parameters, ...columns.map(({ type }) => type)]);
  return {
    parameters: parameters.map(typeOf),
    columns: columns.map(({ name, type }, i) => {
      const doc = query.columns[name] ?? comments[i];
      const nullable = !isProven || (facts.get(name)?.nullable ?? true);
      return { name, type: typeOf(type), nullable, ...(doc && { doc }) };
    }),
    reads: tables.sort(),
    isSteady: !words.dependsOnMoment && !(await unsteady(db, [...words.functions])),
  };
}

async function typesOf(db: Database, oids: number[]): Promise<(oid: number) => ColumnType> {
  const unlisted = oids.filter((oid) => !columnType(oid));
  const rows = unlisted.length
    ? await db.query<{ oid: number; name: string }>(
        "SELECT oid::int8 AS oid, format_type(oid, -1) AS name FROM unnest($1::oid[]) AS oid",
        [unlisted],
      )
    : [];
  const names = new Map(rows.map(({ oid, name }) => [oid, name]));
  return (oid) => columnType(oid) ?? { ...TEXT, name: names.get(oid) ?? TEXT.name };
}

async function readComments(db: Database, columns: readonly OriginColumn[]): Promise<(string | null)[]> {
  const rows = await db.query<{ comment: string | null }>(
    `SELECT col_description(o.relation, o.number) AS comment
     FROM unnest($1::oid[], $2::int4[]) WITH ORDINALITY AS o(relation, number, place) ORDER BY place`,
    [columns.map(({ table }) => table), columns.map(({ number }) => number)],
  );
  return rows.map(({ comment }) => comment);
}

/** What a statement names. */
interface Words {
  /** also names of its WITH queries, which no relation may have */
  relations: Set<string>;
  functions: Set<string>;
  dependsOnMoment: boolean;
}

async function wordsOf(
  text: string,
  words: Words = { relations: new Set(), functions: new Set(), dependsOnMoment: false },
): Promise<Words> {
  collect(await parse(text), words);
  return words;
}

function collect(node: unknown, words: Words): void {
  if (typeof node !== "object" || node === null) return;
  for (const [key, value] of Object.entries(node)) {
    if (key === "RangeVar") words.relations.add(relationName(value));
    else if (key === "FuncCall") words.functions.add(value.funcname.at(-1).String.sval);
    else if (key === "SQLValueFunction" || key === "RangeTableSample") words.dependsOnMoment = true;
    else if (key === "A_Const" && namesMoment(value.sval?.sval)) words.dependsOnMoment = true;
    collect(value, words);
  }
}

function relationName({ schemaname, relname }: { schemaname?: string; relname: string }): string {
  const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
  return schemaname === undefined ? quoted(relname) : `${quoted(schemaname)}.${quoted(relname)}`;
}

/** PostgreSQL reads these as a date or time: 'today'::date. */
export function namesMoment(value: unknown): boolean {
  return typeof value === "string" && /\b(now|today|tomorrow|yesterday)\b/i.test(value);
}

function readRelations(db: Database, names: string[]) {
  return db.query<{ schema: string; name: string; definition: string | null }>(
    `WITH RECURSIVE read(relation) AS (
       SELECT to_regclass(name)::oid FROM unnest($1::text[]) AS name
       UNION
       SELECT d.refobjid FROM read v
       JOIN pg_rewrite r ON r.ev_class = v.relation AND r.ev_type = '1'
       JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid
         AND d.refclassid = 'pg_class'::regclass AND d.deptype = 'n')
     SELECT n.nspname AS schema, c.relname AS name, CASE c.relkind WHEN 'v' THEN pg_get_viewdef(c.oid) END AS definition
     FROM read JOIN pg_class c ON c.oid = relation JOIN pg_namespace n ON n.oid = c.relnamespace`,
    [names],
  );
}

/** Stable only for what a session sets once for all (TimeZone, text search configuration), not for the time. */
const STEADY = [
  ..."array_to_string concat concat_ws date_part date_trunc extract format generate_series jsonb_agg jsonb_build_array".split(
    " ",
  ),
  ..."jsonb_build_object jsonb_object_agg json_agg json_build_array json_build_object json_object_agg".split(
    " ",
  ),
  ..."phraseto_tsquery plainto_tsquery row_to_json timezone to_char to_date to_json to_jsonb to_number to_timestamp".split(
    " ",
  ),
  ..."to_tsquery to_tsvector ts_headline websearch_to_tsquery".split(" "),
];

/** True where a function of one of these names may answer otherwise the next time. */
async function unsteady(db: Database, functions: string[]): Promise<boolean> {
  const [found] = await db.query<{ unsteady: boolean }>(
    `SELECT EXISTS (SELECT FROM pg_proc WHERE proname = ANY ($1::text[]) AND provolatile <> 'i'
       AND NOT (provolatile = 's' AND pronamespace = 'pg_catalog'::regnamespace AND proname = ANY ($2::text[]))) AS unsteady`,
    [functions, STEADY],
  );
  return found!.unsteady;
}
