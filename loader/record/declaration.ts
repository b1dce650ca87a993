import type { Described } from "../../sql/describe.ts";
import type { QueryFile, QueryParameter } from "../../sql/query-file.ts";
import { type ColumnType, columnType } from "../../sql/types.ts";

/** Columns of text in a generated file. */
const WIDTH = 110;

/**
 * The TypeScript that lets `import skillGap from "./skill-gap.sql"` be typed: parameters, rows and their docs.
 * Errors: an Error where a column or parameter has a type that types.ts does not know.
 */
export function declaration(query: QueryFile, described: Described): string {
  const file = query.name.split("/").at(-1)!;
  const up = "../".repeat(query.name.split("/").length);
  const name = camelCase(file);
  return [
    `// Made by npm run sql from ${file}.sql: change that, not this.`,
    `import type { Query } from "${up}typed-query.ts";`,
    "",
    ...interfaceOf("Params", paramsOf(query, described)),
    "",
    ...interfaceOf("Row", rowOf(query, described)),
    "",
    ...docstring([query.title, query.description].filter(Boolean).join("\n\n"), ""),
    `declare const ${name}: Query<Params, Row>;`,
    `export default ${name};`,
    "",
  ].join("\n");
}

interface Field {
  name: string;
  doc: string;
  type: string;
  isOptional: boolean;
}

function paramsOf(query: QueryFile, { parameters }: Described): Field[] {
  return query.order.map((name, i) => {
    const parameter = query.params[name] ?? {};
    const { doc, default: fallback, example, optional } = parameter;
    const type = typeOf(query, `parameter ${name}`, parameters[i]!);
    const notes = [
      doc,
      fallback !== undefined && `default ${fallback}`,
      example !== undefined && `e.g. ${example}`,
    ];
    return {
      name,
      doc: notes.filter(Boolean).join("; "),
      type: narrowed(parameter, type),
      isOptional: fallback !== undefined || optional === true,
    };
  });
}

function rowOf(query: QueryFile, { columns }: Described): Field[] {
  return columns.map((column) => {
    const { typescript } = typeOf(query, `column ${column.name}`, column);
    const type = column.nullable && typescript !== "unknown" ? `${typescript} | null` : typescript;
    const doc = query.columns[column.name] ?? column.comment ?? "";
    return { name: column.name, doc: doc.trim(), type, isOptional: false };
  });
}

function typeOf({ path }: QueryFile, what: string, { oid, type }: { oid: number; type: string }): ColumnType {
  const found = columnType(oid);
  if (!found)
    throw new Error(
      `${path}: ${what} has the type ${type}, which has no type in TypeScript: cast it, e.g. to text`,
    );
  return found;
}

/** What the front matter says of a parameter beyond its type. */
function narrowed(
  { enum: values, min, max, example, default: fallback }: QueryParameter,
  type: ColumnType,
): string {
  const own = type.kind === "array" ? type.element! : type;
  const isNumber = min !== undefined || max !== undefined || typeof (example ?? fallback) === "number";
  const one = values
    ? values.map((value) => JSON.stringify(value)).join(" | ")
    : isNumber
      ? "number"
      : own.typescript;
  if (type.kind !== "array") return one;
  return one.includes(" ") ? `readonly (${one})[]` : `readonly ${one}[]`;
}

function interfaceOf(name: string, fields: Field[]): string[] {
  if (fields.length === 0) return [`export type ${name} = Record<never, never>;`];
  const lines = fields.flatMap(({ name, doc, type, isOptional }) => {
    const key = /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
    return [...docstring(doc, "  "), `  ${key}${isOptional ? "?" : ""}: ${type};`];
  });
  return [`export interface ${name} {`, ...lines, "}"];
}

function docstring(text: string, indent: string): string[] {
  const lines = text
    .replaceAll("*/", "*\\/")
    .split("\n")
    .flatMap((line) => wrapped(line.trim(), WIDTH - indent.length - 3));
  if (text === "") return [];
  if (lines.length === 1 && lines[0]!.length < WIDTH - indent.length - 7)
    return [`${indent}/** ${lines[0]} */`];
  return [`${indent}/**`, ...lines.map((line) => `${indent} * ${line}`.trimEnd()), `${indent} */`];
}

function wrapped(line: string, width: number): string[] {
  const lines: string[] = [];
  let current = "";
  for (const word of line.split(/\s+/)) {
    if (current && current.length + 1 + word.length > width) {
      lines.push(current);
      current = word;
    } else current = current ? `${current} ${word}` : word;
  }
  return [...lines, current];
}

function camelCase(file: string): string {
  const name = file.replace(/[-_]+(\w)/g, (_, letter: string) => letter.toUpperCase()).replace(/[-_]+$/, "");
  return /^\d/.test(name) || RESERVED.has(name) ? `query${name[0]!.toUpperCase()}${name.slice(1)}` : name;
}

const RESERVED = new Set(
  "break case catch class const continue debugger default delete do else enum export extends false finally for function if import in instanceof let new null package private protected public return static super switch this throw true try typeof var void while with yield await interface implements".split(
    " ",
  ),
);
