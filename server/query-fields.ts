import { z } from "zod";
import type { QueryFile, QueryParameter } from "../sql/query-file.ts";
import { type ColumnType, columnType } from "../sql/types.ts";
import { parameterShapes } from "./query-parameters.ts";

/** How a person gives a query's parameter. */
export interface QueryField {
  name: string;
  /** "occupation" and "element": a code that is looked up by its title */
  kind: "occupation" | "element" | "choice" | "flag" | "number" | "date" | "text";
  /** several values, in an address separated by commas */
  isList: boolean;
  isRequired: boolean;
  /** PostgreSQL takes it for a number. */
  isNumeric: boolean;
  doc: string;
  /** as an address holds it, as `fallback` does; empty: none */
  example: string;
  /** what holds where it is left out */
  fallback: string;
  choices: string[];
  pattern: string | undefined;
  /** number: bounds; text: lengths */
  least: number | undefined;
  most: number | undefined;
  isWhole: boolean;
}

const OCCUPATION = /^\d\d-\d{4}\.\d\d$/;
const ELEMENT = /^\d\.[A-Z](\.\w+)*$/;
const DAY = "^\\d{4}-\\d\\d-\\d\\d$";

/** A shape as z.toJSONSchema() gives it. */
interface Schema {
  type?: string;
  enum?: string[];
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  format?: string;
  items?: Schema;
}

/** The fields of a query's form, by what its endpoint accepts. Without `types` the release can't run it, and the front matter must do. */
export function fieldsOf(query: QueryFile, types?: readonly ColumnType[]): QueryField[] {
  const known = types ?? query.order.map((name) => likelyType(query.params[name]?.example));
  const shapes = parameterShapes(query, known);
  // In the order of the front matter, which is meant for people, then those that it does not mention.
  const names = new Set([...Object.keys(query.params), ...query.order]);
  return [...names].map((name) => {
    const shape = shapes[name]!;
    const schema: Schema = z.toJSONSchema(shape, { io: "input" }) as Schema;
    return toField(name, query.params[name] ?? {}, schema, !shape.safeParse(undefined).success);
  });
}

function toField(name: string, parameter: QueryParameter, schema: Schema, isRequired: boolean): QueryField {
  const value = schema.items ?? schema;
  const isNumeric = value.type === "number" || value.type === "integer";
  const bounds = isNumeric ? parameter : { min: parameter.minLength, max: parameter.maxLength };
  return {
    name,
    kind: kindOf(parameter, value, schema.items !== undefined),
    isList: schema.items !== undefined,
    isRequired,
    isNumeric,
    doc: parameter.doc ?? "",
    example: String(parameter.example ?? ""),
    fallback: String(parameter.default ?? ""),
    choices: value.enum ?? [],
    pattern: parameter.pattern,
    least: bounds.min,
    most: bounds.max,
    isWhole: value.type === "integer",
  };
}

function kindOf(parameter: QueryParameter, schema: Schema, isList: boolean): QueryField["kind"] {
  if (areCodes(parameter, OCCUPATION)) return "occupation";
  if (areCodes(parameter, ELEMENT)) return "element";
  if (isList) return "text";
  if (parameter.enum) return "choice";
  if (schema.enum) return "flag";
  if (schema.type === "number" || schema.type === "integer") return "number";
  return schema.format === "date" || parameter.pattern === DAY ? "date" : "text";
}

/** By its example, or where it has none by its pattern. */
function areCodes({ example, pattern }: QueryParameter, code: RegExp): boolean {
  if (example === undefined) return pattern === code.source;
  return [example].flat().every((value) => typeof value === "string" && code.test(value));
}

function likelyType(example: QueryParameter["example"]): ColumnType {
  return columnType(Array.isArray(example) ? 1009 : 25)!;
}

/** What an address gives for each field; all empty: nothing is given, and the examples are meant. */
export function givenValues(fields: readonly QueryField[], search: URLSearchParams): Record<string, string> {
  const isGiven = fields.some(({ name }) => search.has(name));
  return Object.fromEntries(
    fields.map(({ name, example, fallback }) => [
      name,
      isGiven ? search.getAll(name).join(",") : example || fallback,
    ]),
  );
}
