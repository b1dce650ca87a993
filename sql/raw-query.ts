import type { Sql } from "sql-template-tag";
import { z } from "zod";
import type { Database, QueryOptions } from "./client.ts";
import type { Described } from "./describe.ts";
import { columnType } from "./types.ts";

/**
 * A SELECT built in TypeScript, with the shape of its rows. Tests and the gate hold the shape against what PostgreSQL
 * says of the statement, so it belongs into the list of raw-queries.ts.
 */
export interface RawQuery<Args extends readonly unknown[], Row extends object> {
  /** by which an administrator accepts that a release breaks it */
  name: string;
  row: z.ZodType<Row>;
  /** sql-template-tag: values become parameters, never text */
  build(...args: Args): Sql;
  example: Args;
}

/** Rows as `row` parses them. Errors: PostgreSQL's; a ZodError where a value is not of its shape. */
export async function runRaw<Args extends readonly unknown[], Row extends object>(
  db: Pick<Database, "query">,
  { build, row }: RawQuery<Args, Row>,
  args: Args,
  options?: QueryOptions,
): Promise<Row[]> {
  const { text, values } = build(...args);
  return z.array(row).parse(await db.query(text, values, options));
}

/** What the shape of a raw query says otherwise than PostgreSQL: "column rows may be NULL, its shape says never". */
export function shapeFaults(row: z.ZodType, { columns }: Pick<Described, "columns">): string[] {
  const { properties = {}, required = [] } = z.toJSONSchema(row, { io: "input", unrepresentable: "any" });
  const faults = columns.flatMap(({ name, oid, type, nullable }) => {
    const shape = properties[name];
    if (shape === undefined) return [`column ${name} is not in its shape`];
    const takes = jsonTypes(shape as JsonSchema);
    const given = jsonType(oid);
    return [
      ...(given === "any" || takes.has(given) || takes.has("any")
        ? []
        : [`column ${name} is ${type}, its shape takes ${[...takes].join(" or ")}`]),
      ...(nullable && !takes.has("null") && !takes.has("any")
        ? [`column ${name} may be NULL, its shape says never`]
        : []),
    ];
  });
  const answered = new Set(columns.map(({ name }) => name));
  const absent = required.filter((name) => !answered.has(name)).map((name) => `column ${name} is gone`);
  return [...faults, ...absent];
}

interface JsonSchema {
  type?: string | string[];
  anyOf?: JsonSchema[];
  enum?: unknown[];
  const?: unknown;
}

/** What a part of the shape takes: JSON's types, or "any". A number is an integer too. */
function jsonTypes({ type, anyOf, enum: values, const: value }: JsonSchema): Set<string> {
  if (anyOf) return new Set(anyOf.flatMap((option) => [...jsonTypes(option)]));
  if (type !== undefined)
    return new Set([type].flat().flatMap((one) => (one === "number" ? [one, "integer"] : [one])));
  const literals = values ?? (value === undefined ? [] : [value]);
  return new Set(
    literals.length ? literals.map((literal) => (literal === null ? "null" : typeof literal)) : ["any"],
  );
}

/** What a column of this type is in JSON. A json column may be anything: then parsing alone tells. */
function jsonType(oid: number): string {
  const kind = columnType(oid)?.kind ?? "string";
  if (kind === "json") return "any";
  return ["integer", "number", "boolean", "array"].includes(kind) ? kind : "string";
}
