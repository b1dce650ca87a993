import { randomUUID } from "node:crypto";
import type pg from "pg";
import { connectOwner } from "../sql/owner.ts";
import { READERS } from "../sql/roles.ts";
import { buildBridges } from "./bridges.ts";
import { copyTable } from "./copy-table.ts";
import { declareForeignKeys, validateForeignKeys } from "./foreign-keys.ts";
import { DEMONSTRATION_RELEASE } from "./official-schema.ts";
import type { ReleaseIdentity } from "./release.ts";
import type { Session } from "./session.ts";
import type { ReleaseSource } from "./source.ts";
import { planTables, type StagedTable } from "./tables.ts";

/** Two COPYs at once: 3.0–3.5 s for 1 M rows on PostgreSQL 18 against 2.7–3.8 s for one, but keys and indexes overlap too. */
const CONNECTIONS = 2;

export interface StageOptions {
  allowMissing: boolean;
}

/** A release in onet_new, whole but for its foreign keys, which are still being validated. */
export interface Staging {
  /**
   * Waits for the foreign keys and marks the release as staged. Errors: LoadError where one does not hold; then nothing
   * is staged any more. Whoever began has to call it, whatever happens meanwhile.
   */
  finish(): Promise<void>;
}

/**
 * Loads a release into schema onet_new, complete with keys, indexes, bridges and grants; what serves is not touched.
 * A staged release of the same file is used as it is. On any error the staged schema is dropped again.
 */
export async function stage(
  session: Session,
  source: ReleaseSource,
  identity: ReleaseIdentity,
  options: StageOptions,
): Promise<void> {
  await (await beginStaging(session, source, identity, options)).finish();
}

/** As `stage`, but returns as soon as the release can be read and proven: validating its foreign keys takes 0.4 s. */
export async function beginStaging(
  session: Session,
  source: ReleaseSource,
  identity: ReleaseIdentity,
  options: StageOptions,
): Promise<Staging> {
  // Before the staged release is looked at, which may lack what this call does not allow to be missing.
  const plan = await planTables(source, identity, options.allowMissing);
  if (await alreadyStaged(session, source)) {
    await session.step("staged", `release ${identity.release} from the same file is staged already`);
    return { finish: async () => {} };
  }
  await session.step(
    "stage",
    `${identity.release} (${identity.label}): ${plan.tables.length} tables from ${source.label}`,
  );
  await dropStaged(session);
  const warnings: string[] = [];
  const warn = async (message: string) => {
    warnings.push(message);
    await session.report({ type: "warning", message });
  };
  for (const message of plan.warnings) await warn(message);
  try {
    await session.client.query("CREATE SCHEMA onet_new");
    const rows = await inParallel(
      session,
      plan.tables.toSorted((a, b) => b.file.bytes - a.file.bytes),
      (client, table) => copyTable(client, table, { report: session.report, warn }),
    );
    await session.step("copied");
    const keyed = await declareForeignKeys(session, plan.tables, warn);
    const bridges = await buildBridges(session, "onet_new", plan.tables);
    await session.step("bridged");
    await writeRelease(session, source, identity, { rows, warnings, bridges, missing: plan.missing });
    // Its failure is kept for finish(), or it would be an unhandled rejection until then.
    const validating = validateForeignKeys(session.ownerUrl, keyed, CONNECTIONS).then(
      () => undefined,
      (error: Error) => error,
    );
    return { finish: async () => finishStaging(session, await validating) };
  } catch (error) {
    await dropStaged(session).catch(() => {});
    throw error;
  }
}

async function finishStaging(session: Session, fault: Error | undefined): Promise<void> {
  try {
    if (fault) throw fault;
    await session.step("keyed");
    await session.client.query(
      "UPDATE onet_new.release SET fence_xid = pg_current_xact_id(), fence_at = clock_timestamp()",
    );
  } catch (error) {
    await dropStaged(session).catch(() => {});
    throw error;
  }
  const total = Object.values((await stagedRows(session)) ?? {}).reduce((sum, count) => sum + count, 0);
  await session.step("staged", `${total.toLocaleString("en")} rows`);
}

async function alreadyStaged(session: Session, source: ReleaseSource): Promise<boolean> {
  if (!(await isStaged(session))) return false;
  const { rows } = await session.client.query<{ sha256: string }>("SELECT sha256 FROM onet_new.release");
  return rows[0]?.sha256 === source.sha256;
}

