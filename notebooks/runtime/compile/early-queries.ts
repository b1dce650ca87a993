import type { ESTree } from "vite";
import { children } from "./declarations.ts";
import type { Imports } from "./imports.ts";
import type { Segment } from "./segments.ts";

/** Where a parameter's value is to be had before the notebook runs. */
export type EarlyValue =
  | { value: string | number | boolean }
  | { view: string; value: string | number | boolean };

/** A query that the notebook will ask when it starts, by what its text tells. */
export interface EarlyQuery {
  /** local name of the query's import */
  query: string;
  params: Record<string, EarlyValue>;
}

/**
 * Finds the queries whose parameters are literals or views with a literal default, so that the page can ask for their
 * rows while it still loads the code. A guess: a wrong one costs a query, a missing one a little time.
 */
export function earlyQueries(segments: readonly Segment[], imports: Imports): EarlyQuery[] {
  const defaults = viewDefaults(segments);
  return segments
    .filter((segment) => segment.statements.length > 0)
    .flatMap((segment) => segment.statements.flatMap((statement) => calls(statement, imports)))
    .flatMap(([query, params]) => {
      const values = params.map(([name, node]) => [name, earlyValue(node, defaults)] as const);
      const known = values.filter((entry): entry is readonly [string, EarlyValue] => entry[1] !== undefined);
      return known.length === params.length ? [{ query, params: Object.fromEntries(known) }] : [];
    });
}

/** query(name, { … }) anywhere but in a function, which may never be called. */
function calls(node: ESTree.Node, imports: Imports): [query: string, params: [string, ESTree.Node][]][] {
  if (/Function|^Class/.test(node.type)) return [];
  const inside = children(node).flatMap((child) => calls(child, imports));
  if (node.type !== "CallExpression" || node.callee.type !== "Identifier") return inside;
  const [query, params] = node.arguments;
  if (imports.compiled.get(node.callee.name) !== "query" || query?.type !== "Identifier") return inside;
  if (!imports.queries.has(query.name)) return inside;
  if (!params) return [...inside, [query.name, []]];
  const entries = propertiesOf(params);
  return entries ? [...inside, [query.name, entries]] : inside;
}

function propertiesOf(node: ESTree.Node): [string, ESTree.Node][] | undefined {
  if (node.type !== "ObjectExpression") return undefined;
  const entries = node.properties.map((property): [string, ESTree.Node] | undefined =>
    property.type === "Property" && !property.computed && property.key.type === "Identifier"
      ? [property.key.name, property.value]
      : undefined,
  );
  return entries.every((entry) => entry !== undefined) ? entries : undefined;
}

function earlyValue(
  node: ESTree.Node,
  defaults: ReadonlyMap<string, string | number | boolean>,
): EarlyValue | undefined {
  const value = literal(node);
  if (value !== undefined) return { value };
  const preset = node.type === "Identifier" ? defaults.get(node.name) : undefined;
  return node.type === "Identifier" && preset !== undefined ? { view: node.name, value: preset } : undefined;
}

/** By view: the literal `value` in the options of the call that makes its input. */
function viewDefaults(segments: readonly Segment[]): Map<string, string | number | boolean> {
  const made = new Map<string, ESTree.Node>();
  for (const statement of segments.flatMap(({ statements }) => statements))
    if (statement.type === "VariableDeclaration")
      for (const { id, init } of statement.declarations)
        if (id.type === "Identifier" && init) made.set(id.name, init);
  const defaults = new Map<string, string | number | boolean>();
  for (const { view } of segments) {
    if (!view) continue;
    const { argument } = view;
    const call = argument.type === "Identifier" ? made.get(argument.name) : argument;
    const options = call?.type === "CallExpression" ? call.arguments.at(-1) : undefined;
    const value = options && propertiesOf(options)?.find(([name]) => name === "value")?.[1];
    const preset = value && literal(value);
    if (preset !== undefined) defaults.set(view.name, preset);
  }
  return defaults;
}

function literal(node: ESTree.Node): string | number | boolean | undefined {
  if (node.type !== "Literal") return undefined;
  const { value } = node;
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? value
    : undefined;
}
