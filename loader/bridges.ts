import { readSqlFiles } from "../sql/query-file.ts";
import type { Session } from "./session.ts";
import type { StagedTable } from "./tables.ts";

/**
 * Makes a view for each table name of another release that this one does not publish but has the data for
 * (sql/bridges/*.sql). Where the data do not exist there is no bridge. Returns the names.
 */
export async function buildBridges(
  session: Session,
  schema: string,
  tables: readonly Pick<StagedTable, "table" | "unknown">[],
): Promise<string[]> {
  const published = new Set(tables.map(({ table }) => table));
  // A table that the schema does not know may have any columns, whatever its name.
  const known = new Set(tables.filter(({ unknown }) => !unknown).map(({ table }) => table));
  const files = await readSqlFiles("bridges");
  const possible = files.filter(
    (file) => !published.has(file.name) && file.from.every((table) => known.has(table)),
  );
  const { client } = session;
  await client.query("BEGIN");
  try {
    // The files name tables without a schema, since the release is staged under another name than it is served.
    await client.query(`SET LOCAL search_path = ${schema}`);
    for (const file of possible) {
      await client.query(`CREATE VIEW ${schema}.${file.name} AS ${file.source}`);
      await client.query(
        `COMMENT ON VIEW ${schema}.${file.name} IS ${client.escapeLiteral(`Bridge: ${file.description}`)}`,
      );
    }
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  }
  return possible.map(({ name }) => name);
}
