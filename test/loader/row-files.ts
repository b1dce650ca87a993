import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { expect } from "vitest";
import { CopyRows, type RowPlan } from "../../loader/rows.ts";
import type { ReleaseFile } from "../../loader/source.ts";

export type Value = string | null;
export type Field = RowPlan["fields"][number];
export type Format = RowPlan["format"];

export const text: Field = { header: "Title", column: "title", kind: "text" };
export const other: Field = { header: "Data Value", column: "data_value", kind: "other" };
export const date: Field = { header: "Date", column: "date_updated", kind: "date" };
export const dropped: Field = { header: "Element Name", column: null, kind: "text" };
export const never: Field = { header: "Description", column: "description", kind: "text", emptyIsText: true };

export const plan = (format: Format, ...fields: Field[]): RowPlan => ({
  file: format === "csv" ? "skills.csv" : "Skills.txt",
  format,
  fields,
});

function chunked(bytes: Buffer, sizes: number[]): Buffer[] {
  const chunks: Buffer[] = [];
  for (let at = 0, n = 0; at < bytes.length; n++) {
    const size = sizes[n % sizes.length]!;
    chunks.push(bytes.subarray(at, at + size));
    at += size;
  }
  return chunks;
}

export function fileOf(
  input: string | Buffer,
  { name = "Skills.txt", sizes = [64 * 1024] } = {},
): ReleaseFile {
  const bytes = Buffer.from(input);
  return { name, bytes: bytes.length, open: async () => Readable.from(chunked(bytes, sizes)) };
}

export async function copy(rows: RowPlan, file: ReleaseFile): Promise<string> {
  const copyRows = new CopyRows(rows);
  const chunks: Buffer[] = [];
  await pipeline(await file.open(), copyRows, async (output: AsyncIterable<Buffer>) => {
    for await (const chunk of output) chunks.push(chunk);
  });
  const output = Buffer.concat(chunks).toString();
  expect(copyRows.bytes).toBe(file.bytes);
  expect(copyRows.rows).toBe(output.split("\n").length - 1);
  return output;
}

/** PostgreSQL's rules for COPY's text format, read back. */
export function parseCopy(output: string): Value[][] {
  const letters: Record<string, string> = { t: "\t", n: "\n", r: "\r" };
  const value = (field: string) =>
    field === "\\N" ? null : field.replace(/\\(.)/g, (_, letter: string) => letters[letter] ?? letter);
  return output
    .split("\n")
    .slice(0, -1)
    .map((line) => line.split("\t").map(value));
}
