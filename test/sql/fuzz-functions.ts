import type pg from "pg";
import { loadCatalog } from "../../sql/catalog.ts";
import { Dice } from "./random-expression.ts";

/** Values on which functions answer NULL, where they do: empty, infinite, not a number, with NULLs inside. */
const VALUES: Record<string, string[]> = {
  boolean: ["true", "false"],
  smallint: ["0", "1", "-1", "32767"],
  integer: ["0", "1", "-1", "300"],
  bigint: ["0", "1", "-1", "9223372036854775807"],
  numeric: ["0", "1", "-1.5", "NaN", "Infinity", "-Infinity", "1e40"],
  real: ["0", "-1.5", "NaN", "Infinity"],
  "double precision": ["0", "-1.5", "NaN", "Infinity", "-Infinity"],
  oid: ["0", "23"],
  text: ["", "a", "a1", "(", "100", "UTC", "day", "NaN", "%s", "\\", "9"],
  "character varying": ["", "a"],
  character: ["", "a"],
  name: ["", "UTF8"],
  '"char"': ["", "a"],
  bytea: ["", "\\x00ff"],
  uuid: ["00000000-0000-0000-0000-000000000000"],
  json: ["null", "[]", '{"a":null}', '"x"', "1"],
  jsonb: ["null", "[]", '{"a":null}', '"x"', "1", "true", "[null]"],
  date: ["2026-01-31", "infinity", "-infinity"],
  "timestamp without time zone": ["2026-01-31 10:00", "infinity", "-infinity"],
  "timestamp with time zone": ["2026-01-31 10:00Z", "infinity", "-infinity"],
  interval: ["0", "1 month -1 day", "-3 hours"],
  tsvector: ["", "'a':1"],
  tsquery: ["", "'a' & !'b'"],
  regconfig: ["english", "simple"],
  "text[]": ["{}", "{NULL}", "{a,b}"],
};
/** What stands for a polymorphic argument. */
const STANDS_FOR: Record<string, string> = {
  anyarray: "integer[]",
  anycompatiblearray: "integer[]",
  anycompatible: "integer",
  anynonarray: "integer",
  anyelement: "integer",
  anyenum: "public.fuzz_enum",
};
const CALLS_PER_FUNCTION = 40;

/** Calls what the catalogue says answers to values with many of them; errors are answers. Names the calls that gave NULL. */
export async function functionsThatAnswerNull(client: pg.Client, only?: string[]) {
  await client.query(`BEGIN;
    CREATE TYPE public.fuzz_enum AS ENUM ('a', 'b');
    CREATE FUNCTION pg_temp.answers_null(call text) RETURNS boolean LANGUAGE plpgsql AS $$
      DECLARE is_null boolean;
      BEGIN EXECUTE 'SELECT (' || call || ') IS NULL' INTO is_null; RETURN is_null;
      EXCEPTION WHEN OTHERS THEN RETURN false; END $$;
    SET LOCAL client_min_messages = error`);
  const { functions } = await loadCatalog(client);
  const known = [...functions].filter(([, kind]) => kind === "values").map(([oid]) => oid);
  const { rows } = await client.query<{ name: string; types: string[] }>(
    `SELECT p.proname AS name, array(SELECT format_type(t, NULL) FROM unnest(p.proargtypes) t) AS types
     FROM pg_proc p WHERE p.prokind = 'f' AND (CASE WHEN $2::text[] IS NULL THEN p.oid = ANY ($1) ELSE p.proname = ANY ($2) END)`,
    [known, only ?? null],
  );
  const dice = new Dice(1);
  const calls = rows.flatMap(({ name, types }) =>
    Array.from({ length: types.length === 1 ? 12 : CALLS_PER_FUNCTION }, () => callOf(dice, name, types)),
  );
  const unique = [...new Set(calls)];
  const answers = await client.query<{ call: string }>(
    "SELECT call FROM unnest($1::text[]) call WHERE pg_temp.answers_null(call)",
    [unique],
  );
  await client.query("ROLLBACK");
  return { calls: unique.length, answers: answers.rows.map(({ call }) => call) };
}

function callOf(dice: Dice, name: string, types: string[]): string {
  const values = types.map((type) => {
    const concrete = STANDS_FOR[type] ?? type;
    const known = concrete === "integer[]" ? ["{}", "{NULL}", "{1,NULL}", "{1,2}"] : VALUES[concrete];
    const value = dice.pick(concrete === "public.fuzz_enum" ? ["a", "b"] : (known ?? ["0"]));
    return `'${value.replaceAll("'", "''")}'::${concrete}`;
  });
  return `pg_catalog."${name}"(${values.join(", ")})`;
}
