import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client, type QueryResultRow } from "pg";
import { afterAll } from "vitest";
import { systemBinaries } from "../sql/embedded-binaries.ts";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "../sql/embedded-postgres.ts";

export type Major = 18 | 15;

export interface TestServer extends EmbeddedPostgres {
  /** holds the data folder pg and the log */
  dir: string;
}

/** The versions to test on: without Debian's 15 on this machine only 18, but never so in CI. */
export const majors: Major[] = systemBinaries(15) || process.env.CI ? [18, 15] : [18];

/** One running server for the test file that calls this at its top level; stopped and removed after it. */
export async function testPostgres(
  major: Major,
  parameters: Record<string, string> = {},
): Promise<TestServer> {
  const binaries = major === 18 ? undefined : systemBinaries(major);
  if (major !== 18 && !binaries)
    throw new Error(`PostgreSQL ${major} is not installed: apt install postgresql-${major}`);
  const dir = mkdtempSync(join(tmpdir(), `onetbook-test-${major}-`));
  let server: EmbeddedPostgres | undefined;
  afterAll(async () => {
    await server?.stop();
    rmSync(dir, { recursive: true, force: true });
  });
  server = await startEmbeddedPostgres(dir, { durable: false, parameters, ...(binaries && { binaries }) });
  return { ...server, dir };
}

let databases = 0;

/** A new empty database on the server. */
export async function freshDatabase(server: { url: string }): Promise<string> {
  const name = `test_${process.pid}_${++databases}`;
  await psql(server.url, `create database ${name}`);
  const url = new URL(server.url);
  url.pathname = name;
  return url.href;
}

/** Runs statements, as the owner and on a connection of their own; returns the rows of the last one. */
export async function psql<Row extends QueryResultRow>(url: string, text: string): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  client.on("error", () => {}); // a lost connection rejects the query as well
  await client.connect();
  try {
    const results = [await client.query<Row>(text)].flat(); // an array where there are several statements
    return results.at(-1)!.rows;
  } finally {
    await client.end();
  }
}
