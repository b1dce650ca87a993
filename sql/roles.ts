import { createHash, createHmac, pbkdf2Sync, randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { findHoles, type Hole } from "./adhoc-doctor.ts";
import { ADHOC, isolateAdhoc, READABLE, READERS, TRUSTED } from "./adhoc-roles.ts";

/** The logins that serve, and what could not be protected (empty: all is as it should be). */
export interface ServingLogins {
  /** version-controlled queries and notebooks: SELECT on the release and the public tables that are not private */
  readerUrl: string;
  /** forms: reads public, writes the annotations */
  appUrl: string;
  /** SQL that a person types: AdhocSql. Null where that is off. */
  adhocUrl: string | null;
  /** why, for the administrator */
  adhocOff: string | null;
  unprotected: string[];
}

export { READERS } from "./adhoc-roles.ts";

const LOGINS = ["onetbook_reader", "onetbook_app"] as const;

/** Tables that forms write. Nothing is ever deleted (deleted_at is set), and keys never change. */
const WRITABLE = [
  "sector",
  "occupation",
  "hs_skill",
  "institution",
  "program",
  "program_occupation",
  "skills_assessment",
  "skills_assessment_rating",
];

/**
 * Creates or repairs the serving logins and their grants; idempotent. Their passwords derive from the owner's, so that
 * several servers on one database agree without storing them. Where the owner may not create roles (managed
 * PostgreSQL), everything runs as the owner and `unprotected` says what that gives up. Ad-hoc SQL has a login only where
 * nothing but reading is left to it.
 */
export async function ensureRoles(client: pg.Client, ownerUrl: string): Promise<ServingLogins> {
  const { rows } = await client.query<{ may: boolean; is_superuser: boolean }>(
    "SELECT rolsuper OR rolcreaterole AS may, rolsuper AS is_superuser FROM pg_roles WHERE rolname = current_user",
  );
  const isSuperuser = rows[0]!.is_superuser;
  const owner = new URL(ownerUrl);
  if (!rows[0]!.may || !owner.password) {
    const why = rows[0]!.may
      ? "DATABASE_URL has no password to derive theirs from"
      : "the login of DATABASE_URL may not create roles";
    return asOwner(ownerUrl, why);
  }
  const passwords = Object.fromEntries(
    [...LOGINS, ADHOC].map((login) => [login, derivedPassword(owner.password, login)]),
  );
  try {
    await manageRoles(client, passwords, isSuperuser);
  } catch (error) {
    if ((error as { code?: string }).code !== "42501") throw error;
    return asOwner(ownerUrl, `the login of DATABASE_URL may not manage them: ${(error as Error).message}`);
  }
  const as = (login: string) => {
    const url = new URL(ownerUrl);
    url.username = login;
    url.password = passwords[login]!;
    return url.href;
  };
  const adhocOff = isSuperuser ? nameHoles(await findHoles(client)) : NO_SUPERUSER;
  return {
    readerUrl: as("onetbook_reader"),
    appUrl: as("onetbook_app"),
    adhocUrl: adhocOff ? null : as(ADHOC),
    adhocOff,
    unprotected: [],
  };
}

/** Roles belong to the whole cluster, advisory locks to one database: a server of another one may be at it too. */
const MOST_ATTEMPTS = 5;

async function manageRoles(
  client: pg.Client,
  passwords: Record<string, string>,
  isSuperuser: boolean,
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    await client.query("BEGIN");
    try {
      await client.query("SELECT pg_advisory_xact_lock(hashtext('onetbook roles'))");
      for (const role of [READERS, ...LOGINS]) await createRole(client, role);
      for (const login of LOGINS)
        await client.query(`ALTER ROLE ${login} LOGIN PASSWORD '${scramVerifier(passwords[login]!)}'`);
      for (const statement of grants()) await client.query(statement);
      if (isSuperuser) {
        for (const role of [TRUSTED, ADHOC]) await createRole(client, role);
        await isolateAdhoc(client, scramVerifier(passwords[ADHOC]!), LOGINS);
      }
      await client.query("COMMIT");
      return;
    } catch (error) {
      await client.query("ROLLBACK");
      if (attempt === MOST_ATTEMPTS || !isRace(error as pg.DatabaseError)) throw error;
      await sleep(100 * attempt * Math.random());
    }
  }
}

