import type { ESTree } from "vite";
import type { Cell, Statement } from "./cells.ts";
import { type Declared, declaredNames } from "./declarations.ts";
import { type CompiledName, type Imports, isReactive } from "./imports.ts";
import { freeReferences, type Reference } from "./references.ts";
import type { Source } from "./source.ts";

/** What runs as one: a view by itself, or the statements of a cell between two views. */
export interface Segment {
  /** index of its cell */
  cell: number;
  statements: Statement[];
  /** of `const name = view(argument)` */
  view?: { name: string; argument: ESTree.Expression };
  /** the cell's last statement, if it is an expression: its value is shown */
  shown?: ESTree.ExpressionStatement;
  declares: Declared[];
  /** names of other segments that it reads; it runs again when they change */
  inputs: string[];
  /** local names of what it uses of "#notebook"'s compiled names */
  compiled: string[];
  /** local names of the other imports that it uses */
  imports: string[];
  /** Whether it can put anything on the page. */
  displays: boolean;
}

/**
 * Takes the code cells apart into what runs separately, and finds what each uses of the others. Errors: CompileError for
 * an export, a view that does not stand alone, and a name that is declared twice, assigned from elsewhere or used too early.
 */
export function readSegments(source: Source, cells: readonly Cell[], imports: Imports): Segment[] {
  const segments = cells.flatMap((cell, index) => splitCell(source, cell, index, imports));
  const owners = new Map<string, number>();
  segments.forEach((segment, index) => {
    for (const { name, offset } of segment.declares) {
      const isVarAgain = owners.get(name) === index;
      if (imports.values.has(name) || imports.compiled.has(name) || (owners.has(name) && !isVarAgain))
        source.fail(
          offset,
          `"${name}" is already declared${whereElse(source, name, segments, owners)}: rename one`,
        );
      owners.set(name, index);
    }
  });
  segments.forEach((segment, index) => {
    resolve(source, segment, index, owners, imports);
  });
  return segments;
}

/** Leaves nothing of it behind at run time. */
export function isTypeOnly(statement: Statement): boolean {
  switch (statement.type) {
    case "TSTypeAliasDeclaration":
    case "TSInterfaceDeclaration":
    case "TSDeclareFunction":
      return true;
    case "ExportNamedDeclaration":
      return (
        statement.exportKind === "type" ||
        (!statement.declaration && statement.specifiers.length === 0 && !statement.source)
      );
    case "ExportAllDeclaration":
      return statement.exportKind === "type";
    case "ImportDeclaration":
      return statement.importKind === "type";
    default:
      return "declare" in statement && statement.declare === true;
  }
}

function splitCell(source: Source, cell: Cell, index: number, imports: Imports): Segment[] {
  const statements = cell.statements.filter(
    (statement) => !isTypeOnly(statement) && statement.type !== "ImportDeclaration",
  );
  const segments: Segment[] = [];
  let run: Statement[] = [];
  const endRun = () => {
    if (run.length > 0) segments.push(segmentOf(index, run));
    run = [];
  };
  for (const statement of statements) {
    refuseModuleSyntax(source, statement);
    const view = readView(source, statement, imports);
    if (view) {
      endRun();
      segments.push({ ...segmentOf(index, [statement]), view, displays: true });
    } else if (statement.type !== "EmptyStatement") run.push(statement);
  }
  endRun();
  const last = segments.at(-1);
  const end = last?.statements.at(-1);
  if (last && end?.type === "ExpressionStatement" && !isCallOf("display", end.expression, imports)) {
    last.shown = end as ESTree.ExpressionStatement;
    last.displays = true;
  }
  return segments;
}

function segmentOf(cell: number, statements: Statement[]): Segment {
  const declares = declaredNames(statements);
  return { cell, statements, declares, inputs: [], compiled: [], imports: [], displays: false };
}

function refuseModuleSyntax(source: Source, { type, start }: Statement): void {
  if (type.startsWith("Export") || type === "TSExportAssignment" || type === "TSNamespaceExportDeclaration")
    source.fail(
      start,
      'a notebook exports no values: take the "export" away; what other files need goes into a module of its own in a folder below',
    );
  if (type === "TSModuleDeclaration" || type === "TSImportEqualsDeclaration")
    source.fail(start, "a notebook has no namespaces: use import and a module");
}

/** `const name = view(argument)`, which must look just so. */
function readView(source: Source, statement: Statement, imports: Imports): Segment["view"] {
  if (statement.type !== "VariableDeclaration") return undefined;
  const call = statement.declarations.find(({ init }) => init && isCallOf("view", init, imports));
  if (!call) return undefined;
  const { id, init } = call;
  if (statement.kind !== "const")
    source.fail(statement.start, "a view is declared with const: its input changes it");
  if (statement.declarations.length > 1)
    source.fail(call.start, "a view stands alone: give it a const statement of its own");
  if (id.type !== "Identifier")
    source.fail(
      id.start,
      "a view has one name, which the page's address uses: take its parts in the next line",
    );
  const args = (init as ESTree.CallExpression).arguments;
  const [argument] = args;
  if (!argument || args.length > 1 || argument.type === "SpreadElement")
    source.fail(
      call.init!.start,
      `view() takes one input, as in: const ${id.name} = view(Inputs.range([0, 10]))`,
    );
  return { name: id.name, argument };
}

function isCallOf(name: CompiledName, node: ESTree.Node, imports: Imports): boolean {
  return (
    node.type === "CallExpression" &&
    node.callee.type === "Identifier" &&
    imports.compiled.get(node.callee.name) === name
  );
}

function resolve(
  source: Source,
  segment: Segment,
  index: number,
  owners: ReadonlyMap<string, number>,
  imports: Imports,
): void {
  const used = segment.view ? [segment.view.argument] : segment.statements;
  const inputs = new Set<string>();
  const compiled = new Set<string>();
  const values = new Set<string>();
  for (const reference of freeReferences(used)) {
    const { name, offset } = reference;
    const owner = owners.get(name);
    if (owner !== undefined) {
      refuseReference(source, reference, segment, index, owner);
      inputs.add(name);
    } else if (imports.compiled.has(name)) {
      const original = imports.compiled.get(name)!;
      if (original === "view")
        source.fail(offset, "a view stands alone at the top of a cell: const name = view(input)");
      compiled.add(name);
      if (isReactive(original) && reference.isWrite) source.fail(offset, `${name} is set by the page`);
      if (original === "display") segment.displays = true;
    } else if (imports.values.has(name)) values.add(name);
  }
  segment.inputs = [...inputs];
  segment.compiled = [...compiled];
  segment.imports = [...values];
}

function refuseReference(
  source: Source,
  { name, offset, isWrite }: Reference,
  segment: Segment,
  index: number,
  owner: number,
): void {
  if (segment.view?.name === name) source.fail(offset, `the input of "${name}" can't use "${name}" itself`);
  if (isWrite)
    source.fail(
      offset,
      `"${name}" belongs to another cell, or to the part of this one above a view, and only that may assign it: use a new name`,
    );
  if (owner > index)
    source.fail(
      offset,
      `"${name}" is used before the cell that declares it: cells run from top to bottom, so move that one up`,
    );
}

function whereElse(
  source: Source,
  name: string,
  segments: readonly Segment[],
  owners: ReadonlyMap<string, number>,
): string {
  const owner = owners.get(name);
  if (owner === undefined) return " by an import";
  const offset = segments[owner]!.declares.find((declared) => declared.name === name)!.offset;
  return ` in line ${source.at(offset).line}`;
}