/** True where onet_new holds a release that was staged to the end. */
export async function isStaged(session: Session): Promise<boolean> {
  const { rows } = await session.client.query<{ release: string | null }>(
    "SELECT to_regclass('onet_new.release') AS release",
  );
  if (!rows[0]?.release) return false;
  const { rowCount } = await session.client.query("SELECT FROM onet_new.release WHERE fence_xid IS NOT NULL");
  return rowCount === 1;
}

/** Drops a staged release; nobody reads it. */
export async function dropStaged(session: Session): Promise<void> {
  await session.client.query("DROP SCHEMA IF EXISTS onet_new CASCADE");
}

async function stagedRows(session: Session): Promise<Record<string, number> | undefined> {
  const { rows } = await session.client.query<{ rows: Record<string, number> }>(
    "SELECT rows FROM onet_new.release",
  );
  return rows[0]?.rows;
}

interface Staged {
  rows: [string, number][];
  warnings: string[];
  bridges: string[];
  missing: string[];
}

/** The one-row table that names the release; the snapshot guard's fence in it, set by `finish`, marks staging as complete. */
async function writeRelease(
  session: Session,
  source: ReleaseSource,
  identity: ReleaseIdentity,
  staged: Staged,
): Promise<void> {
  const { client } = session;
  await client.query(
    `CREATE TABLE onet_new.release (
       release text NOT NULL, label text NOT NULL, source text NOT NULL, sha256 text NOT NULL, format text NOT NULL,
       synthetic boolean NOT NULL, load_id uuid NOT NULL, loaded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
       rows jsonb NOT NULL, bridges text[] NOT NULL, missing text[] NOT NULL, warnings text[] NOT NULL,
       fence_xid xid8, fence_at timestamptz);
     CREATE UNIQUE INDEX ON onet_new.release ((true));
     COMMENT ON TABLE onet_new.release IS 'The release in this schema: one row.';
     COMMENT ON COLUMN onet_new.release.synthetic IS 'true for the demonstration release, whose numbers are invented.';
     COMMENT ON COLUMN onet_new.release.rows IS 'Rows of each published table.';
     COMMENT ON COLUMN onet_new.release.bridges IS 'Views under the names that tables have in other releases.';
     COMMENT ON COLUMN onet_new.release.fence_xid IS 'Transactions older than this may not see the release''s rows.'`,
  );
  await client.query(
    `INSERT INTO onet_new.release (release, label, source, sha256, format, synthetic, load_id, rows, bridges, missing, warnings)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      identity.release,
      identity.label,
      source.label,
      source.sha256,
      identity.format,
      identity.release === DEMONSTRATION_RELEASE,
      randomUUID(),
      JSON.stringify(Object.fromEntries(staged.rows.toSorted())),
      staged.bridges,
      staged.missing,
      staged.warnings,
    ],
  );
  // Readers get no USAGE on the schema before the swap, so these grants show nothing yet.
  const { rowCount } = await client.query("SELECT FROM pg_roles WHERE rolname = $1", [READERS]);
  if (rowCount) await client.query(`GRANT SELECT ON ALL TABLES IN SCHEMA onet_new TO ${READERS}`);
  await client.query("ANALYZE onet_new.release");
}

/** Works through the tables on a few connections, biggest first. The first error ends them all. */
async function inParallel(
  session: Session,
  tables: readonly StagedTable[],
  work: (client: pg.Client, table: StagedTable) => Promise<number>,
): Promise<[string, number][]> {
  const queue = [...tables];
  const rows: [string, number][] = [];
  let failed = false;
  const worker = async () => {
    const client = await connectOwner(session.ownerUrl, "onetbook loader");
    try {
      for (let table = queue.shift(); table && !failed; table = queue.shift()) {
        rows.push([table.table, await work(client, table)]);
      }
    } catch (error) {
      failed = true;
      throw error;
    } finally {
      await client.end().catch(() => {});
    }
  };
  const results = await Promise.allSettled(Array.from({ length: CONNECTIONS }, worker));
  const rejected = results.find((result) => result.status === "rejected");
  if (rejected) throw rejected.reason;
  return rows;
}
