import type { SourceMap } from "magic-string";
import { type Cell, readCells } from "./cells.ts";
import { type EarlyQuery, earlyQueries } from "./early-queries.ts";
import { emit } from "./emit.ts";
import { notebookName, readImports } from "./imports.ts";
import { type Heading, Prose } from "./markdown.ts";
import { readSegments } from "./segments.ts";
import { Source } from "./source.ts";

/** A cell as the page around the code needs it. */
export interface CompiledCell {
  kind: "code" | "markdown";
  /** the text after its marker */
  title: string;
  /** of markdown */
  html: string;
  /** Whether the code can put anything on the page. */
  displays: boolean;
  /** offsets in the file, for who edits it */
  start: number;
  end: number;
  /** of its marker, 1-based */
  line: number;
}

export interface CompiledNotebook {
  code: string;
  map: SourceMap;
  name: string;
  title: string;
  /** the first paragraph of prose, as plain text */
  summary: string;
  headings: Heading[];
  cells: CompiledCell[];
  /** the imported queries, by local name */
  queries: { local: string; specifier: string; line: number; column: number }[];
  early: EarlyQuery[];
}

export interface CompileOptions {
  /** specifier of the module that exports `mount` */
  runtime: string;
  isDevelopment?: boolean;
}

/** Compiles the text of `notebooks/<name>.ts`. Errors: CompileError with line, column and what to do. */
export function compileNotebook(path: string, code: string, options: CompileOptions): CompiledNotebook {
  const { runtime, isDevelopment = false } = options;
  const source = new Source(path, code);
  const cells = readCells(source);
  const imports = readImports(source, cells);
  const segments = readSegments(source, cells, imports);
  const prose = new Prose();
  const compiled = cells.map((cell, index) => ({
    kind: cell.kind,
    title: cell.title,
    html: cell.kind === "markdown" && !cell.hidden ? prose.render(cell.markdown) : "",
    displays: !cell.hidden && segments.some((segment) => segment.cell === index && segment.displays),
    ...place(source, cell),
  }));
  const name = notebookName(path);
  const about = { name, source: path, ...(isDevelopment && { cells: compiled }) };
  return {
    ...emit(source, cells, segments, imports, { runtime, about, isDevelopment }),
    name,
    title: prose.headings.find(({ level }) => level === 1)?.text ?? inWords(name),
    summary: prose.summary,
    headings: prose.headings,
    cells: compiled,
    queries: [...imports.queries].map(([local, { specifier, offset }]) => ({
      local,
      specifier,
      ...source.at(offset),
    })),
    early: earlyQueries(segments, imports),
  };
}

function place(source: Source, { start, end }: Cell): { start: number; end: number; line: number } {
  return { start, end, line: source.at(start).line };
}

/** "skill-gap" → "Skill gap" */
function inWords(name: string): string {
  return (name[0]!.toUpperCase() + name.slice(1)).replaceAll("-", " ");
}
