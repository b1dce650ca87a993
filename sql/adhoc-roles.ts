import type pg from "pg";

/** The group that holds the SELECT grants on releases and on READABLE. */
export const READERS = "onetbook_select";
/** The login of SQL that a person types. A member of READERS only: sessions of one role can see and kill each other. */
export const ADHOC = "onetbook_adhoc";
/** The group that may still use what moveToTrusted() closes. */
export const TRUSTED = "onetbook_trusted";

/** Tables that notebooks may read; a public table is private until it is named here. */
export const READABLE = [
  "release_log",
  "table_version",
  "sector",
  "occupation",
  "hs_skill",
  "institution",
  "program",
  "program_occupation",
];

/** Catalogs that show other sessions, logins and their settings. */
export const TELLING_CATALOGS = [
  "pg_auth_members",
  "pg_db_role_setting",
  "pg_group",
  "pg_locks",
  "pg_roles",
  "pg_stat_activity",
  "pg_stat_replication",
  "pg_user",
  "pg_user_mappings",
];

/**
 * The functions p of pg_proc that nobody untrusted may run: all that are volatile or run with their owner's rights, and those
 * stable ones that run SQL text or show other sessions. By class, as a list of bad names is never complete (CVE-2024-39887, CVE-2026-23984).
 * The few left open are volatile and harmless. Triggers and handlers can't be called.
 */
export const DANGEROUS_FUNCTION = `(
  p.prokind IN ('f', 'p')
  AND p.prorettype <> ALL ('{trigger,event_trigger,internal,language_handler,index_am_handler,table_am_handler,tsm_handler,fdw_handler}'::regtype[])
  AND (p.prosecdef
    OR p.provolatile = 'v' AND p.proname <> ALL ('{random,random_normal,setseed,clock_timestamp,timeofday,gen_random_uuid,uuidv4,uuidv7}')
    OR p.proname ~ '^((table|schema|database|query|cursor)_to_xml|pg_stat_get_backend_)'
    OR p.proname = ANY ('{txid_current,pg_current_xact_id,pg_export_snapshot,pg_stat_get_activity,pg_stat_get_progress_info,pg_stat_get_wal_senders,pg_stat_get_wal_receiver,pg_stat_get_replication_slot,pg_stat_get_subscription,pg_get_replication_slots,pg_lock_status,pg_prepared_xact,pg_prepared_statement,pg_cursor,pg_hba_file_rules,pg_listening_channels}')))`;

/**
 * What comes with the login, as SET would write it. A statement could lift those before temp_file_limit, if it got past the frame of
 * AdhocSession; the last three need a superuser. Without them 20,000 failing statements wrote 157 MB of log.
 */
export const LOGIN_LIMITS: Record<string, string> = {
  default_transaction_read_only: "on",
  statement_timeout: "10s",
  idle_in_transaction_session_timeout: "15s",
  lock_timeout: "1s",
  work_mem: "16MB",
  hash_mem_multiplier: "1",
  max_parallel_workers_per_gather: "0",
  jit: "off",
  search_path: "onet, app, public",
  temp_file_limit: "256MB",
  log_min_messages: "fatal",
  log_min_error_statement: "fatal",
};

/** Twice the pool of one server, so that two can run at once; each session can take 2.5 GB of the server's memory. */
const CONNECTION_LIMIT = 6;

/**
 * Makes the ad-hoc login harmless, as a superuser, within the caller's transaction; what is so already is left alone, so a second run
 * changes the login's row only. `trusted` are the logins that keep what is closed to all others.
 */
export async function isolateAdhoc(
  client: pg.Client,
  verifier: string,
  trusted: readonly string[],
): Promise<void> {
  await client.query(
    `ALTER ROLE ${ADHOC} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS CONNECTION LIMIT ${CONNECTION_LIMIT} PASSWORD '${verifier}'`,
  );
  await client.query(`GRANT ${READERS} TO ${ADHOC}; GRANT ${TRUSTED} TO ${trusted.join(", ")}`);
  await trustOwner(client);
  await moveToTrusted(client);
  await setLimits(client);
}

/** A database's owner need not be a superuser, and the loader, as the owner, asks who is connected. */
async function trustOwner(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ owner: string }>(
    `SELECT r.rolname AS owner FROM pg_database d JOIN pg_roles r ON r.oid = d.datdba
     WHERE d.datname = current_database() AND NOT pg_has_role(r.oid, '${TRUSTED}', 'MEMBER')`,
  );
  for (const { owner } of rows) await client.query(`GRANT ${TRUSTED} TO ${client.escapeIdentifier(owner)}`);
}

// These privileges belong to one database each. CREATE EXTENSION, an upgrade or CREATE DATABASE … TEMPLATE opens new ones to PUBLIC, and a
// backup read into a cluster without our roles leaves them closed to all. What initdb itself closed is for superusers.
const MISPLACED = `
  SELECT 'EXECUTE ON ROUTINE' AS privilege, string_agg(p.oid::regprocedure::text, ', ') AS objects
  FROM pg_proc p WHERE ${DANGEROUS_FUNCTION} AND (has_function_privilege('public', p.oid, 'EXECUTE')
    OR p.pronamespace = 'pg_catalog'::regnamespace AND NOT has_function_privilege('${TRUSTED}', p.oid, 'EXECUTE')
      AND NOT EXISTS (SELECT FROM pg_init_privs i WHERE i.classoid = 'pg_proc'::regclass AND i.objoid = p.oid))
  UNION ALL
  SELECT 'USAGE ON LANGUAGE', string_agg(quote_ident(lanname), ', ') FROM pg_language
  WHERE lanpltrusted AND (has_language_privilege('public', oid, 'USAGE') OR NOT has_language_privilege('${TRUSTED}', oid, 'USAGE'))
  UNION ALL
  SELECT 'SELECT ON', string_agg('pg_catalog.' || quote_ident(relname), ', ') FROM pg_class
  WHERE relnamespace = 'pg_catalog'::regnamespace AND relname = ANY ($1)
    AND (has_table_privilege('public', oid, 'SELECT') OR NOT has_table_privilege('${TRUSTED}', oid, 'SELECT'))
  UNION ALL
  SELECT 'TEMPORARY ON DATABASE', quote_ident(d) FROM current_database() d
  WHERE has_database_privilege('public', d, 'TEMPORARY') OR NOT has_database_privilege('${TRUSTED}', d, 'TEMPORARY')`;

async function moveToTrusted(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ privilege: string; objects: string | null }>(MISPLACED, [
    TELLING_CATALOGS,
  ]);
  for (const { privilege, objects } of rows) {
    if (!objects) continue;
    await client.query(
      `REVOKE ${privilege} ${objects} FROM PUBLIC; GRANT ${privilege} ${objects} TO ${TRUSTED}`,
    );
  }
}

async function setLimits(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ setting: string }>(
    `SELECT unnest(setconfig) AS setting FROM pg_db_role_setting WHERE setrole = '${ADHOC}'::regrole AND setdatabase = 0`,
  );
  const set = new Set(rows.map(({ setting }) => setting));
  for (const [name, value] of Object.entries(LOGIN_LIMITS)) {
    if (set.has(`${name}=${value}`)) continue;
    const written = name === "search_path" ? value : client.escapeLiteral(value);
    await client.query(`ALTER ROLE ${ADHOC} SET ${name} = ${written}`);
  }
}
