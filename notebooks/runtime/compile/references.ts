import type { ESTree } from "vite";
import {
  bindingNames,
  children,
  type Declared,
  declaredNames,
  lexicalNames,
  patternParts,
} from "./declarations.ts";

type Node = ESTree.Node;

/** A name that is used where nothing around it declares it. */
export interface Reference {
  name: string;
  offset: number;
  isWrite: boolean;
}

/** What these statements use but don't declare, in the order of the text or nearly so. Types are no uses. */
export function freeReferences(statements: readonly Node[]): Reference[] {
  return inAll(statements, new Scope(declaredNames(statements)));
}

class Scope {
  readonly #names: ReadonlySet<string>;
  readonly #outer: Scope | undefined;

  constructor(declared: readonly Declared[], outer?: Scope) {
    this.#names = new Set(declared.map(({ name }) => name));
    this.#outer = outer;
  }

  has(name: string): boolean {
    return this.#names.has(name) || (this.#outer?.has(name) ?? false);
  }
}

function inAll(nodes: readonly (Node | null)[], scope: Scope): Reference[] {
  return nodes.flatMap((node) => (node ? inNode(node, scope) : []));
}

function inNode(node: Node, scope: Scope): Reference[] {
  switch (node.type) {
    case "Identifier":
      return reference(node, scope, false);
    case "MemberExpression":
      return inAll([node.object, node.computed ? node.property : null], scope);
    case "Property":
    case "MethodDefinition":
    case "PropertyDefinition":
    case "AccessorProperty":
      return [
        ...("decorators" in node ? inAll(node.decorators ?? [], scope) : []),
        ...inAll([node.computed ? node.key : null, node.value], scope),
      ];
    case "FunctionDeclaration":
    case "FunctionExpression":
    case "ArrowFunctionExpression":
      return inFunction(node, scope);
    case "ClassDeclaration":
    case "ClassExpression":
      return inAll(
        children(node).filter((child) => child !== node.id),
        new Scope(node.id ? bindingNames(node.id) : [], scope),
      );
    case "StaticBlock":
      return inAll(node.body, new Scope(declaredNames(node.body), scope));
    case "BlockStatement":
      return inAll(node.body, new Scope(lexicalNames(node.body), scope));
    case "ForStatement":
      return inAll(children(node), new Scope(node.init ? lexicalNames([node.init]) : [], scope));
    case "ForInStatement":
    case "ForOfStatement":
      return inLoop(node, new Scope(lexicalNames([node.left]), scope));
    case "SwitchStatement":
      return [
        ...inNode(node.discriminant, scope),
        ...inAll(node.cases, new Scope(namesOfCases(node), scope)),
      ];
    case "CatchClause":
      return inCatch(node, new Scope(node.param ? bindingNames(node.param) : [], scope));
    case "VariableDeclarator":
      return [...inBinding(node.id, scope), ...inAll([node.init], scope)];
    case "AssignmentExpression":
      return [...inTarget(node.left, scope), ...inNode(node.right, scope)];
    case "UpdateExpression":
      return inTarget(node.argument, scope);
    case "LabeledStatement":
      return inNode(node.body, scope);
    case "BreakStatement":
    case "ContinueStatement":
    case "MetaProperty":
      return [];
    case "TSAsExpression":
    case "TSSatisfiesExpression":
    case "TSNonNullExpression":
    case "TSTypeAssertion":
    case "TSInstantiationExpression":
      return inNode(node.expression, scope);
    case "TSEnumDeclaration":
      return inEnum(node, scope);
    default:
      return node.type.startsWith("TS") ? [] : inAll(children(node), scope);
  }
}

function reference({ name, start }: { name: string; start: number }, scope: Scope, isWrite: boolean) {
  return scope.has(name) ? [] : [{ name, offset: start, isWrite }];
}

function inFunction(node: ESTree.Function | ESTree.ArrowFunctionExpression, outer: Scope): Reference[] {
  const named = new Scope(node.id ? bindingNames(node.id) : [], outer);
  const scope = new Scope(node.params.flatMap(bindingNames), named);
  const params = node.params.flatMap((param) => inBinding(param, scope));
  if (node.body?.type !== "BlockStatement") return [...params, ...inAll([node.body], scope)];
  // A default does not see what the body declares.
  return [...params, ...inAll(node.body.body, new Scope(declaredNames(node.body.body), scope))];
}

function inLoop(
  { left, right, body }: ESTree.ForInStatement | ESTree.ForOfStatement,
  scope: Scope,
): Reference[] {
  const each = left.type === "VariableDeclaration" ? inNode(left, scope) : inTarget(left, scope);
  return [...each, ...inAll([right, body], scope)];
}

function namesOfCases({ cases }: ESTree.SwitchStatement): Declared[] {
  return lexicalNames(cases.flatMap(({ consequent }) => consequent));
}

function inCatch({ param, body }: ESTree.CatchClause, scope: Scope): Reference[] {
  return [...(param ? inBinding(param, scope) : []), ...inNode(body, scope)];
}

function inEnum({ body: { members } }: ESTree.TSEnumDeclaration, outer: Scope): Reference[] {
  const names = members.flatMap(({ id }) => (id.type === "Identifier" ? bindingNames(id) : []));
  return inAll(
    members.map(({ initializer }) => initializer),
    new Scope(names, outer),
  );
}

/** In a pattern that declares only its defaults and computed keys are uses. */
function inBinding(pattern: Node, scope: Scope): Reference[] {
  return patternParts(pattern).flatMap(({ node, isExpression }) =>
    isExpression ? inNode(node, scope) : inBinding(node, scope),
  );
}

/** What is assigned to: a name, a member, or a pattern of them. */
function inTarget(target: Node, scope: Scope): Reference[] {
  if (target.type === "Identifier") return reference(target, scope, true);
  const parts = patternParts(target);
  if (parts.length === 0) return inNode(target, scope);
  return parts.flatMap(({ node, isExpression }) =>
    isExpression ? inNode(node, scope) : inTarget(node, scope),
  );
}
