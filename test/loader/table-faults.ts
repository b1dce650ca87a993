import type { Row } from "../../loader/demonstration/row.ts";
import type { OfficialColumn, OfficialTable } from "../../loader/official-schema.ts";

/** What PostgreSQL would refuse in these tables: NULLs, types, repeated keys and broken references. */
export function faultsIn(
  schema: readonly OfficialTable[],
  tables: ReadonlyMap<string, readonly Row[]>,
): string[] {
  const keys = (table: string, columns: readonly string[]) => {
    const at = positions(schema.find((each) => each.table === table)!, columns);
    return new Set((tables.get(table) ?? []).map((row) => keyOf(row, at)));
  };
  return schema.flatMap((table) => {
    const rows = tables.get(table.table) ?? [];
    const faults = rows.flatMap((row) => rowFaults(table, row));
    for (const key of [table.primaryKey, table.naturalKey]) {
      if (key && keys(table.table, key).size < rows.length) faults.push(`${table.table}: (${key}) repeats`);
    }
    for (const { columns, table: target, references } of table.foreignKeys) {
      const known = keys(target, references);
      const at = positions(table, columns);
      const lost = rows.find((row) => at.every((i) => row[i] != null) && !known.has(keyOf(row, at)));
      if (lost) faults.push(`${table.table}: (${columns}) ${keyOf(lost, at)} is not in ${target}`);
    }
    return faults;
  });
}

const positions = (table: OfficialTable, columns: readonly string[]) =>
  columns.map((name) => table.columns.findIndex(({ column }) => column === name));

const keyOf = (row: Row, at: readonly number[]) => at.map((i) => row[i] ?? "NULL").join(" ");

function rowFaults({ table, columns }: OfficialTable, row: Row): string[] {
  if (row.length !== columns.length) return [`${table}: ${row.length} values for ${columns.length} columns`];
  return columns.flatMap((column, i) => {
    const value = row[i] ?? null;
    return fits(column, value) ? [] : [`${table}.${column.column}: ${value} is no ${column.type}`];
  });
}

function fits({ type, nullable }: OfficialColumn, value: string | null): boolean {
  if (value === null) return nullable;
  if (type === "date") return /^(0[1-9]|1[0-2])\/\d{4}$/.test(value);
  const [, kind, length = "", scale = "0"] = /^([a-z ]+)\((\d+)(?:,(\d+))?\)$/.exec(type)!;
  if (kind === "character varying") return value.length <= Number(length) && /^[ -~]*$/.test(value);
  if (kind === "character") return value.length === Number(length);
  const [, whole = "", decimals = ""] = /^-?(\d+)(?:\.(\d+))?$/.exec(value) ?? [];
  return whole !== "" && whole.length <= Number(length) - Number(scale) && decimals.length <= Number(scale);
}
