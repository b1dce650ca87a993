import { z } from "zod";
import type { QueryFile, QueryParameter } from "../sql/query-file.ts";
import { HttpError } from "./errors.ts";

/**
 * The parameters of a query as its URL gives them, checked against its front matter, defaults filled in. An empty value
 * is as good as none. Errors: HttpError 400 that names each parameter at fault.
 */
export function readParameters(
  query: QueryFile,
  search: URLSearchParams,
): Record<string, string | number | undefined> {
  const given: Record<string, string> = {};
  for (const [name, value] of search) {
    if (!query.order.includes(name)) throw new HttpError(400, `${name}: ${known(query)}`);
    if (name in given) throw new HttpError(400, `${name}: given twice`);
    if (value !== "") given[name] = value;
  }
  const shape = z.object(
    Object.fromEntries(query.order.map((name) => [name, toShape(query.params[name] ?? {})])),
  );
  const parsed = shape.safeParse(given);
  if (parsed.success) return parsed.data as Record<string, string | number | undefined>;
  throw new HttpError(
    400,
    parsed.error.issues
      .map(
        ({ path: [name], message }) =>
          `${String(name)}: ${String(name) in given ? message : missing(query, String(name))}`,
      )
      .join("; "),
  );
}

function toShape(parameter: QueryParameter): z.ZodType {
  const shape = parameter.enum
    ? oneOf(parameter.enum)
    : isNumeric(parameter)
      ? toNumber(parameter)
      : toText(parameter);
  if (parameter.default !== undefined) return shape.default(parameter.default as never);
  return parameter.optional ? shape.optional() : shape;
}

function oneOf(values: (string | number)[]): z.ZodType {
  return z.enum(values.map(String), `must be one of ${values.join(", ")}`);
}

function isNumeric({ min, max, example, default: fallback }: QueryParameter): boolean {
  return min !== undefined || max !== undefined || typeof (example ?? fallback) === "number";
}

function toNumber({ min, max }: QueryParameter): z.ZodType {
  let shape = z.coerce.number("must be a number");
  if (min !== undefined) shape = shape.min(min, `must be ${min} or more`);
  if (max !== undefined) shape = shape.max(max, `must be ${max} or less`);
  return shape;
}

function toText({ pattern, minLength, maxLength, example }: QueryParameter): z.ZodType {
  let shape = z.string();
  if (pattern !== undefined) {
    const like = example === undefined ? `must match ${pattern}` : `must look like ${example}`;
    shape = shape.regex(new RegExp(pattern), like);
  }
  if (minLength !== undefined) shape = shape.min(minLength, `must be ${minLength} characters or more`);
  if (maxLength !== undefined) shape = shape.max(maxLength, `must be ${maxLength} characters or less`);
  return shape;
}

function known({ name, order }: QueryFile): string {
  return order.length
    ? `${name} has no such parameter, only ${order.join(", ")}`
    : `${name} takes no parameters`;
}

function missing({ params }: QueryFile, name: string): string {
  const { doc, example } = params[name] ?? {};
  return ["missing", doc && `: ${doc}`, example !== undefined && `, e.g. ${example}`]
    .filter(Boolean)
    .join("");
}
