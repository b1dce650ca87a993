import type { TreeNode } from "./node-tree.ts";

/** What FROM, ON and WHERE make of a query's rows. */
export interface JoinedRows {
  /** by number in the range table: the outer joins that may have filled it with NULL */
  nullExtended: ReadonlyMap<number, readonly NullExtension[]>;
  /** variables that no row has as NULL, since ON or WHERE would have dropped it: see variableKey */
  notNull: ReadonlySet<string>;
}

/** An outer join that has rows without a counterpart on this side. */
export interface NullExtension {
  /** the join's number in the range table */
  join: number;
  side: "left" | "right";
}

/** "<number in the range table>.<number of the column>" */
export function variableKey(variable: TreeNode): string {
  return `${variable.number("varno")}.${variable.number("varattno")}`;
}

export const JOIN_ENTRY = 2;
const [LEFT, FULL, RIGHT] = [1, 2, 3];
const IS_NOT_NULL = 1;
const ANY_SUBLINK = 2;

/**
 * Which rows can be NULL after the joins. As in PostgreSQL's own reduce_outer_joins, an outer join whose NULL-filled rows a
 * condition above it drops is an inner one, and then its own ON holds too; so this is repeated until nothing is new.
 */
export function joinedRows(query: TreeNode, strict: ReadonlySet<number>): JoinedRows {
  const entries = query.nodes("rtable");
  const notNull = new Set<string>();
  const nullExtended = new Map<number, NullExtension[]>();
  const top = query.node("jointree");
  for (let known = -1; known < notNull.size; ) {
    known = notNull.size;
    nullExtended.clear();
    if (top) visit(top, true);
  }
  return { nullExtended, notNull };

  /** `holds`: a condition in here is true of every row of the query. */
  function visit(item: TreeNode, holds: boolean): void {
    if (item.label === "FROMEXPR") {
      whenTrue(item.node("quals"));
      for (const child of item.nodes("fromlist")) if (child) visit(child, holds);
    } else if (item.label === "JOINEXPR") {
      const [left, right] = [item.node("larg")!, item.node("rarg")!];
      const [type, join] = [item.number("jointype"), item.number("rtindex")];
      const mayLackLeft = (type === RIGHT || type === FULL) && !isKept(left);
      const mayLackRight = (type === LEFT || type === FULL) && !isKept(right);
      if (mayLackLeft) extend(left, { join, side: "left" });
      if (mayLackRight) extend(right, { join, side: "right" });
      visit(left, holds && !mayLackLeft);
      visit(right, holds && !mayLackRight);
      if (holds && !mayLackLeft && !mayLackRight) whenTrue(item.node("quals"));
    }
  }

  function extend(side: TreeNode, extension: NullExtension): void {
    for (const entry of entriesOf(side)) {
      nullExtended.set(entry, [...(nullExtended.get(entry) ?? []), extension]);
    }
  }

  /** True where a row in which all of this side is NULL cannot be among the result. */
  function isKept(side: TreeNode): boolean {
    const marked = new Set([...notNull].map((key) => Number(key.split(".")[0])));
    return entriesOf(side).some((entry) => marked.has(entry));
  }

  /** Notes the variables that are not NULL in a row for which the condition is true. */
  function whenTrue(condition: TreeNode | null): void {
    switch (condition?.label) {
      case "BOOLEXPR":
        if (condition.text("boolop") === "and") condition.nodes("args").forEach(whenTrue);
        else whenNotNull(condition);
        return;
      case "NULLTEST":
        if (condition.number("nulltesttype") === IS_NOT_NULL) whenNotNull(condition.node("arg"));
        return;
      case "SCALARARRAYOPEXPR":
        // x <> ALL ('{}') keeps a NULL x; = ANY needs one element for which it is true.
        if (condition.is("useOr") && strict.has(condition.number("opfuncid")))
          whenNotNull(condition.nodes("args")[0]);
        return;
      case "SUBLINK":
        if (condition.number("subLinkType") === ANY_SUBLINK) whenTrue(condition.node("testexpr"));
        return;
      default:
        whenNotNull(condition);
    }
  }

  /** Notes the variables that are not NULL in a row for which the expression is not NULL. */
  function whenNotNull(expression: TreeNode | null | undefined): void {
    switch (expression?.label) {
      case "VAR": {
        if (expression.number("varlevelsup") > 0) return;
        notNull.add(variableKey(expression));
        const entry = entries[expression.number("varno") - 1];
        if (entry?.number("rtekind") === JOIN_ENTRY)
          whenNotNull(entry.nodes("joinaliasvars")[expression.number("varattno") - 1]);
        return;
      }
      case "RELABELTYPE":
      case "COERCEVIAIO":
      case "COERCETODOMAIN":
      case "ARRAYCOERCEEXPR":
      case "COLLATEEXPR":
        whenNotNull(expression.node("arg"));
        return;
      case "OPEXPR":
        if (strict.has(expression.number("opfuncid"))) expression.nodes("args").forEach(whenNotNull);
        return;
      case "FUNCEXPR":
        if (strict.has(expression.number("funcid"))) expression.nodes("args").forEach(whenNotNull);
        return;
      case "BOOLEXPR":
        if (expression.text("boolop") === "not") expression.nodes("args").forEach(whenNotNull);
    }
  }
}

/** Numbers in the range table of all that is joined below, the joins themselves included. */
function entriesOf(item: TreeNode): number[] {
  if (item.label === "RANGETBLREF") return [item.number("rtindex")];
  if (item.label !== "JOINEXPR") return [];
  return [item.number("rtindex"), ...entriesOf(item.node("larg")!), ...entriesOf(item.node("rarg")!)];
}
