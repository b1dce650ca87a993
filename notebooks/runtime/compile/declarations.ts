import type { ESTree } from "vite";

type Node = ESTree.Node;

export interface Declared {
  name: string;
  offset: number;
}

/** Names that these statements of one function or module declare for each other: also `var` in their blocks. */
export function declaredNames(statements: readonly Node[]): Declared[] {
  return [...lexicalNames(statements), ...varNames(statements)];
}

/** What a pattern is made of: smaller patterns, and the expressions among them. */
export function patternParts(node: Node): { node: Node; isExpression: boolean }[] {
  const pattern = (node: Node) => ({ node, isExpression: false });
  const expression = (node: Node) => ({ node, isExpression: true });
  switch (node.type) {
    case "AssignmentPattern":
      return [pattern(node.left), expression(node.right)];
    case "RestElement":
      return [pattern(node.argument)];
    case "ArrayPattern":
      return node.elements.filter((element) => element !== null).map(pattern);
    case "ObjectPattern":
      return node.properties.flatMap((property) =>
        property.type === "RestElement"
          ? [pattern(property.argument)]
          : [...(property.computed ? [expression(property.key)] : []), pattern(property.value)],
      );
    case "TSParameterProperty":
      return [pattern(node.parameter)];
    case "ParenthesizedExpression":
    case "TSAsExpression":
    case "TSSatisfiesExpression":
    case "TSNonNullExpression":
    case "TSTypeAssertion":
      return [pattern(node.expression)];
    default:
      return [];
  }
}

export function bindingNames(node: Node): Declared[] {
  if (node.type === "Identifier") return [{ name: node.name, offset: node.start }];
  return patternParts(node).flatMap((part) => (part.isExpression ? [] : bindingNames(part.node)));
}

/** Names of let, const, function, class and enum, which a block keeps to itself. */
export function lexicalNames(statements: readonly Node[]): Declared[] {
  return statements.flatMap((node) => {
    if (node.type === "VariableDeclaration")
      return node.kind === "var" ? [] : node.declarations.flatMap(({ id }) => bindingNames(id));
    const isNamed =
      node.type === "FunctionDeclaration" ||
      node.type === "ClassDeclaration" ||
      node.type === "TSEnumDeclaration";
    return isNamed && node.id ? bindingNames(node.id) : [];
  });
}

/** Names of var, which leave their blocks but not their function. */
function varNames(nodes: readonly Node[]): Declared[] {
  return nodes.flatMap((node) => {
    if (node.type === "VariableDeclaration")
      return node.kind === "var" ? node.declarations.flatMap(({ id }) => bindingNames(id)) : [];
    const isStatement = /Statement$|^CatchClause$|^SwitchCase$/.test(node.type);
    return isStatement ? varNames(children(node)) : [];
  });
}

/** The nodes directly below a node, in the order of its fields. */
export function children(node: Node): Node[] {
  return Object.values(node)
    .flat()
    .filter(
      (value): value is Node => typeof value === "object" && value !== null && typeof value.type === "string",
    );
}
