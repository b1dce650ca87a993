import pg from "pg";
import { ADVICE } from "./copy-text.ts";
import { LoadError } from "./errors.ts";
import type { ForeignKey } from "./official-schema.ts";
import { findLines } from "./rows.ts";
import type { StagedTable } from "./tables.ts";

/** `skills.csv, line 3, column "Data Value"`: where an editor finds it. `row` 1 is the first behind the header. */
export async function placeOf(
  table: StagedTable,
  row: number | undefined,
  columns: readonly string[],
): Promise<string> {
  const headers = columns.map((column) => `"${headerOf(table, column)}"`).join(", ");
  return [
    table.file.name,
    ...(row === undefined ? [] : [`line ${await lineOfRow(table, row)}`]),
    ...(headers ? [`column${columns.length > 1 ? "s" : ""} ${headers}`] : []),
  ].join(", ");
}

/** A LoadError for values that stand together in one row of a table's file. */
async function rowError(
  table: StagedTable,
  row: number,
  columns: readonly string[],
  values: readonly (string | null)[],
  problem: string,
  cause?: unknown,
): Promise<LoadError> {
  return new LoadError(`${await placeOf(table, row, columns)}: ${problem}; ${ADVICE}`, {
    cause,
    file: table.file.name,
    line: await lineOfRow(table, row),
    ...(columns.length && {
      column: columns.map((column) => headerOf(table, column)).join(", "),
      value: values.map((value) => value ?? "").join(", "),
    }),
  });
}

/** Line of the file on which data row `row` starts, 1 being the first: in CSV, line ends inside quotes count too. */
async function lineOfRow({ file, rows }: StagedTable, row: number): Promise<number> {
  if (rows.format === "text") return row + 1;
  const found = await findLines(file, rows, [], [[]], row);
  return found.at(row - 1)?.line ?? row + 1;
}

export function headerOf(table: StagedTable, column: string): string {
  return table.rows.fields.find((field) => field.column === column)?.header ?? column;
}

const shown = (values: readonly (string | null)[]) =>
  values.map((value) => (value === null ? "(empty)" : JSON.stringify(value))).join(", ");

/** What a COPY failed on. */
export interface Misfit {
  code: string;
  column: string | undefined;
  value: string | undefined;
  /** data row, 1 being the first */
  row: number | undefined;
  error: pg.DatabaseError;
}

/**
 * Reads PostgreSQL's context of a failed COPY: `COPY skills, line 3, column data_value: "4,1"`. Its lines are data
 * rows, since line ends inside values reach it escaped; its words depend on the server's language.
 */
export function copyMisfit(error: unknown): Misfit | undefined {
  if (!(error instanceof pg.DatabaseError) || !error.code) return undefined;
  const context = /^COPY \S+, [^\s,]+ (\d+)(?:, [^\s,]+ (\w+)(?:: "([\s\S]*)")?)?/.exec(error.where ?? "");
  return {
    code: error.code,
    column: context?.[2] ?? error.column,
    value: context?.[3],
    row: context ? Number(context[1]) : undefined,
    error,
  };
}

/** A value that COPY refused, in the words of the file. */
export async function misfitError(table: StagedTable, misfit: Misfit): Promise<LoadError> {
  const { code, column, error, row } = misfit;
  if (row === undefined)
    return new LoadError(`${table.file.name}: ${error.message}`, { cause: error, file: table.file.name });
  const nothing = table.rows.format === "csv" ? "" : "n/a";
  const value = misfit.value ?? (code === NOT_NULL ? nothing : null);
  return rowError(table, row, column ? [column] : [], [value], problemOf(misfit), error);
}

const NOT_NULL = "23502";
const NOT_A_NUMBER = "22P02";

function problemOf({ code, value, error }: Misfit): string {
  if (code === NOT_NULL) return "no value, where O*NET's schema demands one";
  if (code === NOT_A_NUMBER && value !== undefined)
    return `${JSON.stringify(value)} is not a number like 3.25`;
  return value === undefined || error.message.includes(value)
    ? error.message
    : `${error.message}: ${JSON.stringify(value)}`;
}

/** The first row whose key an earlier row has. Rows lie in the table as in the file, COPY being their only writer. */
export async function duplicateError(
  client: pg.Client,
  table: StagedTable,
  columns: readonly string[],
): Promise<LoadError> {
  const { rows } = await client.query<{ first: string; second: string; key: (string | null)[] }>(
    `SELECT min("row#") AS first, (array_agg("row#" ORDER BY "row#"))[2] AS second, array[${columns.map((column) => `${column}::text`).join(", ")}] AS key
     FROM (SELECT row_number() OVER (ORDER BY ctid) AS "row#", * FROM onet_new.${table.table}) t
     GROUP BY ${columns.join(", ")} HAVING count(*) > 1 ORDER BY second LIMIT 1`,
  );
  const { first, second, key } = rows[0]!;
  const line = await lineOfRow(table, Number(first));
  return rowError(table, Number(second), columns, key, `${shown(key)} stands in line ${line} already`);
}

/** Rows that refer to something that is not there: the first of them, and how many there are. */
export interface Orphans {
  row: number;
  values: string[];
  count: number;
}

export async function findOrphans(
  client: pg.Client,
  table: StagedTable,
  key: ForeignKey,
): Promise<Orphans | undefined> {
  // As text, since a familiar column of a table that the schema does not know may have stayed that.
  const matches = key.columns
    .map((column, i) => `r.${key.references[i]}::text = t.${column}::text`)
    .join(" AND ");
  const { rows } = await client.query<{ row: string; values: string[]; count: string }>(
    `SELECT "row#" AS row, array[${key.columns.map((column) => `${column}::text`).join(", ")}] AS values, count(*) OVER () AS count
     FROM (SELECT row_number() OVER (ORDER BY ctid) AS "row#", * FROM onet_new.${table.table}) t
     WHERE ${key.columns.map((column) => `${column} IS NOT NULL`).join(" AND ")}
       AND NOT EXISTS (SELECT FROM onet_new.${key.table} r WHERE ${matches})
     ORDER BY "row#" LIMIT 1`,
  );
  const [first] = rows;
  return first && { row: Number(first.row), values: first.values, count: Number(first.count) };
}

export function orphanError(table: StagedTable, key: ForeignKey, orphans: Orphans): Promise<LoadError> {
  return rowError(table, orphans.row, key.columns, orphans.values, orphanProblem(key, orphans));
}

export function orphanProblem(key: ForeignKey, { values, count }: Orphans): string {
  const others = count === 2 ? "1 more row names" : `${count - 1} more rows name`;
  const more = count > 1 ? ` (nor is what ${others})` : "";
  return `${shown(values)} is not in ${key.table}${more}`;
}
