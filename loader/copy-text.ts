import { decimalsOf } from "./decimal.ts";
import { LoadError } from "./errors.ts";
import { isoDate } from "./iso-date.ts";
import { checkBytes } from "./text-bytes.ts";

export interface RowPlan {
  /** Base name of the file, for messages. */
  file: string;
  format: "text" | "csv";
  /** One entry per field, in file order; at least one has a column. */
  fields: readonly {
    header: string;
    /** null: the field must be there, but is left out of the output. */
    column: string | null;
    kind: "text" | "date" | "number" | "other";
    /** number: how many decimals the column holds; undefined: any */
    decimals?: number;
    /** NULL becomes '' (NOT NULL text columns such as content_model_reference.description). */
    emptyIsText?: boolean;
  }[];
}

/** Longest row accepted; the longest official one has under 2 KB. */
export const ROW_LIMIT = 1024 * 1024;
/** Input is taken in pieces of this size, so that the buffers never grow. */
const PIECE = 64 * 1024;
/** Output is handed on from this size: COPY gains nothing from larger chunks, and loses with smaller ones. */
const CHUNK = 64 * 1024;

const TAB = 9;
const LF = 10;
const CR = 13;
const QUOTE = 34;
const COMMA = 44;
const SLASH = 47;
const BACKSLASH = 92;

const DROP = 0;
const TEXT = 1;
const DATE = 2;
// From here on a field must not be empty.
const OTHER = 3;
const NUMBER = 4;

/** Bytes that can be copied without a thought are 1: everything but COPY's specials and those given. */
function plainBytes(...specials: number[]): Uint8Array {
  const plain = new Uint8Array(256).fill(1);
  for (const byte of [TAB, LF, CR, BACKSLASH, ...specials]) plain[byte] = 0;
  return plain;
}
const PLAIN_TEXT = plainBytes();
const PLAIN_CSV = plainBytes(QUOTE, COMMA);
const PLAIN_QUOTED = plainBytes(QUOTE);

/** What a person can do about a value that is wrong in the file itself. */
export const ADVICE = "correct the file, or download the release again";

/** A number with more decimals than the column's type holds: a reason to widen the column, not to round. */
export class FinerNumber extends LoadError {
  readonly columnName: string;
  constructor(file: string, line: number, columnName: string) {
    super(`${file}, line ${line}: more decimals than column ${columnName} holds`, { file, line });
    this.columnName = columnName;
  }
}

/**
 * Turns the bytes of a release file, header line included, into PostgreSQL's COPY text format: tabs, `\N`
 * for NULL, backslash escapes, LF. Text files have no quoting and NULL is `n/a`; CSV is RFC 4180 and NULL is
 * the empty unquoted field. Throws LoadError for the first row that is not as it should be.
 *
 * Only whole rows are parsed: an unfinished row waits at the front of `work` for the next piece, so that no
 * state survives in the middle of a field. One loop over bytes into a fixed buffer does 300 MB/s, indexOf and
 * copy per field 70.
 */
export class CopyText {
  /** Data rows so far. */
  rows = 0;
  readonly #plan: RowPlan;
  readonly #emit: (chunk: Buffer) => void;
  /** What to do with each field; the last entry stands for all fields beyond the expected ones. */
  readonly #actions: Uint8Array;
  readonly #decimals: readonly number[];
  readonly #csv: boolean;
  /** An unfinished row, one piece behind it, a line end if the file lacks its last, and one as sentinel. */
  #work = Buffer.allocUnsafeSlow(2 * PIECE + 2);
  #out = Buffer.allocUnsafeSlow(outSize(2 * PIECE + 2));
  #filled = 0;
  #written = 0;
  /** Where #quoted stopped writing. */
  #quotedEnd = 0;
  /** Line of the file that `work` starts with, while parsing that of the current row; 1 is the header. */
  #line = 1;
  /** Line ends inside quotes in the current row. */
  #innerLines = 0;
  /** First of the blank lines since the last row: refused as soon as another row follows. */
  #blankLine = 0;

