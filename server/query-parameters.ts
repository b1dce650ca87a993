import { z } from "zod";
import type { QueryFile, QueryParameter } from "../sql/query-file.ts";
import type { ColumnType } from "../sql/types.ts";
import { HttpError } from "./errors.ts";
import { PAGE_PARAMETERS } from "./query-page.ts";

export type Params = Record<string, unknown>;

/** A list that names no maxItems of its own. */
const MOST_ITEMS = 1000;
const INTEGERS: Record<string, [number, number]> = {
  int2: [-(2 ** 15), 2 ** 15 - 1],
  int4: [-(2 ** 31), 2 ** 31 - 1],
};

/**
 * A query's parameters as its URL gives them, checked against their types in PostgreSQL and the front matter, defaults
 * filled in; the rest of `own` (sort, limit …) as text. An empty value is as good as none; a list is separated by
 * commas or given several times. Errors: HttpError 400 that names each parameter at fault.
 */
export function readParameters(
  query: QueryFile,
  types: readonly ColumnType[],
  search: URLSearchParams,
  own: readonly string[] = PAGE_PARAMETERS,
): { params: Params; rest: Record<string, string> } {
  const isList = (name: string) => types[query.order.indexOf(name)]?.kind === "array";
  const given: Record<string, string | string[]> = {};
  const rest: Record<string, string> = {};
  for (const [name, value] of search) {
    // A query's own parameter goes before sort, limit …
    const into = query.order.includes(name) ? given : rest;
    if (into === rest && !own.includes(name)) throw new HttpError(400, `${name}: ${known(query, own)}`, name);
    if (value === "") continue;
    if (value.includes("\0")) throw new HttpError(400, `${name}: holds a NUL character`, name);
    if (isList(name) && into === given) {
      given[name] = [...((given[name] as string[] | undefined) ?? []), ...value.split(",")];
    } else {
      if (Object.hasOwn(into, name)) throw new HttpError(400, `${name}: given twice`, name);
      into[name] = value;
    }
  }
  const parsed = validatorOf(query, types).safeParse(given);
  if (parsed.success) return { params: parsed.data, rest };
  const faults = parsed.error.issues.map(({ path: [name], message }) => {
    const isGiven = Object.hasOwn(given, String(name));
    return `${String(name)}: ${isGiven ? message : missing(query, String(name))}`;
  });
  throw new HttpError(400, faults.join("; "), String(parsed.error.issues[0]!.path[0]));
}

/** By the parameters' types as one release has them: making one takes 2 ms, as long as a small query. */
const validators = new WeakMap<readonly ColumnType[], z.ZodObject>();

function validatorOf(query: QueryFile, types: readonly ColumnType[]): z.ZodObject {
  const validator = validators.get(types) ?? z.object(parameterShapes(query, types));
  validators.set(types, validator);
  return validator;
}

/** What each parameter has to be, in the order of $1, $2 … */
export function parameterShapes(query: QueryFile, types: readonly ColumnType[]): Record<string, z.ZodType> {
  return Object.fromEntries(
    query.order.map((name, i) => {
      const parameter = query.params[name] ?? {};
      const shape = toShape(parameter, types[i]!);
      if (parameter.default !== undefined) return [name, shape.default(parameter.default as never)];
      return [name, parameter.optional ? shape.optional() : shape];
    }),
  );
}

function toShape(parameter: QueryParameter, type: ColumnType): z.ZodType {
  if (type.kind === "array") {
    const most = parameter.maxItems ?? MOST_ITEMS;
    return z.array(toShape(parameter, type.element!)).max(most, `must be ${most} values or less`);
  }
  if (parameter.enum)
    return z.enum(parameter.enum.map(String), `must be one of ${parameter.enum.join(", ")}`);
  if (type.kind === "integer") return toInteger(parameter, type.name);
  if (type.kind === "number" || isNumeric(parameter))
    return bounded(z.coerce.number("must be a number"), parameter);
  if (type.kind === "boolean") return z.enum(["true", "false"], "must be true or false");
  if (type.kind === "uuid") return z.guid("must be a UUID");
  if (type.kind === "date") return z.iso.date("must be a date like 2026-01-31");
  if (type.kind === "timestamp" || type.kind === "timestamptz")
    return z.iso.datetime({ offset: true, local: true, error: "must be a time like 2026-01-31T12:00:00Z" });
  return toText(parameter);
}

/** The type says nothing where it is text that the statement casts. */
function isNumeric({ min, max, example, default: fallback }: QueryParameter): boolean {
  return min !== undefined || max !== undefined || typeof (example ?? fallback) === "number";
}

function toInteger(parameter: QueryParameter, type: string): z.ZodType {
  const [least, most] = INTEGERS[type] ?? [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER];
  const { min = least, max = most } = parameter;
  const isWhole = z.coerce.number("must be a number").int("must be a whole number");
  return bounded(isWhole, { min, max });
}

function bounded(shape: z.ZodCoercedNumber, { min, max }: QueryParameter): z.ZodType {
  let narrowed = shape;
  if (min !== undefined) narrowed = narrowed.min(min, `must be ${min} or more`);
  if (max !== undefined) narrowed = narrowed.max(max, `must be ${max} or less`);
  return narrowed;
}

function toText({ pattern, minLength, maxLength, example }: QueryParameter): z.ZodType {
  let shape = z.string();
  if (pattern !== undefined) {
    const like = example === undefined ? `must match ${pattern}` : `must look like ${String(example)}`;
    shape = shape.regex(new RegExp(pattern), like);
  }
  if (minLength !== undefined) shape = shape.min(minLength, `must be ${minLength} characters or more`);
  if (maxLength !== undefined) shape = shape.max(maxLength, `must be ${maxLength} characters or less`);
  return shape;
}

function known({ name, order }: QueryFile, own: readonly string[]): string {
  const general = own.filter((word) => !order.includes(word)).join(", ");
  return order.length
    ? `${name} has no such parameter, only ${order.join(", ")} (and ${general})`
    : `${name} takes no parameters (only ${general})`;
}

function missing({ params }: QueryFile, name: string): string {
  const { doc, example } = params[name] ?? {};
  return ["missing", doc && `: ${doc}`, example !== undefined && `, e.g. ${String(example)}`]
    .filter(Boolean)
    .join("");
}
