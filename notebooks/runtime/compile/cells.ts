import type { ESTree } from "vite";
import { parseSync } from "vite";
import type { Source } from "./source.ts";

/** A stretch of a notebook, from its marker to the next one. */
export interface Cell {
  kind: "code" | "markdown";
  /** the text after the marker */
  title: string;
  /** Its output is not shown: what it computes is for other cells. */
  hidden: boolean;
  /** offsets of the whole cell, its marker included */
  start: number;
  end: number;
  /** of a code cell, in order */
  statements: Statement[];
  /** of a markdown cell: its comments without the slashes */
  markdown: string;
}

export type Statement = ESTree.Directive | ESTree.Statement;

const MARKER = /^\s*%%(.*)$/s;
const MARKDOWN = /\[(?:markdown|md)\]/;
const HIDDEN = /\[hidden\]/;

/**
 * Splits a notebook at its `// %%` lines; text before the first one is a cell of its own. Errors: CompileError for what
 * does not parse, and for a markdown cell that holds code.
 */
export function readCells(source: Source): Cell[] {
  const { program, comments, errors } = parseSync(source.path, source.code, {
    lang: "ts",
    sourceType: "module",
  });
  const error = errors[0];
  if (error) source.fail(error.labels[0]?.start ?? 0, error.message);
  const statements = program.body;
  const markers = comments.filter(({ type, start, value }) => {
    const lineStart = source.code.lastIndexOf("\n", start) + 1;
    const isAlone = source.code.slice(lineStart, start).trim() === "";
    const isInside = statements.some((statement) => statement.start < start && start < statement.end);
    return type === "Line" && isAlone && !isInside && MARKER.test(value);
  });
  const starts = [{ start: 0, end: 0, value: "%%" }, ...markers];
  const cells = starts.map((marker, index) => {
    const end = starts[index + 1]?.start ?? source.code.length;
    const inside = statements.filter(({ start }) => start >= marker.start && start < end);
    return toCell(source, marker, end, inside);
  });
  return cells.filter(({ start, end }, index) => index > 0 || source.code.slice(start, end).trim() !== "");
}

function toCell(
  source: Source,
  marker: { start: number; end: number; value: string },
  end: number,
  statements: Statement[],
): Cell {
  const text = MARKER.exec(marker.value)?.[1] ?? "";
  const isMarkdown = MARKDOWN.test(text);
  return {
    kind: isMarkdown ? "markdown" : "code",
    title: text.replace(MARKDOWN, "").replace(HIDDEN, "").trim(),
    hidden: HIDDEN.test(text),
    start: marker.start,
    end,
    statements: isMarkdown ? [] : statements,
    markdown: isMarkdown ? readMarkdown(source, marker.end, end) : "",
  };
}

function readMarkdown(source: Source, start: number, end: number): string {
  let offset = start;
  const lines = source.code
    .slice(start, end)
    .split("\n")
    .map((line) => {
      const text = line.trimEnd();
      if (text !== "" && !/^\s*\/\//.test(text))
        source.fail(
          offset,
          'a markdown cell holds only "//" comments: put "// %%" above what begins here, or slashes before it',
        );
      offset += line.length + 1;
      return text.replace(/^\s*\/\/ ?/, "");
    });
  return lines.join("\n").trim();
}
