import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { LoadError } from "./errors.ts";
import type { Report } from "./events.ts";
import { CopyRows, findLines } from "./rows.ts";
import { sqlState } from "./session.ts";
import type { StagedColumn, StagedTable } from "./tables.ts";

interface CopyOptions {
  report: Report;
  warn: (message: string) => Promise<void>;
}

/** How often the widths of a table's columns may prove too small before the load gives up. */
const MOST_RETYPES = 20;

/**
 * Creates one table of onet_new and fills it in one transaction: COPY with FREEZE (its rows need no VACUUM afterwards,
 * and index-only scans work at once), then keys, indexes and ANALYZE. A value too long for O*NET's type widens the
 * column, with a warning; any other misfit is a LoadError with file, line, column and value. Returns the rows.
 */
export async function copyTable(
  client: pg.Client,
  table: StagedTable,
  options: CopyOptions,
): Promise<number> {
  const columns = table.columns.map((column) => ({ ...column }));
  for (let attempt = 0; ; attempt++) {
    await client.query("BEGIN; SET LOCAL synchronous_commit = off; SET LOCAL maintenance_work_mem = '128MB'");
    try {
      const rows = await fillTable(client, table, columns, options);
      await client.query("COMMIT");
      await options.report({ type: "table", table: table.table, rows });
      return rows;
    } catch (error) {
      await client.query("ROLLBACK").catch(() => {});
      const widened = attempt < MOST_RETYPES && widen(columns, error);
      if (!widened) throw error;
      await options.warn(
        `${table.file.name}: column ${widened.column} holds values that O*NET's type ${widened.was} does not fit: loaded as ${widened.type}`,
      );
    }
  }
}

async function fillTable(
  client: pg.Client,
  table: StagedTable,
  columns: StagedColumn[],
  { report }: CopyOptions,
): Promise<number> {
  const target = `onet_new.${table.table}`;
  await client.query(`CREATE TABLE ${target} (${columns.map(definition).join(", ")})`);
  const copied = table.rows.fields.flatMap(({ column }) => (column === null ? [] : [column]));
  const reader = new CopyRows(table.rows);
  const sink = client.query(copyFrom(`COPY ${target} (${copied.join(", ")}) FROM STDIN (FREEZE)`));
  const told = setInterval(() => {
    void report({
      type: "copy",
      table: table.table,
      rows: reader.rows,
      bytes: reader.bytes,
      totalBytes: table.file.bytes,
    });
  }, 200);
  try {
    await pipeline(await table.file.open(), reader, sink);
  } catch (error) {
    throw copyError(error, table);
  } finally {
    clearInterval(told);
  }
  await typeUnknownColumns(client, target, columns);
  await addKeys(client, table);
  await client.query(`COMMENT ON TABLE ${target} IS ${client.escapeLiteral(table.comment)}`);
  for (const { column, comment } of columns) {
    if (comment)
      await client.query(`COMMENT ON COLUMN ${target}.${column} IS ${client.escapeLiteral(comment)}`);
  }
  await client.query(`ANALYZE ${target}`);
  return reader.rows;
}

function definition({ column, type, nullable, generatedFrom }: StagedColumn): string {
  return `${column} ${type}${generatedFrom ? ` GENERATED ALWAYS AS (${generatedFrom}) STORED` : ""}${nullable ? "" : " NOT NULL"}`;
}

/** Keys and indexes after the data: 4–7 s for 1 M rows, against 20–38 s with them in place. */
async function addKeys(client: pg.Client, table: StagedTable): Promise<void> {
  const target = `onet_new.${table.table}`;
  const unique = async (kind: string, columns: string[]) => {
    await client.query("SAVEPOINT before_key");
    try {
      await client.query(`ALTER TABLE ${target} ADD ${kind} (${columns.join(", ")})`);
    } catch (error) {
      if (sqlState(error) !== "23505") throw error;
      await client.query("ROLLBACK TO before_key");
      throw await duplicateError(client, table, columns);
    }
  };
  if (table.primaryKey) await unique("PRIMARY KEY", table.primaryKey);
  if (table.naturalKey) await unique("UNIQUE NULLS NOT DISTINCT", table.naturalKey);
  for (const columns of table.indexes)
    await client.query(`CREATE INDEX ON ${target} (${columns.join(", ")})`);
}

