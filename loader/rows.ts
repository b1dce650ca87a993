import { Transform, type TransformCallback } from "node:stream";
import { CopyText, type RowPlan } from "./copy-text.ts";
import { LoadError } from "./errors.ts";
import type { ReleaseFile } from "./source.ts";
import { bomLength, checkBytes } from "./text-bytes.ts";

export type { RowPlan } from "./copy-text.ts";

const LF = 10;
const MAX_HEADER = 64 * 1024;
const HIGH_WATER = 256 * 1024;

/** Reads the names in a file's first line, and no further. Throws LoadError if there is no such line. */
export async function readHeader(file: ReleaseFile, format: RowPlan["format"]): Promise<string[]> {
  const bytes = await firstLine(file);
  const line = bytes.toString("utf8", bomLength(bytes)).replace(/\r?\n$/, "");
  const refuse = (problem: string) =>
    new LoadError(`${file.name}, line 1: ${problem}; column names are expected`, {
      file: file.name,
      line: 1,
    });
  if (line === "") throw refuse("the line is empty");
  if (line.includes("\r")) throw refuse("lines end with CR alone, where CRLF or LF is needed");
  if (format === "text") return line.split("\t");
  const names: string[] = [];
  const field = /(?:"((?:[^"]|"")*)"|([^",]*))(,|$)/y;
  for (;;) {
    const match = field.exec(line);
    if (!match) throw refuse("a quote is out of place");
    names.push(match[1]?.replaceAll('""', '"') ?? match[2]!);
    if (match[3] === "") return names;
  }
}

async function firstLine(file: ReleaseFile): Promise<Buffer> {
  let line: Buffer = Buffer.alloc(0);
  let whole = false;
  for await (const chunk of await file.open()) {
    line = Buffer.concat([line, chunk]);
    const end = line.indexOf(LF) + 1;
    whole = end > 0;
    if (whole) line = line.subarray(0, end);
    if (line.length > MAX_HEADER)
      throw new LoadError(`${file.name}: the first line is longer than 64 KB: is it not a table?`, {
        file: file.name,
      });
    if (whole) break;
  }
  checkBytes(line, file.name, 1);
  return line;
}

/**
 * Bytes of a release file in, header line included; rows for `COPY … FROM STDIN` out, with the columns that the
 * plan keeps. Fails with LoadError at the first row that is not as it should be; the header is skipped, for
 * the caller to have checked. Memory stays at some 5 MB, whatever the file.
 */
export class CopyRows extends Transform {
  /** Bytes read so far. */
  bytes = 0;
  readonly #text: CopyText;

  constructor(plan: RowPlan) {
    super({ readableHighWaterMark: HIGH_WATER, writableHighWaterMark: HIGH_WATER });
    this.#text = new CopyText(plan, (chunk) => this.push(chunk));
  }

  /** Data rows so far. */
  get rows(): number {
    return this.#text.rows;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.bytes += chunk.length;
    this.#attempt(() => this.#text.write(chunk), done);
  }

  override _flush(done: TransformCallback): void {
    this.#attempt(() => this.#text.end(), done);
  }

  #attempt(step: () => void, done: TransformCallback): void {
    try {
      step();
    } catch (error) {
      done(error as Error);
      return;
    }
    done();
  }
}

/**
 * Finds the rows whose `columns` hold one of `keys`, with all values as they would be stored (dates as
 * YYYY-MM-DD): at most `limit`, in file order. A second pass over the file, for error reports.
 */
export async function findLines(
  file: ReleaseFile,
  plan: RowPlan,
  columns: string[],
  keys: (string | null)[][],
  limit: number,
): Promise<{ line: number; values: (string | null)[] }[]> {
  // Every field is kept here: the line ends inside any of them count for the lines of the rows after it.
  const fields = plan.fields.map((field) => ({ ...field, column: field.column ?? field.header }));
  const places = columns.map((column) => plan.fields.findIndex((field) => field.column === column));
  if (places.includes(-1)) throw new Error(`${plan.file} has no column ${columns[places.indexOf(-1)]}`);
  const wanted = new Set(keys.map((key) => JSON.stringify(key)));
  const found: { line: number; values: (string | null)[] }[] = [];
  let line = 2;
  const rows = new CopyText({ ...plan, fields }, (chunk) => {
    for (const row of chunk.toString("utf8", 0, chunk.length - 1).split("\n")) {
      const all = row.split("\t").map(unescapeValue);
      const values = places.map((place) => all[place]!);
      if (found.length < limit && wanted.has(JSON.stringify(values))) found.push({ line, values });
      line += 1 + all.join("").split("\n").length - 1;
    }
  });
  for await (const chunk of await file.open()) {
    rows.write(chunk);
    if (found.length === limit) return found;
  }
  rows.end();
  return found;
}

function unescapeValue(value: string): string | null {
  if (value === "\\N") return null;
  const letters: Record<string, string> = { t: "\t", n: "\n", r: "\r" };
  return value.includes("\\")
    ? value.replace(/\\(.)/g, (_, letter: string) => letters[letter] ?? letter)
    : value;
}
