import {
  ADHOC,
  DANGEROUS_FUNCTION,
  LOGIN_LIMITS,
  READABLE,
  READERS,
  TELLING_CATALOGS,
} from "./adhoc-roles.ts";

/** Something that the ad-hoc login could do and must not. */
export interface Hole {
  /** the kind, e.g. "table write" */
  finding: string;
  /** which one, e.g. "occupation UPDATE" */
  what: string;
}

/** A connection of pg, or what answers like one. */
interface Asked {
  query(text: string, values: unknown[]): Promise<{ rows: Hole[] }>;
}

/** More of these come with PostgreSQL, closed to all but superusers. */
const SECRET_CATALOGS = [
  ...TELLING_CATALOGS,
  ...["pg_authid", "pg_shadow", "pg_statistic", "pg_largeobject", "pg_hba_file_rules", "pg_file_settings"],
  ...["pg_subscription", "pg_user_mapping"],
];

/** They reach files, other servers or the processor, or show other people's statements. */
const DANGEROUS_EXTENSIONS = [
  ...["adminpack", "dblink", "file_fdw", "lo", "pageinspect", "pg_cron", "pg_stat_statements", "pgcrypto"],
  ...["plperlu", "plpython3u", "pltclu", "postgres_fdw", "tablefunc", "xml2"],
];

// Each part asks the server for privileges (has_…_privilege), never how they came about: where roles.ts could not revoke, it says so.
// "r" is the login; of a superuser all would be found.
const HOLES = `
WITH r AS (SELECT * FROM pg_roles WHERE rolname = $1),
relation AS (
  SELECT c.*, n.nspname FROM r, pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND has_schema_privilege(r.oid, n.oid, 'USAGE'))
SELECT 'role missing' AS finding, $1 AS what WHERE NOT EXISTS (SELECT FROM r)
UNION ALL SELECT 'role attribute', 'SUPERUSER, CREATEDB, CREATEROLE, REPLICATION or BYPASSRLS' FROM r
  WHERE rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication OR rolbypassrls
UNION ALL SELECT 'no connection limit', rolconnlimit::text FROM r WHERE rolconnlimit < 0
UNION ALL SELECT 'member of', g.rolname FROM r, pg_roles g
  WHERE g.oid <> r.oid AND g.rolname <> $2 AND NOT r.rolsuper AND pg_has_role(r.oid, g.oid, 'MEMBER')
UNION ALL SELECT 'owns an object', pg_describe_object(d.classid, d.objid, 0) FROM r, pg_shdepend d
  WHERE d.refclassid = 'pg_authid'::regclass AND d.refobjid = r.oid AND d.deptype = 'o' AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
UNION ALL SELECT 'function', p.oid::regprocedure::text FROM r, pg_proc p
  WHERE ${DANGEROUS_FUNCTION} AND has_schema_privilege(r.oid, p.pronamespace, 'USAGE') AND has_function_privilege(r.oid, p.oid, 'EXECUTE')
UNION ALL SELECT 'language', lanname FROM r, pg_language l WHERE lanpltrusted AND has_language_privilege(r.oid, l.oid, 'USAGE')
UNION ALL SELECT 'database privilege', x FROM r, unnest('{CREATE,TEMPORARY}'::text[]) x WHERE has_database_privilege(r.oid, current_database(), x)
UNION ALL SELECT 'schema CREATE', nspname FROM r, pg_namespace n WHERE has_schema_privilege(r.oid, n.oid, 'CREATE')
UNION ALL SELECT 'schema USAGE', nspname FROM r, pg_namespace n
  WHERE nspname !~ '^pg_(toast|temp)' AND nspname NOT IN ('onet', 'app', 'public', 'pg_catalog', 'information_schema') AND has_schema_privilege(r.oid, n.oid, 'USAGE')
UNION ALL SELECT 'private table', c.oid::regclass::text FROM r, relation c
  WHERE nspname = 'public' AND relname <> ALL ($3) AND has_any_column_privilege(r.oid, c.oid, 'SELECT')
UNION ALL SELECT 'telling catalog', relname FROM r, relation c
  WHERE nspname = 'pg_catalog' AND relname = ANY ($4) AND has_table_privilege(r.oid, c.oid, 'SELECT')
UNION ALL SELECT 'table write', c.oid::regclass || ' ' || x FROM r, relation c, unnest('{INSERT,UPDATE,DELETE,TRUNCATE,TRIGGER,REFERENCES}'::text[]) x
  WHERE has_table_privilege(r.oid, c.oid, x) AND NOT (c.oid = 'pg_settings'::regclass AND x = 'UPDATE')
UNION ALL SELECT 'column write', c.oid::regclass || ' ' || x FROM r, relation c, unnest('{INSERT,UPDATE,REFERENCES}'::text[]) x
  WHERE has_any_column_privilege(r.oid, c.oid, x) AND NOT has_table_privilege(r.oid, c.oid, x)
UNION ALL SELECT 'sequence', c.oid::regclass::text FROM r, pg_class c
  WHERE relkind = 'S' AND has_schema_privilege(r.oid, relnamespace, 'USAGE') AND has_sequence_privilege(r.oid, c.oid, 'USAGE, UPDATE')
UNION ALL SELECT 'server parameter', parname FROM r, pg_parameter_acl WHERE has_parameter_privilege(r.oid, parname, 'SET, ALTER SYSTEM')
UNION ALL SELECT 'foreign server', srvname FROM r, pg_foreign_server s WHERE has_server_privilege(r.oid, s.oid, 'USAGE')
UNION ALL SELECT 'foreign server', fdwname FROM r, pg_foreign_data_wrapper f WHERE has_foreign_data_wrapper_privilege(r.oid, f.oid, 'USAGE')
UNION ALL SELECT 'missing limit', k FROM r, unnest($5::text[]) k
  WHERE NOT EXISTS (SELECT FROM pg_db_role_setting s, unnest(s.setconfig) c WHERE s.setrole = r.oid AND s.setdatabase = 0 AND c = k)
UNION ALL SELECT 'setting of this database only', c FROM r, pg_db_role_setting s, unnest(s.setconfig) c
  WHERE s.setrole = r.oid AND s.setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())
UNION ALL SELECT 'prepared transactions', current_setting('max_prepared_transactions') WHERE current_setting('max_prepared_transactions')::int > 0
UNION ALL SELECT 'extension', extname FROM pg_extension WHERE extname = ANY ($6)`;

/**
 * What keeps ad-hoc SQL off: none when healthy. To be asked at boot and after each swap, as anybody who may read pg_roles and
 * pg_db_role_setting (the owner, the login of the forms).
 */
export async function findHoles(client: Asked): Promise<Hole[]> {
  const limits = Object.entries(LOGIN_LIMITS).map(([name, value]) => `${name}=${value}`);
  const { rows } = await client.query(HOLES, [
    ADHOC,
    READERS,
    READABLE,
    SECRET_CATALOGS,
    limits,
    DANGEROUS_EXTENSIONS,
  ]);
  return rows;
}