/** Columns that the schema does not know become integers, numbers or dates where every value is one. */
async function typeUnknownColumns(client: pg.Client, target: string, columns: StagedColumn[]): Promise<void> {
  for (const { column } of columns.filter(({ unknown }) => unknown)) {
    const { rows } = await client.query<{
      filled: boolean;
      integers: boolean;
      numbers: boolean;
      dates: boolean;
    }>(
      `SELECT count(${column}) > 0 AS filled, bool_and(${column} ~ '^-?(0|[1-9]\\d{0,8})$') AS integers,
              bool_and(${column} ~ '^-?\\d{1,12}(\\.\\d+)?$' AND ${column} !~ '^-?0\\d') AS numbers, bool_and(${column} ~ '^(0[1-9]|1[0-2])/\\d{4}$') AS dates
       FROM ${target}`,
    );
    const { filled, integers, numbers, dates } = rows[0]!;
    if (!filled) continue;
    const type = integers
      ? ["integer", `${column}::integer`]
      : numbers
        ? ["numeric", `${column}::numeric`]
        : dates
          ? ["date", `to_date(${column}, 'MM/YYYY')`]
          : undefined;
    if (type)
      await client.query(`ALTER TABLE ${target} ALTER COLUMN ${column} TYPE ${type[0]} USING ${type[1]}`);
  }
}

/** PostgreSQL says where a COPY failed in the error's context: "COPY skills, line 3, column data_value: "4,1"". */
function copyError(error: unknown, table: StagedTable): unknown {
  if (!sqlState(error)) return error;
  const { message, where = "" } = error as Error & { where?: string };
  const match = /^COPY \S+, \D+ (\d+)(?:, \D+ (\w+)(?:: (?:"([\s\S]*)"|.*))?)?/.exec(where);
  const column = match?.[2];
  const header = table.rows.fields.find((field) => field.column === column)?.header ?? column;
  const line = match ? Number(match[1]) + 1 : undefined;
  const place = [line && `line ${line}`, header && `column "${header}"`].filter(Boolean).join(", ");
  const value = match?.[3];
  return Object.assign(
    new LoadError(
      `${table.file.name}: ${place}${place ? ": " : ""}${message}${value !== undefined && !message.includes(value) ? ` ("${value.slice(0, 100)}")` : ""}`,
      {
        cause: error,
        file: table.file.name,
        ...(line ? { line } : {}),
        ...(header ? { column: header } : {}),
        ...(value !== undefined ? { value } : {}),
      },
    ),
    { code: sqlState(error), copyColumn: column },
  );
}

/** 22001 string too long, 22003 number out of range: O*NET's next release may well hold longer texts. */
function widen(
  columns: StagedColumn[],
  error: unknown,
): { column: string; was: string; type: string } | undefined {
  const { code, copyColumn } = error as { code?: string; copyColumn?: string };
  const column = columns.find((candidate) => candidate.column === copyColumn);
  if (!column || (code !== "22001" && code !== "22003")) return undefined;
  const was = column.type;
  column.type = code === "22001" ? "text" : "numeric";
  return was === column.type ? undefined : { column: column.column, was, type: column.type };
}

async function duplicateError(client: pg.Client, table: StagedTable, columns: string[]): Promise<LoadError> {
  const { rows } = await client.query<Record<string, string | null>>(
    `SELECT ${columns.map((column) => `${column}::text AS ${column}`).join(", ")} FROM onet_new.${table.table} GROUP BY ${columns.join(", ")} HAVING count(*) > 1 LIMIT 1`,
  );
  const key = columns.map((column) => rows[0]?.[column] ?? null);
  return offendingRow(table, columns, key, (lines) => `lines ${lines.join(" and ")} have the same key`);
}

/** A LoadError that names the lines of the file in which `key` stands. */
export async function offendingRow(
  table: StagedTable,
  columns: string[],
  key: (string | null)[],
  says: (lines: number[]) => string,
): Promise<LoadError> {
  const found = await findLines(table.file, table.rows, columns, [key], 3);
  const headers = columns.map(
    (column) => table.rows.fields.find((field) => field.column === column)?.header ?? column,
  );
  const values = headers.map((header, i) => `${header} = ${key[i] ?? "(empty)"}`).join(", ");
  const lines = found.map(({ line }) => line);
  return new LoadError(`${table.file.name}: ${says(lines)}: ${values}`, {
    file: table.file.name,
    ...(lines[0] ? { line: lines.at(-1)! } : {}),
    column: headers.join(", "),
    value: key.map((part) => part ?? "").join(", "),
  });
}