  constructor(plan: RowPlan, emit: (chunk: Buffer) => void) {
    if (plan.fields.every((field) => field.column === null))
      throw new Error(`${plan.file}: no column is kept`);
    this.#plan = plan;
    this.#emit = emit;
    this.#csv = plan.format === "csv";
    this.#decimals = plan.fields.map(({ decimals = Number.POSITIVE_INFINITY }) => decimals);
    const actions = { text: TEXT, date: DATE, number: NUMBER, other: OTHER };
    this.#actions = Uint8Array.from([
      ...plan.fields.map((field) => (field.column === null ? DROP : actions[field.kind])),
      DROP,
    ]);
  }

  write(chunk: Buffer): void {
    for (let from = 0; from < chunk.length; from += PIECE) {
      const piece = chunk.subarray(from, from + PIECE);
      this.#makeRoom(piece.length);
      piece.copy(this.#work, this.#filled);
      this.#filled += piece.length;
      // Rows end with a line end: without one there is nothing new to parse.
      if (piece.includes(LF)) this.#parse();
      if (this.#filled > ROW_LIMIT) throw this.#tooLong();
    }
  }

  /** To be called after the last chunk; the last line may lack its end. */
  end(): void {
    if (this.#filled > 0) {
      this.#work[this.#filled++] = LF;
      this.#parse();
      if (this.#filled > 0) throw this.#error("the row has a quote that is never closed");
    }
    if (this.#line === 1) throw this.#error("the file is empty; at least a line of column names is expected");
    this.#flush();
  }

  #parse(): void {
    const work = this.#work;
    checkBytes(work.subarray(0, work.lastIndexOf(LF, this.#filled - 1) + 1), this.#plan.file, this.#line);
    work[this.#filled] = LF;
    let row = 0;
    if (this.#line === 1) {
      row = work.indexOf(LF) + 1;
      this.#line = 2;
    }
    while (row < this.#filled) {
      const next = this.#row(row);
      if (next === -1) break;
      this.#line += 1 + this.#innerLines;
      row = next;
    }
    work.copyWithin(0, row, this.#filled);
    this.#filled -= row;
    if (this.#written >= CHUNK) this.#flush();
  }

  /** Rows have under 2 KB; buffers for the longest ones allowed, for each of 45 tables, cost 0.2 s of garbage collection. */
  #makeRoom(bytes: number): void {
    const needed = this.#filled + bytes + 2;
    if (needed <= this.#work.length) return;
    const size = Math.max(needed, 2 * this.#work.length);
    const [work, out] = [Buffer.allocUnsafeSlow(size), Buffer.allocUnsafeSlow(outSize(size))];
    this.#work.copy(work, 0, 0, this.#filled);
    this.#out.copy(out, 0, 0, this.#written);
    [this.#work, this.#out] = [work, out];
  }

  #flush(): void {
    if (this.#written > 0) this.#emit(Buffer.from(this.#out.subarray(0, this.#written)));
    this.#written = 0;
  }

  /** Parses the row at `start`: returns where the next one starts, or -1 if this one is not complete yet. */
  #row(start: number): number {
    const work = this.#work;
    const out = this.#out;
    const actions = this.#actions;
    const csv = this.#csv;
    const separator = csv ? COMMA : TAB;
    const plain = csv ? PLAIN_CSV : PLAIN_TEXT;
    const beyond = actions.length - 1;
    let i = start;
    let o = this.#written;
    let byte = 0;
    let found = 0;
    let bad: { field: number; from: number; to: number } | undefined;
    this.#innerLines = 0;
    do {
      const field = Math.min(found, beyond);
      const action = actions[field]!;
      const from = o;
      const quoted = csv && work[i] === QUOTE;
      if (quoted) {
        i = this.#quoted(i + 1, o);
        if (i === -1) return -1;
        o = this.#quotedEnd;
        byte = work[i]!;
      } else {
        byte = work[i]!;
        for (;;) {
          if (action === DROP) while (plain[byte] === 1) byte = work[++i]!;
          else
            while (plain[byte] === 1) {
              out[o++] = byte;
              byte = work[++i]!;
            }
          if (byte === separator || byte === LF || (byte === CR && work[i + 1] === LF)) break;
          if (byte === QUOTE) throw this.#error("a quote inside a field that does not start with one");
          out[o++] = BACKSLASH;
          out[o++] = escapeLetter(byte);
          byte = work[++i]!;
        }
      }
      if (action === DROP) o = from;
      else {
        if (csv ? !quoted && o === from : isNotAvailable(out, from, o)) o = this.#null(field, from);
        else if (action === DATE) {
          const end = isoDate(out, from, o);
          if (end === -1) bad ??= { field, from, to: o };
          else o = end;
        } else if (action === NUMBER && o > from) {
          const decimals = decimalsOf(out, from, o);
          if (decimals === -1 || decimals > this.#decimals[field]!) bad ??= { field, from, to: o };
        } else if (action >= OTHER && o === from) bad ??= { field, from, to: o };
        out[o++] = TAB;
      }
      found++;
      i++;
    } while (byte === separator);
    // i is behind the LF, or on the LF behind a CR. The sentinel at `filled` is no end of a row.
    if (byte === CR) i++;
    if (i > this.#filled) return -1;
    const blank = i - start === (byte === CR ? 2 : 1);
    if (blank) {
      this.#blankLine ||= this.#line;
      return i;
    }
    if (this.#blankLine > 0)
      throw this.#error("a blank line before the end of the file", { line: this.#blankLine });
    if (i - start > ROW_LIMIT) throw this.#tooLong();
    if (found !== beyond) throw this.#wrongCount(found, start, i);
    if (bad) throw this.#badValue(bad.field, out.toString("utf8", bad.from, bad.to));
    out[o - 1] = LF;
    this.#written = o;
    this.rows++;
    return i;
  }

  /** Copies the quoted field whose content starts at `i`: returns what follows the closing quote, or -1. */
  #quoted(i: number, o: number): number {
    const work = this.#work;
    const out = this.#out;
    for (;;) {
      const byte = work[i++]!;
      if (PLAIN_QUOTED[byte] === 1) out[o++] = byte;
      else if (byte === QUOTE) {
        if (work[i] !== QUOTE) break;
        out[o++] = QUOTE;
        i++;
      } else {
        if (byte === LF) {
          if (i > this.#filled) return -1;
          this.#innerLines++;
        }
        out[o++] = BACKSLASH;
        out[o++] = escapeLetter(byte);
      }
    }
    const next = work[i]!;
    if (next !== COMMA && next !== LF && !(next === CR && work[i + 1] === LF))
      throw this.#error("text behind the closing quote of a field");
    this.#quotedEnd = o;
    return i;
  }

  #null(field: number, o: number): number {
    if (this.#plan.fields[field]!.emptyIsText) return o;
    this.#out[o] = BACKSLASH;
    this.#out[o + 1] = 0x4e; // N
    return o + 2;
  }

  #tooLong(): LoadError {
    const hint = this.#csv ? ": is a quote not closed?" : "";
    return this.#error(`the row is longer than 1 MB${hint}`);
  }

  #wrongCount(found: number, start: number, end: number): LoadError {
    const excerpt = show(this.#work.toString("utf8", start, Math.min(end, start + 80)).trimEnd());
    return this.#error(
      `${found === 1 ? "1 field" : `${found} fields`} instead of ${this.#actions.length - 1} in the row ${excerpt}`,
    );
  }

  #badValue(field: number, value: string): LoadError {
    const { header: column, column: name, kind } = this.#plan.fields[field]!;
    if (kind === "date") return this.#error(`${show(value)} is not a date like 08/2024`, { column, value });
    if (kind === "number" && value !== "") {
      const isNumber = decimalsOf(Buffer.from(value), 0, value.length) >= 0;
      if (isNumber) return new FinerNumber(this.#plan.file, this.#line, name!);
      return this.#error(`${show(value)} is not a number like 3.25; ${ADVICE}`, { column, value });
    }
    const nothing = this.#csv ? "nothing at all" : "n/a";
    return this.#error(`an empty value; where there is none, ${nothing} is expected`, { column, value });
  }

  #error(
    problem: string,
    { line = this.#line, ...at }: { line?: number; column?: string; value?: string } = {},
  ) {
    const { file } = this.#plan;
    const column = at.column === undefined ? "" : `, column "${at.column}"`;
    return new LoadError(`${file}, line ${line}${column}: ${problem}`, { file, line, ...at });
  }
}

/** A row grows at most threefold (`,,` becomes `\N` tab `\N` tab `\N`), behind what is not handed on yet. */
function outSize(workSize: number): number {
  return CHUNK + 3 * workSize;
}

function show(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}

/** COPY's letter for a byte that needs a backslash. */
function escapeLetter(byte: number): number {
  return byte === TAB ? 0x74 : byte === LF ? 0x6e : byte === CR ? 0x72 : BACKSLASH; // t, n, r
}

function isNotAvailable(bytes: Buffer, from: number, to: number): boolean {
  return to - from === 3 && bytes[from] === 0x6e && bytes[from + 1] === SLASH && bytes[from + 2] === 0x61;
}
