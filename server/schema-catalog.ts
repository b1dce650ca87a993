import { READABLE } from "../sql/adhoc-roles.ts";
import type { Database } from "../sql/client.ts";

/** A table, view or bridge that readers may SELECT from. */
export interface Relation {
  oid: number;
  schema: string;
  name: string;
  /** "bridge": a view under the name that a table has in other releases */
  kind: "table" | "view" | "bridge";
  comment: string | null;
  /** exact for what the release publishes, else PostgreSQL's estimate; null where nobody knows, and for views */
  rows: number | null;
  isExact: boolean;
  /** schema and name as SQL has to write them */
  quoted: string;
  columns: Column[];
}

export interface Column {
  name: string;
  type: string;
  not_null: boolean;
  comment: string | null;
}

/** Where a table's page is. `table`: "onet.skills" */
export function tablePath(table: string): string {
  return `/schema/${encodeURIComponent(table)}`;
}

const SCHEMAS = ["onet", "app", "public"];

// A managed database may have no reader of its own: then the owner reads, who may see private tables too, so that tables of
// public are looked up by name as well.
const CATALOG = `
  SELECT c.oid, n.nspname AS schema, c.relname AS name, k.kind,
         obj_description(c.oid, 'pg_class') AS comment,
         CASE WHEN k.kind = 'table' THEN coalesce(e.rows, CASE WHEN c.reltuples >= 0 THEN c.reltuples::bigint END) END AS rows,
         e.rows IS NOT NULL AS "isExact",
         format('%I.%I', n.nspname, c.relname) AS quoted,
         (
           SELECT jsonb_agg(jsonb_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
                    'not_null', a.attnotnull, 'comment', col_description(c.oid, a.attnum)) ORDER BY a.attnum)
           FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
         ) AS columns
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
  CROSS JOIN onet.release r
  CROSS JOIN LATERAL (
    SELECT CASE WHEN c.relkind NOT IN ('v', 'm') THEN 'table'
                WHEN n.nspname = 'onet' AND c.relname = ANY (r.bridges) THEN 'bridge'
                ELSE 'view' END AS kind
  ) k
  CROSS JOIN LATERAL (SELECT CASE WHEN n.nspname = 'onet' THEN (r.rows ->> c.relname)::bigint END AS rows) e
  WHERE n.nspname = ANY ($1) AND c.relkind IN ('r', 'p', 'f', 'v', 'm') AND c.relispartition = false
    AND (n.nspname <> 'public' OR c.relname = ANY ($2))
    AND has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT')
  ORDER BY array_position($1, n.nspname), c.relname`;

/** All that readers may read, by schema and name. */
export function readCatalog(db: Database, signal: AbortSignal): Promise<Relation[]> {
  return db.query<Relation>(CATALOG, [SCHEMAS, READABLE], { signal });
}

export interface ForeignKey {
  name: string;
  from: string;
  from_columns: string[];
  to: string;
  to_columns: string[];
}

export interface Index {
  name: string;
  is_primary: boolean;
  is_unique: boolean;
  /** "btree (onetsoc_code)" */
  method: string;
}

export interface RelationDetails {
  /** columns of the primary key, in its order */
  primary_key: string[];
  /** out of the table and into it, from and to what readers may read */
  foreign_keys: ForeignKey[];
  indexes: Index[];
  /** of a view */
  definition: string | null;
}

const KEYS = `
  SELECT c.conname AS name, f.nspname || '.' || own.relname AS "from", t.nspname || '.' || other.relname AS "to",
         ARRAY(SELECT attname::text FROM unnest(c.conkey) WITH ORDINALITY u (number, place)
               JOIN pg_attribute ON attrelid = c.conrelid AND attnum = number ORDER BY place) AS from_columns,
         ARRAY(SELECT attname::text FROM unnest(c.confkey) WITH ORDINALITY u (number, place)
               JOIN pg_attribute ON attrelid = c.confrelid AND attnum = number ORDER BY place) AS to_columns
  FROM pg_constraint c
  JOIN pg_class own ON own.oid = c.conrelid
  JOIN pg_namespace f ON f.oid = own.relnamespace
  JOIN pg_class other ON other.oid = c.confrelid
  JOIN pg_namespace t ON t.oid = other.relnamespace
  WHERE c.contype = 'f' AND $1::oid IN (c.conrelid, c.confrelid) AND c.conrelid = ANY ($2::oid[]) AND c.confrelid = ANY ($2::oid[])
  ORDER BY 2, 1`;

const INDEXES = `
  SELECT c.relname AS name, i.indisprimary AS is_primary, i.indisunique AS is_unique,
         regexp_replace(pg_get_indexdef(i.indexrelid), '^.*? USING ', '') AS method,
         ARRAY(SELECT attname::text FROM unnest(i.indkey::smallint[]) WITH ORDINALITY u (number, place)
               JOIN pg_attribute ON attrelid = i.indrelid AND attnum = number ORDER BY place) AS columns
  FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
  WHERE i.indrelid = $1::oid
  ORDER BY i.indisprimary DESC, c.relname`;

// Without a search path every name in it comes with its schema, as queries write them.
const DEFINITION = `
  SELECT CASE WHEN relkind IN ('v', 'm') THEN pg_get_viewdef(oid, true) END AS definition
  FROM set_config('search_path', 'pg_catalog', true) CROSS JOIN pg_class WHERE oid = $1::oid`;

/** What a page about one relation says beyond the catalog. */
export async function readDetails(
  db: Database,
  relation: Relation,
  catalog: readonly Relation[],
  signal: AbortSignal,
): Promise<RelationDetails> {
  const visible = catalog.map(({ oid }) => oid);
  const foreign_keys = await db.query<ForeignKey>(KEYS, [relation.oid, visible], { signal });
  const indexes = await db.query<Index & { columns: string[] }>(INDEXES, [relation.oid], { signal });
  const [view] = await db.query<{ definition: string | null }>(DEFINITION, [relation.oid], { signal });
  const primary_key = indexes.find(({ is_primary }) => is_primary)?.columns ?? [];
  return { primary_key, foreign_keys, indexes, definition: view?.definition ?? null };
}
