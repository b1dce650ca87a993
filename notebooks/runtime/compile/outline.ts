import { readCells } from "./cells.ts";
import { CompileError, type Source } from "./source.ts";

/** Where a cell stands in the file, for who edits it. */
export interface CellPlace {
  kind: "code" | "markdown";
  title: string;
  /** offsets of the whole cell, its marker included */
  start: number;
  end: number;
  /** of its marker, 1-based */
  line: number;
}

const LOOKS_LIKE_MARKER = /^[ \t]*(\/\/\s*%%.*)$/gm;

/** The cells of a notebook, also of one that does not parse: then at every line that looks like a marker. */
export function outline(source: Source): CellPlace[] {
  try {
    return readCells(source).map(({ kind, title, start, end }) => ({
      ...{ kind, title, start, end },
      line: source.at(start).line,
    }));
  } catch (error) {
    if (!(error instanceof CompileError)) throw error;
    return roughly(source);
  }
}

function roughly(source: Source): CellPlace[] {
  const { code } = source;
  const markers = [...code.matchAll(LOOKS_LIKE_MARKER)].map(({ index, 0: all, 1: text }) => ({
    start: index + all.length - text!.length,
    text: text!,
  }));
  return [{ start: 0, text: "" }, ...markers]
    .map(({ start, text }, index) => ({
      kind: /\[(?:markdown|md)\]/.test(text) ? ("markdown" as const) : ("code" as const),
      title: text.replace(/^\/\/\s*%%|\[\w+\]/g, "").trim(),
      start,
      end: markers[index]?.start ?? code.length,
      line: source.at(start).line,
    }))
    .filter(({ start, end }, index) => index > 0 || code.slice(start, end).trim() !== "");
}
