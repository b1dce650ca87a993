import type pg from "pg";

/**
 * What is known of a function's answer. "values": NULL only where an argument is; "first": only where the first one is;
 * "never": whatever the arguments; "count": an aggregate that is never NULL; "aggregate": one that is not NULL over at
 * least one row, if no argument is; "rows": a set without NULLs; "keys": one without NULLs in its first column.
 */
export type FunctionKind = "values" | "first" | "never" | "count" | "aggregate" | "rows" | "keys";

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

/** Functions by OID; what is not here may answer NULL at any time. */
export async function loadFunctionKinds(client: pg.Client): Promise<ReadonlyMap<number, FunctionKind>> {
  const { rows } = await client.query<{ oid: number; kind: FunctionKind }>(FUNCTIONS, [
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
  return new Map(rows.map(({ oid, kind }) => [oid, kind]));
}
