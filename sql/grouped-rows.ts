import type { TreeNode } from "./node-tree.ts";

export const GROUP_ENTRY = 9;

/**
 * What the totals of GROUPING SETS, ROLLUP and CUBE replace by NULL: every expression that is grouped by, wherever it
 * stands. Where that is more than plain columns, 15 and 18 differ, and any expression may be one.
 */
export function nulledByGroupingSets(query: TreeNode): "nothing" | "columns" | "everything" {
  if (query.nodes("groupingSets").length === 0) return "nothing";
  const references = new Set(query.nodes("groupClause").map((clause) => clause!.number("tleSortGroupRef")));
  const grouped = query
    .nodes("targetList")
    .filter((target) => references.has(target!.number("ressortgroupref")))
    .map((target) => ungroup(target!.node("expr"), query));
  return grouped.every((expression) => expression?.label === "VAR") ? "columns" : "everything";
}

/** From 18 on, what is grouped by stands in an entry of its own. */
function ungroup(expression: TreeNode | null, query: TreeNode): TreeNode | null | undefined {
  if (expression?.label !== "VAR" || expression.number("varlevelsup") > 0) return expression;
  const entry = query.nodes("rtable")[expression.number("varno") - 1];
  if (entry?.number("rtekind") !== GROUP_ENTRY) return expression;
  return entry.nodes("groupexprs")[expression.number("varattno") - 1];
}

/** (SELECT count(*) FROM …): one row whatever the tables hold. */
export function hasOneRow(query: TreeNode): boolean {
  return (
    query.is("hasAggs") &&
    !query.is("hasTargetSRFs") &&
    ["groupClause", "groupingSets"].every((list) => query.nodes(list).length === 0) &&
    ["havingQual", "limitCount", "limitOffset", "setOperations"].every((node) => query.node(node) === null)
  );
}

// The bits of frameOptions (nodes/parsenodes.h), the same since PostgreSQL 11.
const STARTS_AT_OR_BEFORE = 0x20 | 0x200;
const ENDS_AT_OR_AFTER = 0x100 | 0x400;
const EXCLUDES = 0x8000 | 0x10000 | 0x20000;

/** Whether the frame of a window function call holds the row that it is for, so that it is never empty. */
export function hasCurrentRow(call: TreeNode, query: TreeNode): boolean {
  const window = query.nodes("windowClause").find((each) => each?.number("winref") === call.number("winref"));
  const frame = window?.number("frameOptions") ?? 0;
  return (frame & STARTS_AT_OR_BEFORE) > 0 && (frame & ENDS_AT_OR_AFTER) > 0 && (frame & EXCLUDES) === 0;
}