/** The catalogue has no gentler words for two sessions that change one role, or create it, at once. */
function isRace({ code, message, constraint }: pg.DatabaseError): boolean {
  return (
    (code === "XX000" && message.includes("concurrently")) ||
    (code === "23505" && (constraint ?? "").startsWith("pg_"))
  );
}

function asOwner(ownerUrl: string, why: string): ServingLogins {
  return {
    readerUrl: ownerUrl,
    appUrl: ownerUrl,
    adhocUrl: null,
    adhocOff: `ad-hoc SQL is off, as it needs a login of its own: ${why}`,
    unprotected: [`queries and forms run as the owner of the database, not as logins of their own: ${why}`],
  };
}

const NO_SUPERUSER =
  "ad-hoc SQL is off: only a superuser can close PostgreSQL's own functions to it, and the login of DATABASE_URL is none";
const NAMED_HOLES = 3;

/** Why ad-hoc SQL is off; null where there are none. */
export function nameHoles(holes: Hole[]): string | null {
  if (holes.length === 0) return null;
  const named = holes.slice(0, NAMED_HOLES).map(({ finding, what }) => `${finding} (${what})`);
  const more = holes.length > named.length ? ` and ${holes.length - named.length} more` : "";
  return `ad-hoc SQL is off, as its login could do more than read: ${named.join(", ")}${more}; take that away and start again`;
}

/** What PostgreSQL stores for a password (RFC 5803). Sent in its place, so that no server log can hold the password. */
function scramVerifier(password: string): string {
  const salt = randomBytes(16);
  const salted = pbkdf2Sync(password, salt, 4096, 32, "sha256");
  const key = (name: string) => createHmac("sha256", salted).update(name).digest();
  const stored = createHash("sha256").update(key("Client Key")).digest("base64");
  return `SCRAM-SHA-256$4096:${salt.toString("base64")}$${stored}:${key("Server Key").toString("base64")}`;
}

function derivedPassword(ownerPassword: string, login: string): string {
  return createHmac("sha256", decodeURIComponent(ownerPassword)).update(`onetbook ${login}`).digest("hex");
}

async function createRole(client: pg.Client, role: string): Promise<void> {
  const { rowCount } = await client.query("SELECT FROM pg_roles WHERE rolname = $1", [role]);
  if (!rowCount) await client.query(`CREATE ROLE ${role} NOSUPERUSER NOCREATEDB NOCREATEROLE NOLOGIN`);
}

function grants(): string[] {
  return [
    `GRANT ${READERS} TO ${LOGINS.join(", ")}`,
    "REVOKE ALL ON SCHEMA public FROM PUBLIC",
    `GRANT USAGE ON SCHEMA public TO ${READERS}`,
    `GRANT SELECT ON ${READABLE.map((table) => `public.${table}`).join(", ")} TO ${READERS}`,
    `GRANT SELECT, INSERT, UPDATE ON ${WRITABLE.map((table) => `public.${table}`).join(", ")} TO onetbook_app`,
    "GRANT SELECT ON public.annotation_history, public.retired_annotation, public.followed_annotation TO onetbook_app",
    // It adds what a person ran and how that ended; nobody but the owner reads it.
    "GRANT INSERT, SELECT (run_id), UPDATE (ms, rows, outcome) ON public.adhoc_log TO onetbook_app",
    "GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO onetbook_app",
    "ALTER ROLE onetbook_reader SET default_transaction_read_only = on",
    // Compiling costs these queries more than it gains: coverage.sql took 275 ms with it, 93 without.
    "ALTER ROLE onetbook_reader SET jit = off",
    "ALTER ROLE onetbook_reader SET lock_timeout = '5s'",
    "ALTER ROLE onetbook_reader SET idle_in_transaction_session_timeout = '30s'",
    "ALTER ROLE onetbook_app SET lock_timeout = '5s'",
    "ALTER ROLE onetbook_app SET idle_in_transaction_session_timeout = '15s'",
  ];
}
