import type { Described } from "./describe.ts";

/**
 * What a query takes, answers and reads, in the words of CREATE TABLE: "to_value numeric(5,2) not null". Committed for
 * every query, and compared with what an incoming release makes of it.
 */
export interface Shape {
  /** in the order of $1, $2 … */
  parameters: string[];
  columns: string[];
  reads: string[];
}

export interface ShapeChange {
  /** "column to_value may now be NULL" */
  message: string;
  /** false: code written for the recorded shape is right for the new one too */
  breaks: boolean;
}

/** `order`: the parameters' names. */
export function shapeOf({ parameters, columns, reads }: Described, order: readonly string[]): Shape {
  return {
    parameters: parameters.map(({ type }, i) => `${quote(order[i]!)} ${type}`),
    columns: columns.map(({ name, type, nullable }) => `${quote(name)} ${type}${nullable ? "" : NOT_NULL}`),
    reads,
  };
}

/** How a query differs from its record. What it reads may differ from release to release and is not compared. */
export function shapeChanges(recorded: Shape, found: Shape): ShapeChange[] {
  return [
    ...listChanges("parameter", recorded.parameters, found.parameters),
    ...listChanges("column", recorded.columns, found.columns),
  ];
}

const NOT_NULL = " not null";

/** What a shape says of one column or parameter. */
export interface ShapeEntry {
  /** as in CREATE TABLE: "numeric(5,2)" */
  type: string;
  nullable: boolean;
}

function listChanges(what: "parameter" | "column", recorded: string[], found: string[]): ShapeChange[] {
  const [before, after] = [shapeEntries(recorded), shapeEntries(found)];
  const changes: ShapeChange[] = [];
  const add = (message: string, breaks = true) => changes.push({ message, breaks });
  for (const [plain, entry] of before) {
    const name = quote(plain);
    const now = after.get(plain);
    if (!now) add(`${what} ${name} is gone`);
    if (!now) continue;
    if (now.type !== entry.type)
      add(
        `${what} ${name} is now ${now.type} instead of ${entry.type}`,
        family(now.type) !== family(entry.type),
      );
    if (now.nullable && !entry.nullable) add(`${what} ${name} may now be NULL`);
    if (!now.nullable && entry.nullable) add(`${what} ${name} is never NULL any more`, false);
  }
  for (const name of after.keys()) if (!before.has(name)) add(`${what} ${quote(name)} is new`);
  const [order, newOrder] = [
    [...before.keys()]
      .filter((name) => after.has(name))
      .map(quote)
      .join(", "),
    [...after.keys()]
      .filter((name) => before.has(name))
      .map(quote)
      .join(", "),
  ];
  if (order !== newOrder) add(`the ${what}s are now in the order ${newOrder} instead of ${order}`);
  return changes;
}

/**
 * A type without its length or precision, and texts as one: code that takes text takes a longer one. The loader widens a
 * column whose values no longer fit, which is no reason to refuse a release.
 */
function family(type: string): string {
  const base = type.replace(/\(\d+(,\d+)?\)/, "");
  return base.replace(/^(character varying|character|bpchar|text)(?=$|\[)/, "text");
}

/** By name, of a shape's columns or parameters. */
export function shapeEntries(texts: readonly string[]): Map<string, ShapeEntry> {
  return new Map(
    texts.map((text) => {
      const [, quoted, plain, type, notNull] =
        /^(?:"((?:[^"]|"")+)"|([a-z_]\w*)) (.+?)( not null)?$/.exec(text) ?? [];
      const name = quoted?.replaceAll('""', '"') ?? plain;
      if (!name || !type) throw new Error(`not a column or parameter of a recorded shape: ${text}`);
      return [name, { type, nullable: !notNull }];
    }),
  );
}

function quote(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}
