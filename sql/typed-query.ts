/** Never there at run time: it holds what the compiler knows of a query. */
declare const types: unique symbol;

/**
 * What `import skillGap from "…/skill-gap.sql"` gives: which query it is. Its text stays on the server; its parameters
 * and rows are known to the compiler from the generated `skill-gap.d.sql.ts` (npm run sql).
 */
export interface Query<Params extends object, Row extends object> {
  /** path below sql/queries without ".sql", as in /api/queries/<name> */
  readonly name: string;
  /** changes with the file's text */
  readonly hash: string;
  readonly [types]?: (params: Params) => Row;
}
