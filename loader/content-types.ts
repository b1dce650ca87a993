import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { headerOf } from "./row-errors.ts";
import { CopyRows } from "./rows.ts";
import type { StagedColumn, StagedTable } from "./tables.ts";

/** Where O*NET's schema gives no type: the first of these that every value of the column fits, else text. */
const CONTENT_TYPES = ["integer", "numeric", "date"];

/**
 * Gives types to the columns that the schema does not know, and to familiar ones in tables that it does not know.
 * They are loaded as text, looked at and rolled back, since a column that changes its type later loses the benefits
 * of COPY with FREEZE. A familiar column whose values do not fit its official type stays text, with a warning.
 */
export async function typeFromContent(
  client: pg.Client,
  table: StagedTable,
  warn: (message: string) => Promise<void>,
): Promise<StagedTable> {
  const open = table.columns.filter(({ unknown }) => unknown);
  if (open.length === 0) return table;
  const types = new Map<string, string>();
  await client.query("BEGIN");
  try {
    await loadAsText(client, table, open);
    for (const column of open) types.set(column.column, await typeOf(client, table, column));
  } finally {
    await client.query("ROLLBACK").catch(() => {});
  }
  for (const { column, familiarType } of open) {
    if (familiarType && types.get(column) === "text" && familiarType !== "text")
      await warn(
        `${table.file.name}: column "${headerOf(table, column)}" does not hold what O*NET has under this name elsewhere (${familiarType}): loaded as text`,
      );
  }
  const columns = table.columns.map((column) => ({
    ...column,
    type: types.get(column.column) ?? column.type,
  }));
  const fields = table.rows.fields.map((field) => {
    const type = field.column === null ? undefined : types.get(field.column);
    return type ? { ...field, kind: kindOf(type) } : field;
  });
  return { ...table, columns, rows: { ...table.rows, fields } };
}

async function loadAsText(client: pg.Client, table: StagedTable, open: StagedColumn[]): Promise<void> {
  const names = new Set(open.map(({ column }) => column));
  const fields = table.rows.fields.map((field) => ({
    ...field,
    column: field.column !== null && names.has(field.column) ? field.column : null,
    kind: "text" as const,
  }));
  const copied = fields.flatMap(({ column }) => (column === null ? [] : [`"${column}"`]));
  const target = `onet_new.${table.table}`;
  await client.query(`CREATE TABLE ${target} (${copied.map((column) => `${column} text`).join(", ")})`);
  const sink = client.query(copyFrom(`COPY ${target} (${copied.join(", ")}) FROM STDIN`));
  await pipeline(await table.file.open(), new CopyRows({ ...table.rows, fields }), sink);
}

async function typeOf(
  client: pg.Client,
  table: StagedTable,
  { column, familiarType }: StagedColumn,
): Promise<string> {
  const candidates = familiarType ? [familiarType] : CONTENT_TYPES;
  const { rows } = await client.query<{ filled: boolean; fits: boolean[] }>(
    `SELECT count("${column}") > 0 AS filled, array[${candidates.map((type) => `bool_and(${fits(`"${column}"`, type)})`).join(", ")}] AS fits
     FROM onet_new.${table.table}`,
  );
  const { filled, fits: fitting } = rows[0]!;
  if (!filled) return familiarType ?? "text";
  return candidates.find((_, i) => fitting[i]) ?? "text";
}

/** SQL that is true of a text that the type holds without changing it: "007" is no number, and 4.125 no numeric(5,2). */
function fits(value: string, type: string): string {
  const [, base = type, length = "", scale = "0"] = /^([a-z ]+)\((\d+)(?:,(\d+))?\)$/.exec(type) ?? [];
  const decimals = Number(scale) > 0 ? `(\\.\\d{1,${scale}})?` : "";
  switch (base) {
    case "integer":
      return `${value} ~ '^-?(0|[1-9]\\d{0,8})$'`;
    case "numeric":
      return length === ""
        ? `${value} ~ '^-?(0|[1-9]\\d{0,11})(\\.\\d+)?$'`
        : `${value} ~ '^-?\\d{1,${Number(length) - Number(scale)}}${decimals}$'`;
    case "date":
      return `${value} ~ '^(0[1-9]|1[0-2])/[1-9]\\d{3}$'`;
    case "character":
      return `length(${value}) = ${length}`;
    default:
      return `length(${value}) <= ${length}`;
  }
}

function kindOf(type: string): "text" | "date" | "other" {
  if (type === "date") return "date";
  return type === "text" || type.startsWith("character varying") ? "text" : "other";
}
