import { basename } from "node:path";
import type { ESTree } from "vite";
import type { Cell } from "./cells.ts";
import type { Source } from "./source.ts";

/** Names that "#notebook" has only for the compiler: what stands behind them differs from cell to cell, or changes. */
export const COMPILED_NAMES = ["view", "display", "query", "width", "dark", "release"] as const;
export type CompiledName = (typeof COMPILED_NAMES)[number];
/** Those that change by themselves: a cell that uses one runs again. */
const REACTIVE = new Set<string>(["width", "dark", "release"]);

/** What a notebook imports, by the name that it has there. */
export interface Imports {
  declarations: ESTree.ImportDeclaration[];
  compiled: ReadonlyMap<string, CompiledName>;
  /** the local names of everything else that is there at run time */
  values: ReadonlySet<string>;
  /** the local name of each query's import */
  queries: ReadonlyMap<string, { specifier: string; offset: number }>;
}

/** Collects the imports of all cells. Errors: CompileError for `import * as` of what is compiled. */
export function readImports(source: Source, cells: readonly Cell[]): Imports {
  const declarations = cells
    .flatMap((cell) => cell.statements)
    .filter((statement) => statement.type === "ImportDeclaration");
  const compiled = new Map<string, CompiledName>();
  const values = new Set<string>();
  const queries = new Map<string, { specifier: string; offset: number }>();
  for (const { specifiers, source: from, importKind } of declarations) {
    if (importKind === "type") continue;
    for (const specifier of specifiers) {
      const { local } = specifier;
      if (specifier.type === "ImportSpecifier" && specifier.importKind === "type") continue;
      if (specifier.type === "ImportNamespaceSpecifier" && from.value === "#notebook")
        source.fail(
          specifier.start,
          'import the names themselves from "#notebook", as in: import { query, view } from "#notebook"',
        );
      if (from.value === "#notebook" && importedName(specifier) === "md" && local.name !== "md")
        source.fail(specifier.start, "import md under its own name, by which the compiler finds its texts");
      const name = from.value === "#notebook" ? compiledName(specifier) : undefined;
      if (name) compiled.set(local.name, name);
      else values.add(local.name);
      if (from.value.endsWith(".sql")) queries.set(local.name, { specifier: from.value, offset: from.start });
    }
  }
  return { declarations, compiled, values, queries };
}

export function isReactive(name: CompiledName | undefined): boolean {
  return name !== undefined && REACTIVE.has(name);
}

export function compiledName(specifier: ESTree.ImportDeclarationSpecifier): CompiledName | undefined {
  const name = importedName(specifier);
  return COMPILED_NAMES.find((compiled) => compiled === name);
}

function importedName(specifier: ESTree.ImportDeclarationSpecifier): string | undefined {
  if (specifier.type !== "ImportSpecifier") return undefined;
  return specifier.imported.type === "Literal" ? specifier.imported.value : specifier.imported.name;
}

/** "skill-gap" of "notebooks/skill-gap.ts". */
export function notebookName(path: string): string {
  return basename(path, ".ts");
}
