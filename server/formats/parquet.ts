import { ByteWriter, ParquetWriter, type SchemaElement } from "hyparquet-writer";
import type { ColumnType, Kind } from "../../sql/types.ts";
import type { ResultColumn } from "../query-shape.ts";
import type { Row } from "../query-stream.ts";

/** Rows that are held to write their columns one after the other. */
const ROW_GROUP = 20_000;

/** Parquet with the columns' types, Snappy, in row groups. `notes` become the file's key-value metadata. */
export async function* writeParquet(
  columns: readonly ResultColumn[],
  batches: AsyncIterable<Row[]>,
  notes: Record<string, string>,
): AsyncGenerator<Uint8Array, void, void> {
  const bytes = new ByteWriter();
  const file = new ParquetWriter({
    writer: bytes,
    schema: [{ name: "root", num_children: columns.length }, ...columns.flatMap(toElements)],
    createdBy: "onetbook",
    kvMetadata: Object.entries(notes).map(([key, value]) => ({ key, value })),
  });
  let group = columns.map((): unknown[] => []);
  let held = 0;
  const writeGroup = () => {
    const columnData = columns.map(({ name }, i) => ({ name, data: group[i]! }));
    void file.write({ columnData, rowGroupSize: ROW_GROUP }); // a promise only from a writer that flushes
    group = columns.map((): unknown[] => []);
    held = 0;
  };
  const convert = columns.map(({ type }) => converter(type));
  let isBegun = false;
  for await (const rows of batches) {
    // The file's first bytes, so that the answer begins with the first rows and not with 20,000.
    if (!isBegun) yield take(bytes);
    isBegun = true;
    columns.forEach(({ name }, i) => {
      for (const row of rows) group[i]!.push(row[name] === null ? null : convert[i]!(row[name]));
    });
    held += rows.length;
    if (held < ROW_GROUP) continue;
    writeGroup();
    yield take(bytes);
  }
  if (held > 0) writeGroup();
  void file.finish();
  yield take(bytes);
}

/** The library counts its offsets apart from this index. */
function take(bytes: ByteWriter): Uint8Array {
  const taken = bytes.getBytes().slice();
  bytes.index = 0;
  return taken;
}

function toElements({ name, type }: ResultColumn): SchemaElement[] {
  if (type.kind !== "array") return [{ name, repetition_type: "OPTIONAL", ...physical(type) }];
  return [
    { name, repetition_type: "OPTIONAL", converted_type: "LIST", num_children: 1 },
    { name: "list", repetition_type: "REPEATED", num_children: 1 },
    { name: "element", repetition_type: "OPTIONAL", ...physical(type.element!) },
  ];
}

/** numeric is a double, as in JSON: its scale may differ from row to row. */
const PHYSICAL: Record<Exclude<Kind, "array">, Omit<SchemaElement, "name">> = {
  integer: { type: "INT32" },
  number: { type: "DOUBLE" },
  boolean: { type: "BOOLEAN" },
  string: { type: "BYTE_ARRAY", converted_type: "UTF8" },
  uuid: { type: "BYTE_ARRAY", converted_type: "UTF8" },
  date: { type: "INT32", converted_type: "DATE" },
  timestamp: { type: "INT64", logical_type: { type: "TIMESTAMP", isAdjustedToUTC: false, unit: "MICROS" } },
  timestamptz: { type: "INT64", logical_type: { type: "TIMESTAMP", isAdjustedToUTC: true, unit: "MICROS" } },
  json: { type: "BYTE_ARRAY", converted_type: "JSON" },
};
const WIDE = new Set(["int8", "oid"]);

function physical({ name, kind }: ColumnType): Omit<SchemaElement, "name"> {
  return WIDE.has(name) ? { type: "INT64" } : PHYSICAL[kind as keyof typeof PHYSICAL];
}

function converter({ name, kind, element }: ColumnType): (value: unknown) => unknown {
  if (WIDE.has(name)) return (value) => BigInt(value as number);
  if (kind === "date") return (value) => new Date(isoTime(`${value as string}T00:00:00Z`));
  if (kind === "timestamp") return (value) => micros(`${value as string}Z`);
  if (kind === "timestamptz") return (value) => micros(value as string);
  if (kind !== "array") return (value) => value;
  const convert = converter(element!);
  return (value) => (value as unknown[]).map((item) => (item === null ? null : convert(item)));
}

/** µs since 1970; a Date would lose the last three digits. */
function micros(text: string): bigint {
  const digits = /\.(\d+)/.exec(text)?.[1] ?? "";
  return BigInt(isoTime(text.replace(/\.\d+/, ""))) * 1000n + BigInt(digits.padEnd(6, "0"));
}

/** ms since 1970. Errors: RangeError for what Parquet has no value for. */
function isoTime(text: string): number {
  const time = Date.parse(text);
  if (Number.isNaN(time))
    throw new RangeError(
      `${text.replace(/(T00:00:00)?Z$/, "")} has no place in Parquet: leave it out, or cast it to text`,
    );
  return time;
}
