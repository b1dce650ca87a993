import type pg from "pg";
import { type FunctionKind, loadFunctionKinds } from "./function-kinds.ts";
import { parseRule, type TreeNode } from "./node-tree.ts";

export interface CatalogColumn {
  schema: string;
  relation: string;
  column: string;
  comment: string | null;
}

/** What is asked of PostgreSQL's catalogue about one query after the other. It holds as long as there is no DDL. */
export interface Catalog {
  /** "onet.skills" by OID, without PostgreSQL's own */
  relations: ReadonlyMap<number, string>;
  /** of those relations, by "<OID of the relation>.<number of the column>" */
  columns: ReadonlyMap<string, CatalogColumn>;
  /** columns that hold no NULL, by the same */
  notNullColumns: ReadonlySet<string>;
  /** The query of a view; undefined for PostgreSQL's own and for what is no view. */
  view(oid: number): TreeNode | undefined;
  /** functions by OID; what is not here may answer NULL at any time */
  functions: ReadonlyMap<number, FunctionKind>;
  /** functions declared STRICT: PostgreSQL answers NULL for them where an argument is NULL */
  strict: ReadonlySet<number>;
}

// 16384 is the first OID that is not PostgreSQL's own.
const COLUMNS = `
  SELECT c.oid, n.nspname AS schema, c.relname AS relation, a.attnum AS number, a.attname AS column, d.description AS comment
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  LEFT JOIN pg_catalog.pg_description d ON d.classoid = 'pg_catalog.pg_class'::regclass AND d.objoid = c.oid AND d.objsubid = a.attnum
  WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND c.oid >= 16384`;

/**
 * PostgreSQL keeps NOT NULL for the table itself. Not so for the tables that inherit from it and are read with it: up
 * to 17 they may drop it, from 18 on it can be NO INHERIT; foreign tables only claim it, and NOT VALID says nothing of
 * the rows that are there already.
 */
const NOT_NULL_COLUMNS = `
  WITH RECURSIVE family(root, relation) AS (
    SELECT oid, oid FROM pg_catalog.pg_class WHERE relkind IN ('r', 'p') AND oid >= 16384
    UNION
    SELECT f.root, i.inhrelid FROM family f JOIN pg_catalog.pg_inherits i ON i.inhparent = f.relation),
  doubtful AS (
    SELECT f.root, m.attname
    FROM family f
    JOIN pg_catalog.pg_class c ON c.oid = f.relation
    JOIN pg_catalog.pg_attribute m ON m.attrelid = f.relation
    WHERE NOT m.attnotnull OR c.relkind = 'f'
       OR EXISTS (SELECT FROM pg_catalog.pg_constraint k WHERE k.conrelid = m.attrelid AND k.contype = 'n'
                    AND NOT k.convalidated AND m.attnum = ANY (k.conkey)))
  SELECT array_agg(a.attrelid || '.' || a.attnum) AS columns
  FROM pg_catalog.pg_attribute a
  WHERE a.attnum > 0 AND a.attrelid IN (SELECT root FROM family)
    AND (a.attrelid, a.attname) NOT IN (SELECT root, attname FROM doubtful)`;

/** Reads it, as this transaction sees it. */
export async function loadCatalog(client: pg.Client): Promise<Catalog> {
  const columns = await client.query<CatalogColumn & { oid: number; number: number }>(COLUMNS);
  const notNull = await client.query<{ columns: string[] | null }>(NOT_NULL_COLUMNS);
  const functions = await loadFunctionKinds(client);
  const strict = await client.query<{ oids: number[] }>(
    "SELECT array_agg(oid) AS oids FROM pg_catalog.pg_proc WHERE proisstrict",
  );
  // Materialized views are left out: their rows may be older than a NOT NULL of the tables that they were made from.
  const rules = await client.query<{ ev_class: number; ev_action: string }>(
    `SELECT r.ev_class, r.ev_action::text FROM pg_catalog.pg_rewrite r JOIN pg_catalog.pg_class c ON c.oid = r.ev_class
     WHERE c.relkind = 'v' AND r.ev_type = '1' AND c.oid >= 16384`,
  );
  const actions = new Map(rules.rows.map(({ ev_class, ev_action }) => [ev_class, ev_action]));
  const views = new Map<number, TreeNode>();
  return {
    relations: new Map(columns.rows.map(({ oid, schema, relation }) => [oid, `${schema}.${relation}`])),
    columns: new Map(columns.rows.map(({ oid, number, ...column }) => [`${oid}.${number}`, column])),
    notNullColumns: new Set(notNull.rows[0]!.columns),
    functions,
    strict: new Set(strict.rows[0]!.oids),
    view(oid) {
      const action = actions.get(oid);
      if (action !== undefined && !views.has(oid)) views.set(oid, parseRule(action));
      return views.get(oid);
    },
  };
}
