import { connectOwner } from "../sql/owner.ts";
import { offendingRow } from "./copy-table.ts";
import type { ForeignKey } from "./official-schema.ts";
import { type Session, sqlState } from "./session.ts";
import type { StagedTable } from "./tables.ts";

/**
 * Adds O*NET's foreign keys to the staged tables: all declared first, then validated table by table on a few
 * connections (ADD of a validated key would lock the referenced table against the other connections).
 * Errors: LoadError with file, line, column and value of the first row without its counterpart.
 */
export async function addForeignKeys(
  session: Session,
  tables: readonly StagedTable[],
  connections: number,
): Promise<void> {
  const declare = tables.flatMap((table) =>
    table.foreignKeys.map(
      (
        key,
      ) => `ALTER TABLE onet_new.${table.table} ADD CONSTRAINT ${constraintName(table, key)} FOREIGN KEY (${key.columns.join(", ")})
        REFERENCES onet_new.${key.table} (${key.references.join(", ")}) NOT VALID`,
    ),
  );
  if (declare.length) await session.client.query(declare.join(";\n"));
  const queue = [...tables]
    .filter((table) => table.foreignKeys.length)
    .sort((a, b) => b.file.bytes - a.file.bytes);
  const worker = async () => {
    const client = await connectOwner(session.ownerUrl, "onetbook loader");
    try {
      await client.query("SET work_mem = '32MB'; SET synchronous_commit = off");
      for (let table = queue.shift(); table; table = queue.shift()) {
        for (const key of table.foreignKeys) {
          try {
            await client.query(
              `ALTER TABLE onet_new.${table.table} VALIDATE CONSTRAINT ${constraintName(table, key)}`,
            );
          } catch (error) {
            queue.length = 0;
            throw sqlState(error) === "23503" ? await orphanError(session, table, key) : error;
          }
        }
      }
    } finally {
      await client.end();
    }
  };
  const results = await Promise.allSettled(Array.from({ length: connections }, worker));
  const rejected = results.find((result) => result.status === "rejected");
  if (rejected) throw rejected.reason;
}

/** "skills_element_id_fkey", as PostgreSQL itself would name it, cut to fit. */
function constraintName(table: StagedTable, key: ForeignKey): string {
  const columns = key.columns.join("_");
  const room = 63 - "__fkey".length - columns.length;
  return `${table.table.slice(0, Math.max(room, 10))}_${columns}_fkey`.slice(0, 63);
}

async function orphanError(session: Session, table: StagedTable, key: ForeignKey): Promise<Error> {
  const on = key.columns.map((column, i) => `r.${key.references[i]} = t.${column}`).join(" AND ");
  const { rows } = await session.client.query<Record<string, string | null>>(
    `SELECT ${key.columns.map((column) => `t.${column}::text AS ${column}`).join(", ")} FROM onet_new.${table.table} t
     WHERE ${key.columns.map((column) => `t.${column} IS NOT NULL`).join(" AND ")}
       AND NOT EXISTS (SELECT FROM onet_new.${key.table} r WHERE ${on}) LIMIT 1`,
  );
  const values = key.columns.map((column) => rows[0]?.[column] ?? null);
  return offendingRow(
    table,
    key.columns,
    values,
    (lines) => `${lines.length > 1 ? "lines" : "line"} ${lines.join(", ")}: not in ${key.table}`,
  );
}
