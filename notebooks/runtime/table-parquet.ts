import { ByteWriter, ParquetWriter, type SchemaElement } from "hyparquet-writer";
import type { TableColumn } from "./table.ts";
import { cellText, isNone } from "./table-cell.ts";
import type { Sheet } from "./table-downloads.ts";
import { slices } from "./table-slices.ts";

type Physical = Omit<SchemaElement, "name">;

const INT32: Physical = { type: "INT32" };
const INT64: Physical = { type: "INT64" };
const DOUBLE: Physical = { type: "DOUBLE" };
const JSON_TEXT: Physical = { type: "BYTE_ARRAY", converted_type: "JSON" };
const TEXT: Physical = { type: "BYTE_ARRAY", converted_type: "UTF8" };

/** What a PostgreSQL type is in Parquet; all others are text. numeric is a double, as in JSON: its scale may differ from row to row. */
const PHYSICAL: Record<string, Physical> = {
  bool: { type: "BOOLEAN" },
  int2: INT32,
  int4: INT32,
  int8: INT64,
  oid: INT64,
  numeric: DOUBLE,
  float4: DOUBLE,
  float8: DOUBLE,
  date: { type: "INT32", converted_type: "DATE" },
  timestamp: timestamp(false),
  timestamptz: timestamp(true),
  json: JSON_TEXT,
  jsonb: JSON_TEXT,
};

/** Parquet with the columns' types, Snappy, a row group for every slice of rows. Errors: RangeError for a date without place in it. */
export async function toParquet({ columns, rows }: Sheet, report: (done: number) => void): Promise<Blob> {
  const writer = new ByteWriter();
  const file = new ParquetWriter({
    writer,
    schema: [{ name: "root", num_children: columns.length }, ...columns.flatMap(toElements)],
    createdBy: "onetbook",
  });
  const converters = columns.map(({ type }) => converter(type));
  for await (const slice of slices(rows, report)) {
    const columnData = columns.map(({ name }, i) => ({
      name,
      data: slice.map((row) => (isNone(row[name]) ? null : converters[i]!(row[name]))),
    }));
    void file.write({ columnData, rowGroupSize: slice.length }); // a promise only from a writer that flushes
  }
  void file.finish();
  return new Blob([writer.getBuffer()], { type: "application/vnd.apache.parquet" });
}

function toElements({ name, type }: TableColumn): SchemaElement[] {
  if (!type.endsWith("[]")) return [{ name, repetition_type: "OPTIONAL", ...(PHYSICAL[type] ?? TEXT) }];
  return [
    { name, repetition_type: "OPTIONAL", converted_type: "LIST", num_children: 1 },
    { name: "list", repetition_type: "REPEATED", num_children: 1 },
    { name: "element", repetition_type: "OPTIONAL", ...(PHYSICAL[type.slice(0, -2)] ?? TEXT) },
  ];
}

function converter(type: string): (value: unknown) => unknown {
  if (type.endsWith("[]")) {
    const convert = converter(type.slice(0, -2));
    return (value) => (value as unknown[]).map((item) => (isNone(item) ? null : convert(item)));
  }
  const physical = PHYSICAL[type];
  if (physical === undefined) return (value) => cellText(value, type);
  if (physical === INT64) return (value) => BigInt(value as number);
  if (type === "date") return (value) => new Date(isoTime(`${value}T00:00:00Z`));
  if (type === "timestamp") return (value) => micros(`${value}Z`);
  if (type === "timestamptz") return (value) => micros(`${value}`);
  return (value) => value;
}

function timestamp(isAdjustedToUTC: boolean): Physical {
  return { type: "INT64", logical_type: { type: "TIMESTAMP", isAdjustedToUTC, unit: "MICROS" } };
}

/** µs since 1970; a Date would lose the last three digits. */
function micros(text: string): bigint {
  const digits = /\.(\d+)/.exec(text)?.[1] ?? "";
  return BigInt(isoTime(text.replace(/\.\d+/, ""))) * 1000n + BigInt(digits.padEnd(6, "0"));
}

function isoTime(text: string): number {
  const time = Date.parse(text);
  if (!Number.isNaN(time)) return time;
  throw new RangeError(`Parquet has no place for the date ${text.replace(/(T00:00:00)?Z$/, "")}; take CSV`);
}
