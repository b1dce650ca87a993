import type { Catalog } from "./catalog.ts";
import { GROUP_ENTRY, hasCurrentRow, hasOneRow, nulledByGroupingSets } from "./grouped-rows.ts";
import { JOIN_ENTRY, type JoinedRows, joinedRows, type NullExtension, variableKey } from "./joined-rows.ts";
import type { TreeNode } from "./node-tree.ts";

const TABLEOID = -6;

/** A query and what surrounds it, so that variables of an outer query find their way. */
interface Scope {
  query: TreeNode;
  parent: Scope | null;
  rows: JoinedRows;
  nulled: ReturnType<typeof nulledByGroupingSets>;
  /** in the condition of x IN (SELECT …): that SELECT */
  compared?: Scope;
}

const [UNION, INTERSECT] = [1, 2];
const [RELATION, SUBQUERY, FUNCTION, VALUES, CTE] = [0, 1, 3, 5, 6];
const [EXISTS, ALL, ANY, EXPRESSION, ARRAY] = [0, 1, 2, 4, 6];
const SUBLINK_PARAMETER = 2;
/** CURRENT_SCHEMA, the only one that can be NULL */
const LAST_NEVER_NULL = 13;

/**
 * Which columns of a query may be NULL. Sound: a column is false only where that is proven from PostgreSQL's own
 * analysis of the query; what is unknown may be NULL.
 */
