import { connectOwner } from "../sql/owner.ts";
import type { ForeignKey } from "./official-schema.ts";
import { findOrphans, orphanError, orphanProblem, placeOf } from "./row-errors.ts";
import { type Session, sqlState } from "./session.ts";
import type { StagedTable } from "./tables.ts";

/**
 * Declares O*NET's foreign keys on the staged tables, not yet validated (ADD of a validated key would lock the
 * referenced table against other connections). A table that O*NET's schema does not know gets only the keys that hold,
 * with a warning for each other. Returns the tables with the keys that they got.
 */
export async function declareForeignKeys(
  session: Session,
  tables: readonly StagedTable[],
  warn: (message: string) => Promise<void>,
): Promise<StagedTable[]> {
  const keyed: StagedTable[] = [];
  for (const table of tables)
    keyed.push(table.unknown ? { ...table, foreignKeys: await keysThatHold(session, table, warn) } : table);
  const declare = keyed.flatMap((table) =>
    table.foreignKeys.map(
      (
        key,
      ) => `ALTER TABLE onet_new.${table.table} ADD CONSTRAINT ${constraintName(table, key)} FOREIGN KEY (${key.columns.join(", ")})
        REFERENCES onet_new.${key.table} (${key.references.join(", ")}) NOT VALID`,
    ),
  );
  if (declare.length) await session.client.query(declare.join(";\n"));
  return keyed;
}

/**
 * Validates the declared keys table by table on a few connections, not the session's.
 * Errors: LoadError with file, line, column and value of the first row without its counterpart.
 */
export async function validateForeignKeys(
  ownerUrl: string,
  tables: readonly StagedTable[],
  connections: number,
): Promise<void> {
  const queue = tables
    .filter((table) => table.foreignKeys.length)
    .sort((a, b) => b.file.bytes - a.file.bytes);
  const worker = async () => {
    const client = await connectOwner(ownerUrl, "onetbook loader");
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
            const orphans = sqlState(error) === "23503" ? await findOrphans(client, table, key) : undefined;
            throw orphans ? await orphanError(table, key, orphans) : error;
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

/** A new table may well mean another thing by a familiar name; that is no reason to go without the release. */
async function keysThatHold(
  session: Session,
  table: StagedTable,
  warn: (message: string) => Promise<void>,
): Promise<ForeignKey[]> {
  const held: ForeignKey[] = [];
  for (const key of table.foreignKeys) {
    const orphans = await findOrphans(session.client, table, key);
    if (!orphans) held.push(key);
    else {
      const place = await placeOf(table, orphans.row, key.columns);
      await warn(`${place}: ${orphanProblem(key, orphans)}: loaded without this foreign key`);
    }
  }
  return held;
}

/** "skills_element_id_fkey", as PostgreSQL itself would name it, cut to fit. */
function constraintName(table: StagedTable, key: ForeignKey): string {
  const columns = key.columns.join("_");
  const room = 63 - "__fkey".length - columns.length;
  return `${table.table.slice(0, Math.max(room, 10))}_${columns}_fkey`.slice(0, 63);
}
