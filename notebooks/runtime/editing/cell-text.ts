import type { FileState, Place } from "./edited-file.ts";

type Cells = Pick<FileState, "text" | "cells">;

/** A cell's part of the file. */
export function textOf({ text, cells }: Cells, index: number): string {
  const { start, end } = cells[index]!;
  return text.slice(start, end);
}

/** Where the cell that read so is now: in its old place, or where alone that text is. */
export function locate(file: Cells, text: string, index: number): number | undefined {
  const same = file.cells.flatMap((_, at) => (textOf(file, at) === text ? [at] : []));
  return same.includes(index) ? index : same.length === 1 ? same[0] : undefined;
}

export function withCell({ text, cells }: Cells, index: number, cell: string): string {
  const { start, end } = cells[index]!;
  return text.slice(0, start) + cell + text.slice(end);
}

/** With an empty cell below the one at `index`. */
export function withNewCell(file: Cells, index: number, kind: Place["kind"]): string {
  const above = textOf(file, index);
  const marker = kind === "markdown" ? "// %% [markdown]\n//" : "// %%";
  return withCell(file, index, `${above.trimEnd()}\n\n${marker}${endOf(above)}`);
}

/** With the cell at `index` and the one below it exchanged; the white space between cells stays. */
export function withExchanged(file: Cells, index: number): string {
  const [first, second] = [textOf(file, index), textOf(file, index + 1)];
  const { start } = file.cells[index]!;
  const { end } = file.cells[index + 1]!;
  // Below another cell a text without a marker would be that cell's.
  const moved = isMarked(first) ? first : `// %%\n${first}`;
  const exchanged = second.trimEnd() + endOf(first) + moved.trimEnd() + endOf(second);
  return file.text.slice(0, start) + exchanged + file.text.slice(end);
}

export function withoutCell(file: Cells, index: number): string {
  const { start, end } = file.cells[index]!;
  const before = file.text.slice(0, start);
  const isLast = index === file.cells.length - 1;
  return isLast ? before.trimEnd() + endOf(textOf(file, index)) : before + file.text.slice(end);
}

/** With a removed cell put back where it was. */
export function withCellAgain(file: Cells, index: number, cell: string): string {
  const at = file.cells[index]?.start;
  if (at !== undefined) return `${file.text.slice(0, at)}${cell.trimEnd()}\n\n${file.text.slice(at)}`;
  return `${file.text.trimEnd()}\n\n${cell.trimEnd()}\n`;
}

const IMPORTED_QUERY = /import\s+(\w+)\s+from\s*"\.\.\/sql\/queries\/([a-z0-9_/-]+)\.sql"/g;

/** The queries that a cell imports, or that it uses by the name which the file gives them. */
export function queriesOf(file: string, cell: string): string[] {
  const words = new Set(cell.match(/[\w$]+/g));
  return [...file.matchAll(IMPORTED_QUERY)].flatMap(([, name, query]) => (words.has(name!) ? [query!] : []));
}

/** Puts a name of "#notebook" into the cell's own import of it, or one of those below the cell's marker. */
export function importOf(name: string, cell: string): { from: number; insert: string } {
  const known = /\bimport\s*\{[^}]*?(?=,?\s*\}\s*from\s*"#notebook")/.exec(cell);
  if (known) return { from: known.index + known[0].length, insert: `, ${name}` };
  const marker = /^(?:\/\/\s*%%.*(?:\n|$))?/.exec(cell)![0];
  const line = `import { ${name} } from "#notebook";\n`;
  return { from: marker.length, insert: marker && !marker.endsWith("\n") ? `\n${line}` : line };
}

const HIDDEN = / *\[hidden\]/;

export function isHidden(cell: string): boolean {
  return isMarked(cell) && HIDDEN.test(firstLine(cell));
}

/** With its output hidden, or shown again. */
export function withHidden(cell: string): string {
  if (!isMarked(cell)) return `// %% [hidden]\n${cell}`;
  const marker = firstLine(cell);
  const other = isHidden(cell) ? marker.replace(HIDDEN, "") : `${marker.trimEnd()} [hidden]`;
  return other + cell.slice(marker.length);
}

/**
 * What a person edits of a cell: all of its code; of prose what its comments say. The white space up to the next cell stays.
 */
export function toEditable(kind: Place["kind"], cell: string): string {
  if (kind === "code") return cell.trimEnd();
  const lines = cell.slice(firstLine(cell).length + 1).trimEnd();
  return lines
    .split("\n")
    .map((line) => line.trimEnd().replace(/^\s*\/\/ ?/, ""))
    .join("\n");
}

/** The cell `before` with what a person made of it. */
export function fromEditable(kind: Place["kind"], before: string, edited: string): string {
  if (edited === toEditable(kind, before)) return before;
  const end = endOf(before);
  if (kind === "code") return edited.trimEnd() + end;
  const lines = edited.trimEnd().split("\n");
  const comments = lines.map((line) => (line.trim() === "" ? "//" : `// ${line.trimEnd()}`));
  return [firstLine(before), ...comments].join("\n") + end;
}

function isMarked(cell: string): boolean {
  return /^\/\/\s*%%/.test(cell);
}

function firstLine(cell: string): string {
  return cell.split("\n", 1)[0]!;
}

/** The white space at the end of a cell. */
function endOf(cell: string): string {
  return /\s*$/.exec(cell)![0] || "\n";
}
