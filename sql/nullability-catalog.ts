import type pg from "pg";
import { parseRule, type TreeNode } from "./node-tree.ts";

/**
 * What is known of a function's answer. "values": NULL only where an argument is; "first": only where the first one is;
 * "never": whatever the arguments; "count": an aggregate that is never NULL; "aggregate": one that is not NULL over at
 * least one row, if no argument is; "rows": a set without NULLs; "keys": one without NULLs in its first column.
 */
export type FunctionKind = "values" | "first" | "never" | "count" | "aggregate" | "rows" | "keys";

/** What nullability.ts asks of the catalogue. It holds OIDs, so it survives renames but no DDL. */
export interface NullabilityCatalog {
  /** columns that hold no NULL: "<OID of the table>.<number of the column>" */
  notNullColumns: ReadonlySet<string>;
  /** The query of a view; undefined for PostgreSQL's own and for what is no view. */
  view(oid: number): TreeNode | undefined;
  /** functions by OID; what is not here may answer NULL at any time */
  functions: ReadonlyMap<number, FunctionKind>;
  /** functions declared STRICT: PostgreSQL answers NULL for them where an argument is NULL */
  strict: ReadonlySet<number>;
}

/**
 * Functions count only with these types. It leaves out what answers NULL to values: lower() of an unbounded range, a time
 * out of an infinite timestamp, geometry. For jsonb see CASTABLE.
 */
const TYPES = [
  ...["bool", "int2", "int4", "int8", "numeric", "float4", "float8", "oid"],
  ...["text", "varchar", "bpchar", "name", '"char"', "bytea", "uuid", "json", "jsonb"],
  ...["date", "timestamp", "timestamptz", "interval", "tsvector", "tsquery", "regconfig", "text[]"],
  ...["anyarray", "anycompatiblearray", "anycompatible", "anyenum", "anynonarray", "anyelement"],
];

/** Since 18 the cast of jsonb's null to a number or boolean is NULL. */
const CASTABLE = TYPES.filter((type) => !type.startsWith("json"));

/**
 * Arithmetic, comparison, LIKE and regular expressions, || , containment and full text search: they answer or raise an
 * error. Not here: -> ->> #> #>> (missing keys are NULL), and @@ of a jsonpath (whose type is not in TYPES).
 */
const OPERATORS = [
  ...["+", "-", "*", "/", "%", "^", "@", "|/", "||/"],
  ...["=", "<>", "<", "<=", ">", ">="],
  ...["||", "~~", "!~~", "~~*", "!~~*", "~", "!~", "~*", "!~*", "^@"],
  ...["@>", "<@", "&&", "@@", "?", "?|", "?&"],
];

/**
 * Functions that answer or raise an error. Not here, since they answer NULL to values: substring and regexp_match (no
 * match), extract and to_char (infinity), array_length and array_position, age, current_schema.
 */
const FROM_VALUES = [
  // numbers
  ...["abs", "ceil", "ceiling", "floor", "round", "trunc", "sign", "div", "mod", "gcd", "lcm", "degrees"],
  ...["sqrt", "cbrt", "power", "pow", "exp", "ln", "log", "log10", "radians", "random"],
  ...["width_bucket", "ntile"],
  // text: the empty string is not NULL here
  ...["length", "char_length", "character_length", "octet_length", "lower", "upper", "initcap", "reverse"],
  ...["btrim", "ltrim", "rtrim", "left", "right", "lpad", "rpad", "repeat", "substr", "overlay", "replace"],
  ...["translate", "position", "strpos", "split_part", "starts_with", "ascii", "chr", "md5", "quote_ident"],
  ...["quote_literal", "like_escape", "similar_to_escape", "regexp_replace", "regexp_like", "regexp_count"],
  // dates; infinity stays infinity
  ...["date_trunc", "timezone", "make_date", "isfinite"],
  // arrays: the empty array has cardinality 0 and text ''
  ...["cardinality", "array_to_string", "string_to_array", "array_remove", "array_replace"],
  // JSON's null is a value
  ...["to_json", "to_jsonb", "json_typeof", "jsonb_typeof", "json_array_length", "jsonb_array_length"],
  // full text search
  ...["to_tsvector", "to_tsquery", "plainto_tsquery", "phraseto_tsquery", "websearch_to_tsquery"],
  ...["ts_rank", "ts_rank_cd"],
];
/** substring() with a pattern may find none; with numbers it answers. */
const FROM_VALUES_AS_DECLARED = ["substring(text,integer)", "substring(text,integer,integer)"];

