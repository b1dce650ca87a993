import { createHash } from "node:crypto";
import MagicString, { type SourceMap } from "magic-string";
import type { ESTree } from "vite";
import type { Cell } from "./cells.ts";
import { compiledName, type Imports, isReactive } from "./imports.ts";
import { compileTemplates } from "./markdown-template.ts";
import { isTypeOnly, type Segment } from "./segments.ts";
import type { Source } from "./source.ts";

export interface EmitOptions {
  /** specifier of the module that runs notebooks */
  runtime: string;
  /** the rest of the object that the runtime gets, as JSON */
  about: Record<string, unknown>;
  /** In development a segment also says what it is made of, so that an edit runs only what it changes. */
  isDevelopment: boolean;
}

/**
 * The notebook as a module: each segment becomes a function of what it reads, and the runtime gets them all. Types stay,
 * for Vite to strip; text is only added and removed, so that the map leads to the notebook's lines.
 */
export function emit(
  source: Source,
  cells: readonly Cell[],
  segments: readonly Segment[],
  imports: Imports,
  options: EmitOptions,
): { code: string; map: SourceMap } {
  const text = new MagicString(source.code);
  if (imports.values.has("md"))
    for (const segment of segments)
      for (const statement of segment.statements) compileTemplates(source, text, statement);
  for (const segment of segments) emitSegment(source, text, segment, imports, options);
  for (const statement of cells.flatMap((cell) => cell.statements)) {
    if (isTypeOnly(statement)) text.update(statement.start, statement.end, ";");
    else if (statement.type === "ImportDeclaration") emitImport(text, statement);
  }
  const about = JSON.stringify(options.about).slice(1);
  text.prepend(
    `import { mount as __mount } from ${JSON.stringify(options.runtime)};\nconst __segments = [];\n`,
  );
  text.append(`\n__mount({ segments: __segments, ${about});\n`);
  if (options.isDevelopment) text.append("if (import.meta.hot) import.meta.hot.accept();\n");
  return {
    code: text.toString(),
    map: text.generateMap({ source: source.path, hires: "boundary", includeContent: true }),
  };
}

/** Without what the compiler gives; moved to the top, since it may stand between statements of a segment. */
function emitImport(
  text: MagicString,
  { specifiers, source: from, start, end }: ESTree.ImportDeclaration,
): void {
  if (from.value === "#notebook") {
    const kept = specifiers.filter((specifier) => !compiledName(specifier));
    if (kept.length < specifiers.length) {
      if (kept.length === 0) return void text.update(start, end, ";");
      const names = kept.map((specifier) => text.original.slice(specifier.start, specifier.end)).join(", ");
      text.update(start, end, `import { ${names} } from "#notebook"`);
    }
  }
  text.appendLeft(end, ";\n");
  if (start === 0) return;
  text.appendLeft(start, ";"); // it may have ended the statement before it
  text.move(start, end, 0);
}

function emitSegment(
  source: Source,
  text: MagicString,
  segment: Segment,
  imports: Imports,
  { isDevelopment }: EmitOptions,
): void {
  const [first, last] = [segment.statements[0]!, segment.statements.at(-1)!];
  const outputs = [...new Set(segment.declares.map(({ name }) => name))];
  const about = [
    `cell: ${segment.cell}`,
    `line: ${source.at(first.start).line}`,
    `inputs: ${JSON.stringify(runtimeInputs(segment, imports))}`,
    segment.view ? `view: ${JSON.stringify(segment.view.name)}` : `outputs: ${JSON.stringify(outputs)}`,
    ...(isDevelopment
      ? [`hash: ${JSON.stringify(hashOf(source, segment))}`, `deps: [${segment.imports.join(", ")}]`]
      : []),
  ];
  const head = `__segments.push({ ${about.join(", ")}, run: async (${parameters(segment, imports)}) => `;
  if (segment.view) {
    const { argument } = segment.view;
    text.update(first.start, argument.start, `${head}(`);
    text.update(argument.end, first.end, ") });");
    return;
  }
  if (segment.shown) {
    const { expression } = segment.shown;
    text.prependRight(segment.shown.start, "__show(await (");
    text.appendLeft(expression.end, "))");
  }
  text.prependRight(first.start, `${head}{ `);
  text.appendLeft(last.end, `;\nreturn { ${outputs.join(", ")} };\n} });`);
}

/** Reactive names have a mark, so that a notebook's own `width` is another thing. */
function runtimeInputs(segment: Segment, imports: Imports): string[] {
  return [
    ...segment.inputs,
    ...reactiveNames(segment, imports).map((name) => `@${imports.compiled.get(name)}`),
  ];
}

function reactiveNames({ compiled }: Segment, imports: Imports): string[] {
  return compiled.filter((name) => isReactive(imports.compiled.get(name)));
}

function parameters(segment: Segment, imports: Imports): string {
  const given = segment.compiled
    .filter((name) => !isReactive(imports.compiled.get(name)))
    .map((name) => `${imports.compiled.get(name)}: ${name}`);
  if (segment.shown) given.push("show: __show");
  return [`{ ${given.join(", ")} }`, ...segment.inputs, ...reactiveNames(segment, imports)].join(", ");
}

function hashOf({ code }: Source, { statements, inputs, shown }: Segment): string {
  const text = code.slice(statements[0]!.start, statements.at(-1)!.end);
  return createHash("sha256")
    .update(JSON.stringify([text, inputs, shown !== undefined]))
    .digest("base64url")
    .slice(0, 12);
}
