import type postgres from "postgres";

/** What a column or parameter of a PostgreSQL type is in TypeScript and JSON: the same over HTTP as in a direct call. */
export interface ColumnType {
  /** PostgreSQL's own name, e.g. "int8" or "int8[]" */
  name: string;
  /** e.g. "number", "string", "(number | null)[]" */
  typescript: string;
  kind: Kind;
  /** of the elements, where kind is "array" */
  element?: ColumnType;
  /** From PostgreSQL's text, never called for NULL; absent: the text as it is. Errors: RangeError. */
  parse?: (text: string) => unknown;
}

/** What a validator of the value would be called: integer → z.int(), timestamptz → z.iso.datetime({ offset: true }) … */
export type Kind =
  | "integer"
  | "number"
  | "boolean"
  | "string"
  | "uuid"
  | "date"
  | "timestamp"
  | "timestamptz"
  | "json"
  | "array";

/** A column as the server describes it: its name and the OID of its type. */
export interface Column {
  name: string;
  type: number;
}

// The name, kind and OIDs (scalar, array) are those of pg_type, fixed for ever for built-in types; a test compares them.
const SCALARS: [name: string, kind: Exclude<Kind, "array">, oid: number, array: number][] = [
  ["bool", "boolean", 16, 1000],
  ["int2", "integer", 21, 1005],
  ["int4", "integer", 23, 1007],
  ["int8", "integer", 20, 1016],
  ["oid", "integer", 26, 1028],
  ["numeric", "number", 1700, 1231],
  ["float4", "number", 700, 1021],
  ["float8", "number", 701, 1022],
  ["text", "string", 25, 1009],
  ["varchar", "string", 1043, 1015],
  ["bpchar", "string", 1042, 1014],
  ["name", "string", 19, 1003],
  ["interval", "string", 1186, 1187],
  ["uuid", "uuid", 2950, 2951],
  ["date", "date", 1082, 1182],
  ["timestamp", "timestamp", 1114, 1115],
  ["timestamptz", "timestamptz", 1184, 1185],
  ["json", "json", 114, 199],
  ["jsonb", "json", 3802, 3807],
];

const TYPESCRIPT: Partial<Record<Kind, string>> = {
  integer: "number",
  number: "number",
  boolean: "boolean",
  json: "unknown",
};

const PARSE: Partial<Record<Kind, (text: string) => unknown>> = {
  integer: parseInteger,
  number: parseNumber,
  boolean: (text) => text === "t",
  timestamp: parseTimestamp,
  timestamptz: parseTimestamp,
  json: (text) => JSON.parse(text),
};

const types = new Map<number, ColumnType>();
for (const [name, kind, oid, array] of SCALARS) {
  const parse = PARSE[kind];
  const element: ColumnType = {
    name,
    kind,
    typescript: TYPESCRIPT[kind] ?? "string",
    ...(parse && { parse }),
  };
  types.set(oid, element);
  types.set(array, {
    name: `${name}[]`,
    kind: "array",
    typescript: `(${element.typescript} | null)[]`,
    element,
    parse: (text) => parseArray(text, parse),
  });
}

/**
 * The type with this OID. Undefined for all that is not listed: enums and extension types, which arrive as PostgreSQL's
 * text (an array of them too: cast it to text[]).
 */
export function columnType(oid: number): ColumnType | undefined {
  return types.get(oid);
}

/** Turns PostgreSQL's texts in `rows` into values, in place. Errors: RangeError that names the column. */
export function parseRows(rows: Record<string, unknown>[], columns: readonly Column[]): void {
  refuseTwins(columns);
  for (const { name, type } of columns) {
    const parse = types.get(type)?.parse;
    if (!parse) continue;
    try {
      for (const row of rows) {
        const text = row[name];
        if (text !== null) row[name] = parse(text as string);
      }
    } catch (error) {
      throw new RangeError(`column "${name}" holds ${(error as Error).message}`);
    }
  }
}

/**
 * The same table for postgres.js. It parses nothing (its array parser makes "NULL" of NULL, and an error inside it names no column):
 * parseRows does. It writes each parameter by the type that the server gave it.
 */
export const driverTypes: Record<string, postgres.PostgresType> = Object.fromEntries(
  [...types].map(([oid, { kind, element }]) => [
    String(oid), // its names become properties of a function, which has a "name" already
    { to: oid, from: [oid], parse: (text) => text, serialize: writer(kind, element?.kind) },
  ]),
);

/** Errors: RangeError where two columns have one name: a row has room for one of them. */
export function refuseTwins(columns: readonly Column[]): void {
  const names = columns.map(({ name }) => name);
  if (new Set(names).size === names.length) return;
  const twice = names.find((name, index) => names.indexOf(name) < index);
  throw new RangeError(
    `two columns of the result are named "${twice}": give one of them another name with AS`,
  );
}

function parseInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value))
    throw new RangeError(`${text}, which JavaScript cannot hold exactly: cast it to text in the query`);
  return value;
}

/** A numeric of more than 15 digits is rounded, as in any spreadsheet. */
function parseNumber(text: string): number {
  const value = Number(text);
  // null would be a lie in a table of ratings, and JSON has no word for it.
  if (!Number.isFinite(value))
    throw new RangeError(`${text}, for which JSON has no number: use nullif(…, '${text}') in the query`);
  return value;
}

/** ISO 8601: "2026-01-02 03:04:05.6+00" → "2026-01-02T03:04:05.6+00:00" */
function parseTimestamp(text: string): string {
  return text.replace(" ", "T").replace(/[+-]\d\d$/, "$&:00");
}

/** An array's text, e.g. {1,NULL,"a \"b\"",{2}}; bounds in front of it ("[0:1]=") are dropped. */
export function parseArray(text: string, parse: (text: string) => unknown = (text) => text): unknown[] {
  const quoted = /"([^"\\]*(?:\\.[^"\\]*)*)"/sy;
  const bare = /[^,}]+/y;
  let at = text.indexOf("{");
  return readList();

  function readList(): unknown[] {
    const list: unknown[] = [];
    for (at++; text[at] !== "}"; ) {
      list.push(text[at] === "{" ? readList() : readElement());
      if (text[at] === ",") at++;
    }
    at++;
    return list;
  }

  function readElement(): unknown {
    const pattern = text[at] === '"' ? quoted : bare;
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (!found) throw new RangeError(`the array ${text}, which cannot be read at character ${at + 1}`);
    at = pattern.lastIndex;
    if (pattern === bare) return found[0] === "NULL" ? null : parse(found[0]);
    return parse(found[1]!.replace(/\\(.)/gs, "$1"));
  }
}

function writer(kind: Kind, element?: Kind): (value: unknown) => string {
  if (kind === "json") return (value) => JSON.stringify(value);
  if (kind === "array")
    return (value) => (typeof value === "string" ? value : writeArray(value, writer(element!)));
  return (value) => {
    if (value instanceof Date) return value.toISOString();
    if (value === undefined || typeof value === "object")
      throw new TypeError(`a ${kind} parameter was given ${value === undefined ? value : "an object"}`);
    return String(value);
  };
}

function writeArray(value: unknown, write: (value: unknown) => string): string {
  if (!Array.isArray(value)) throw new TypeError(`an array parameter was given a ${typeof value}`);
  const elements = value.map((element) => {
    if (element === null) return "NULL";
    if (Array.isArray(element)) return writeArray(element, write);
    return `"${write(element).replace(/["\\]/g, "\\$&")}"`;
  });
  return `{${elements.join(",")}}`;
}