/** They take NULL for an empty text or for JSON's null, or take nothing. */
const NEVER = [
  ...["concat", "json_build_array", "json_build_object", "jsonb_build_array", "jsonb_build_object"],
  ...["num_nulls", "num_nonnulls", "quote_nullable"],
  ...["now", "transaction_timestamp", "statement_timestamp", "clock_timestamp", "timeofday"],
  ...["random", "gen_random_uuid", "uuidv4", "uuidv7", "pi", "version", "current_database"],
  ...["row_number", "rank", "dense_rank", "percent_rank", "cume_dist"],
];

/** The separator of concat_ws and the format of format make them NULL, what follows does not. */
const FROM_FIRST = ["concat_ws", "format"];

/** They skip NULLs or keep them, and have a result from the first value on. Not so stddev and variance: they need two. */
const AGGREGATES = [
  ...["sum", "avg", "min", "max", "any_value", "bool_and", "bool_or", "every", "array_agg", "string_agg"],
  ...["json_agg", "jsonb_agg", "json_object_agg", "jsonb_object_agg"],
  ...["mode", "percentile_cont", "percentile_disc"],
];

/** Set-returning functions. Not unnest and jsonb_array_elements_text: elements may be NULL. */
const ROWS = [
  ...["generate_series", "generate_subscripts", "regexp_split_to_table", "jsonb_object_keys"],
  ...["json_object_keys", "jsonb_each", "json_each", "jsonb_array_elements", "json_array_elements"],
];
/** A key is a name, its value as text is NULL for JSON's null. */
const KEYS = ["jsonb_each_text", "json_each_text"];

// 16384 is the first OID that is not PostgreSQL's own: a function that someone put into pg_catalog does not count.
const FUNCTIONS = `
  WITH known AS MATERIALIZED (
    SELECT ($1::text[])::regtype[]::oid[] AS types, ($2::text[])::regtype[]::oid[] AS castable),
  answering(oid) AS (
    SELECT oid FROM pg_catalog.pg_proc WHERE proname = ANY ($3)
    UNION SELECT unnest(($4::text[])::regprocedure[])
    UNION SELECT oprcode FROM pg_catalog.pg_operator WHERE oprname = ANY ($5)
    UNION SELECT castfunc FROM pg_catalog.pg_cast, known WHERE castsource = ANY (castable) AND casttarget = ANY (castable)),
  kinds AS (
    SELECT p.oid, CASE
      WHEN p.prokind = 'a' AND p.proname = 'count' THEN 'count'
      WHEN p.prokind = 'a' AND p.proname = ANY ($6) THEN 'aggregate'
      WHEN p.proretset AND p.proname = ANY ($7) THEN 'rows'
      WHEN p.proretset AND p.proname = ANY ($8) THEN 'keys'
      WHEN p.prokind = 'a' OR p.proretset THEN NULL
      WHEN p.proname = ANY ($9) AND (p.pronargs = 0 OR NOT p.proisstrict) THEN 'never'
      WHEN p.proname = ANY ($10) THEN 'first'
      WHEN p.oid IN (SELECT oid FROM answering) AND p.prorettype = ANY (types) AND p.proargtypes::oid[] <@ types THEN 'values'
      END AS kind
    FROM pg_catalog.pg_proc p, known
    WHERE p.pronamespace = 'pg_catalog'::regnamespace AND p.oid < 16384)
  SELECT oid, kind FROM kinds WHERE kind IS NOT NULL`;

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

/** Reads it, with the catalogue as this transaction sees it. */
export async function loadNullabilityCatalog(client: pg.Client): Promise<NullabilityCatalog> {
  const columns = await client.query<{ columns: string[] | null }>(NOT_NULL_COLUMNS);
  const functions = await client.query<{ oid: number; kind: FunctionKind }>(FUNCTIONS, [
    TYPES,
    CASTABLE,
    FROM_VALUES,
    FROM_VALUES_AS_DECLARED,
    OPERATORS,
    AGGREGATES,
    ROWS,
    KEYS,
    NEVER,
    FROM_FIRST,
  ]);
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
    notNullColumns: new Set(columns.rows[0]!.columns),
    functions: new Map(functions.rows.map(({ oid, kind }) => [oid, kind])),
    strict: new Set(strict.rows[0]!.oids),
    view(oid) {
      const action = actions.get(oid);
      if (action !== undefined && !views.has(oid)) views.set(oid, parseRule(action));
      return views.get(oid);
    },
  };
}
