import { fileURLToPath } from "node:url";
import { runner } from "node-pg-migrate";

/**
 * Runs the migrations of schema public, all in one transaction. Several servers may start at once: one migrates, the
 * others wait. Returns the names of those that ran.
 */
export async function migrate(ownerUrl: string, direction: "up" | "down" = "up"): Promise<string[]> {
  const ran = await runner({
    databaseUrl: ownerUrl,
    dir: fileURLToPath(new URL("../migrations", import.meta.url)),
    direction,
    count: direction === "down" ? Number.POSITIVE_INFINITY : undefined,
    checkOrder: true,
    schema: "public",
    migrationsSchema: "public",
    migrationsTable: "migration",
    // Left out of the API it would mean one transaction for each migration, whatever the documentation says.
    singleTransaction: true,
    advisoryLockMode: "wait",
    migrationLoaderStrategies: [{ extensions: [".sql"], loader: "sql" }],
    log: () => {},
  });
  return ran.map((migration) => migration.name);
}
