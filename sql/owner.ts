import pg from "pg";
import { startEmbeddedPostgres } from "./embedded-postgres.ts";
import type { DatabaseSettings } from "./settings.ts";

/** The database as its owner reaches it: for migrations, roles and the loader, never for serving. */
export interface OwnerDatabase {
  url: string;
  embedded: boolean;
  /** Leaves the embedded server (it stops with its last user); nothing to do for an external one. */
  stop(): Promise<void>;
}

/** The database that the settings name, started if it is the embedded one and not running yet. */
export async function openOwnerDatabase(settings: DatabaseSettings): Promise<OwnerDatabase> {
  if (settings.DATABASE_URL) return { url: settings.DATABASE_URL, embedded: false, stop: async () => {} };
  const server = await startEmbeddedPostgres(settings.ONETBOOK_DATA);
  return { url: server.url, embedded: true, stop: () => server.stop() };
}

/** One direct connection. The caller ends it. */
export async function connectOwner(url: string, applicationName: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    application_name: applicationName,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  });
  // A lost connection rejects the query that notices it; without a listener it would end the process instead.
  client.on("error", () => {});
  await client.connect();
  return client;
}

/** Errors where the server is not one that Onetbook is tested on. */
export async function requireSupportedServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ version: number }>(
    "SELECT current_setting('server_version_num')::int / 10000 AS version",
  );
  const version = rows[0]!.version;
  if (version < 15 || version > 18) throw new Error(`PostgreSQL ${version} is not supported: use 15 to 18`);
}
