import { parse } from "libpg-query";
import type { QueryFile } from "../sql/query-file.ts";
import type { Edition } from "./editions.ts";
import { HttpError } from "./errors.ts";
import type { Shapes } from "./query-edition.ts";

/** The queries that read a table, also through views, or that name a view. `table`: "onet.skills". */
export async function readersOf(
  table: string,
  queries: readonly QueryFile[],
  shapes: Shapes,
  edition: Edition,
): Promise<QueryFile[]> {
  const reads = await Promise.all(
    queries.map(async (query) => {
      if ((await namedBy(query)).has(table)) return true;
      const shape = await shapes.of(query, edition).catch(refuseOthers);
      return shape?.reads.includes(table) ?? false;
    }),
  );
  return queries.filter((_, i) => reads[i]);
}

/** A query that does not work on this release reads nothing. */
function refuseOthers(error: unknown): undefined {
  if (!(error instanceof HttpError)) throw error;
}

const names = new WeakMap<QueryFile, Promise<ReadonlySet<string>>>();

/** The tables and views that a query names: "onet.skills". */
export function namedBy(query: QueryFile): Promise<ReadonlySet<string>> {
  const known = names.get(query) ?? parse(query.text).then(relationsIn);
  names.set(query, known);
  return known;
}

function relationsIn(tree: unknown): ReadonlySet<string> {
  const found = new Set<string>();
  const collect = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    for (const [key, value] of Object.entries(node)) {
      if (key === "RangeVar" && value.schemaname) found.add(`${value.schemaname}.${value.relname}`);
      collect(value);
    }
  };
  collect(tree);
  return found;
}