export function nullableColumns(query: TreeNode, catalog: Catalog): boolean[] {
  /** columns of CTEs that are being looked at: within itself one is NULL only where something else makes it so */
  const open: { cte: TreeNode; column: number }[] = [];
  const scopes = new Map<TreeNode, Scope>();
  const top = scopeOf(query, null);
  return query
    .nodes("targetList")
    .filter((target) => target && !target.is("resjunk"))
    .map((target) => isColumnNullable(target!.number("resno"), top));

  function scopeOf(query: TreeNode, parent: Scope | null): Scope {
    const known = scopes.get(query);
    if (known) return known;
    const rows = joinedRows(query, catalog.strict);
    const scope: Scope = { query, parent, rows, nulled: nulledByGroupingSets(query) };
    scopes.set(query, scope);
    return scope;
  }

  function isColumnNullable(column: number, scope: Scope): boolean {
    const { query } = scope;
    const operation = query.node("setOperations");
    if (operation) return isArmNullable(operation, column, scope);
    const expression = targetOf(query, column)?.node("expr");
    if (!expression) return true;
    if (scope.nulled === "everything") return !isNeverNulled(expression);
    return isNullable(expression, scope);
  }

  function isArmNullable(arm: TreeNode | null, column: number, scope: Scope): boolean {
    if (arm?.label === "RANGETBLREF") {
      const query = entryOf(scope.query, arm.number("rtindex"))?.node("subquery");
      return !query || isColumnNullable(column, scopeOf(query, scope));
    }
    if (arm?.label !== "SETOPERATIONSTMT") return true;
    const left = isArmNullable(arm.node("larg"), column, scope);
    const right = () => isArmNullable(arm.node("rarg"), column, scope);
    const operation = arm.number("op");
    if (operation === UNION) return left || right();
    return operation === INTERSECT ? left && right() : left;
  }

  function isNullable(expression: TreeNode | null | undefined, scope: Scope): boolean {
    const isArgumentNullable = (argument: TreeNode | null | undefined) => isNullable(argument, scope);
    const anyOf = (field: string) => expression!.nodes(field).some(isArgumentNullable);
    switch (expression?.label) {
      case "VAR":
        return isVariableNullable(expression, scope);
      case "CONST":
        return expression.is("constisnull");
      case "RELABELTYPE":
      case "COERCEVIAIO":
      case "COERCETODOMAIN":
      case "ARRAYCOERCEEXPR":
      case "COLLATEEXPR":
        return isArgumentNullable(expression.node("arg"));
      case "BOOLEXPR":
        return anyOf("args");
      case "COALESCEEXPR":
      case "MINMAXEXPR": {
        const values = expression.nodes("args");
        return values.every(isArgumentNullable) && !hasBothSidesOfFullJoin(values, scope);
      }
      case "CASEEXPR":
        return (
          isArgumentNullable(expression.node("defresult")) ||
          expression.nodes("args").some((when) => isArgumentNullable(when?.node("result")))
        );
      case "OPEXPR":
        return kindOf(expression, "opfuncid") !== "values" || anyOf("args");
      case "FUNCEXPR":
        return isCallNullable(expression, scope);
      case "DISTINCTEXPR":
        return kindOf(expression, "opfuncid") !== "values";
      case "SCALARARRAYOPEXPR":
        return kindOf(expression, "opfuncid") !== "values" || isComparisonNullable(expression, scope);
      case "NULLTEST":
      case "BOOLEANTEST":
      case "ARRAYEXPR":
      case "ROWEXPR":
      case "GROUPINGFUNC":
        return false;
      case "SQLVALUEFUNCTION":
        return expression.number("op") > LAST_NEVER_NULL;
      case "AGGREF":
        return isAggregateNullable(expression, scope);
      case "WINDOWFUNC":
        return isWindowNullable(expression, scope);
      case "SUBLINK":
        return isSublinkNullable(expression, scope);
      case "PARAM":
        if (expression.number("paramkind") !== SUBLINK_PARAMETER || !scope.compared) return true;
        return isColumnNullable(expression.number("paramid"), scope.compared);
      default:
        return true;
    }
  }

  function isVariableNullable(variable: TreeNode, from: Scope): boolean {
    const scope = climb(from, variable.number("varlevelsup"));
    const column = variable.number("varattno");
    const entry = scope && entryOf(scope.query, variable.number("varno"));
    // Columns from 0 downwards are whole rows and system columns, of which tableoid always says something.
    if (!entry || (column <= 0 && column !== TABLEOID) || scope.nulled !== "nothing") return true;
    if (scope.rows.notNull.has(variableKey(variable))) return false;
    const kind = entry.number("rtekind");
    if (kind === JOIN_ENTRY) return isNullable(entry.nodes("joinaliasvars")[column - 1], scope);
    if (kind === GROUP_ENTRY) return isNullable(entry.nodes("groupexprs")[column - 1], scope);
    return scope.rows.nullExtended.has(variable.number("varno")) || isEntryNullable(entry, column, scope);
  }

  /** A column of something in FROM, as it was before it was joined. */
  function isEntryNullable(entry: TreeNode, column: number, scope: Scope): boolean {
    switch (entry.number("rtekind")) {
      case RELATION:
        return isRelationNullable(entry, column);
      case SUBQUERY:
        return isColumnNullable(column, scopeOf(entry.node("subquery")!, scope));
      case FUNCTION:
        return isFunctionColumnNullable(entry, column);
      case VALUES:
        return entry.lists("values_lists").some((row) => isNullable(row[column - 1], scope));
      case CTE:
        return isCteNullable(entry, column, scope);
      default:
        return true;
    }
  }

  /** coalesce(l.id, r.id) after l FULL JOIN r, as USING has it too: a row lacks one side at most. */
  function hasBothSidesOfFullJoin(values: (TreeNode | null)[], scope: Scope): boolean {
    const sides = values.map((value) => nullOnlyBy(value, scope)).filter((side) => side !== undefined);
    return sides.some((one) => sides.some((other) => one.join === other.join && one.side !== other.side));
  }

  /** The one outer join that may make a variable NULL. */
  function nullOnlyBy(value: TreeNode | null | undefined, scope: Scope): NullExtension | undefined {
    if (value?.label === "RELABELTYPE") return nullOnlyBy(value.node("arg"), scope);
    if (value?.label !== "VAR" || value.number("varlevelsup") > 0 || scope.nulled !== "nothing")
      return undefined;
    const [number, column] = [value.number("varno"), value.number("varattno")];
    const entry = entryOf(scope.query, number);
    const kind = entry?.number("rtekind");
    if (!entry || column <= 0) return undefined;
    if (kind === JOIN_ENTRY) return nullOnlyBy(entry.nodes("joinaliasvars")[column - 1], scope);
    if (kind === GROUP_ENTRY) return nullOnlyBy(entry.nodes("groupexprs")[column - 1], scope);
    const [join, ...others] = scope.rows.nullExtended.get(number) ?? [];
    return others.length === 0 && join && !isEntryNullable(entry, column, scope) ? join : undefined;
  }

  function isRelationNullable(entry: TreeNode, column: number): boolean {
    const relation = entry.number("relid");
    if (column === TABLEOID) return false;
    if (catalog.notNullColumns.has(`${relation}.${column}`)) return false;
    const view = catalog.view(relation);
    return !view || isColumnNullable(column, scopeOf(view, null));
  }

  /** Functions side by side, in ROWS FROM, are filled up with NULL to the same length; the row's number never is. */
  function isFunctionColumnNullable(entry: TreeNode, column: number): boolean {
    const functions = entry.nodes("functions");
    const width = functions.reduce((sum, each) => sum + each!.number("funccolcount"), 0);
    if (column === width + 1 && entry.is("funcordinality")) return false;
    const call = functions[0]?.node("funcexpr");
    if (functions.length > 1 || call?.label !== "FUNCEXPR") return true;
    const kind = kindOf(call, "funcid");
    return kind !== "rows" && !(kind === "keys" && column === 1);
  }

  function isCteNullable(entry: TreeNode, column: number, from: Scope): boolean {
    const scope = climb(from, entry.number("ctelevelsup"));
    const name = entry.text("ctename");
    const cte = scope?.query.nodes("cteList").find((each) => each?.text("ctename") === name);
    const query = cte?.node("ctequery");
    if (!scope || !cte || query?.label !== "QUERY") return true;
    if (open.some((each) => each.cte === cte && each.column === column)) return false;
    open.push({ cte, column });
    const nullable = isColumnNullable(column, scopeOf(query, scope));
    open.pop();
    return nullable;
  }

  function isCallNullable(call: TreeNode, scope: Scope): boolean {
    // A set in the SELECT list is filled up with NULL to the length of the others; VARIADIC NULL makes all NULL.
    if (call.is("funcretset") || call.is("funcvariadic")) return true;
    const [first, ...others] = call.nodes("args");
    switch (kindOf(call, "funcid")) {
      case "never":
        return false;
      case "first":
        return isNullable(first, scope);
      case "values":
        return [first, ...others].some((argument) => argument !== undefined && isNullable(argument, scope));
      default:
        return true;
    }
  }

  /** x IN (1, 2), x <> ALL (ARRAY[1, 2]): an array that is not written out may hold NULLs. */
  function isComparisonNullable(comparison: TreeNode, scope: Scope): boolean {
    const [left, array] = comparison.nodes("args");
    if (array?.label !== "ARRAYEXPR" || array.is("multidims")) return true;
    return [left, ...array.nodes("elements")].some((value) => isNullable(value, scope));
  }

  function isAggregateNullable(aggregate: TreeNode, scope: Scope): boolean {
    const kind = kindOf(aggregate, "aggfnoid");
    if (kind === "count") return false;
    const { query } = scope;
    // A group has a row; the whole of no rows has none, and neither has the grand total of grouping sets.
    const hasRow = query.nodes("groupClause").length > 0 && query.nodes("groupingSets").length === 0;
    if (kind !== "aggregate" || !hasRow || aggregate.number("agglevelsup") > 0) return true;
    if (aggregate.node("aggfilter")) return true;
    const values = aggregate.nodes("args").filter((argument) => !argument!.is("resjunk"));
    return [...aggregate.nodes("aggdirectargs"), ...values.map((argument) => argument!.node("expr"))].some(
      (argument) => isNullable(argument, scope),
    );
  }

  function isWindowNullable(call: TreeNode, scope: Scope): boolean {
    const kind = kindOf(call, "winfnoid");
    if (kind === "count" || kind === "never") return false;
    const isKnown = kind === "values" || (kind === "aggregate" && hasCurrentRow(call, scope.query));
    return (
      !isKnown ||
      call.node("aggfilter") !== null ||
      call.nodes("args").some((each) => isNullable(each, scope))
    );
  }

  function isSublinkNullable(sublink: TreeNode, scope: Scope): boolean {
    const type = sublink.number("subLinkType");
    if (type === EXISTS || type === ARRAY) return false;
    const inner = scopeOf(sublink.node("subselect")!, scope);
    if (type === EXPRESSION) return !hasOneRow(inner.query) || isColumnNullable(1, inner);
    if (type !== ANY && type !== ALL) return true;
    return isNullable(sublink.node("testexpr"), { ...scope, compared: inner });
  }

  function isNeverNulled(expression: TreeNode): boolean {
    if (expression.label === "GROUPINGFUNC") return true;
    return expression.label === "AGGREF" && kindOf(expression, "aggfnoid") === "count";
  }

  function kindOf(call: TreeNode, field: string) {
    return catalog.functions.get(call.number(field));
  }
}

function climb(from: Scope, levels: number): Scope | null {
  let scope: Scope | null = from;
  for (let level = 0; level < levels; level++) scope = scope?.parent ?? null;
  return scope;
}

function entryOf(query: TreeNode, number: number): TreeNode | null {
  return query.nodes("rtable")[number - 1] ?? null;
}

function targetOf(query: TreeNode, column: number): TreeNode | null | undefined {
  return query
    .nodes("targetList")
    .find((target) => target && target.number("resno") === column && !target.is("resjunk"));
}
