import { politely } from "./polite.ts";
import type { Session } from "./session.ts";

/** A table of the programme whose primary key is a foreign key into the release. */
export interface ExtensionKey {
  table: string;
  column: string;
  references: { table: string; column: string; title: string };
}

/** The one place that says which tables extend the release. The loader puts these keys on, carries them over and checks them. */
export const EXTENSION_KEYS: readonly ExtensionKey[] = [
  {
    table: "occupation",
    column: "onet_code",
    references: { table: "occupation_data", column: "onetsoc_code", title: "title" },
  },
  {
    table: "hs_skill",
    column: "onet_element_id",
    references: { table: "content_model_reference", column: "element_id", title: "element_name" },
  },
];

/** A foreign key as the catalogue has it. */
export interface DeclaredKey {
  key: ExtensionKey;
  constraint: string;
  schema: string;
  validated: boolean;
}

/** Every foreign key that an extension table has on its extension column, into whichever release. */
export async function declaredKeys(session: Session): Promise<DeclaredKey[]> {
  const found: DeclaredKey[] = [];
  for (const key of EXTENSION_KEYS) {
    const { rows } = await session.client.query<Omit<DeclaredKey, "key">>(
      `SELECT c.conname AS constraint, n.nspname AS schema, c.convalidated AS validated
       FROM pg_constraint c
       JOIN pg_class r ON r.oid = c.confrelid JOIN pg_namespace n ON n.oid = r.relnamespace
       JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
       WHERE c.contype = 'f' AND c.conrelid = to_regclass($1) AND a.attname = $2 AND cardinality(c.conkey) = 1
         AND r.relname = $3 ORDER BY c.conname`,
      [`public.${key.table}`, key.column, key.references.table],
    );
    found.push(...rows.map((row) => ({ key, ...row })));
  }
  return found;
}

/** Declares the keys against a schema's tables: in force for every write from then on, existing rows unchecked. */
export async function expandKeys(session: Session, schema: string, suffix: string): Promise<void> {
  const present = await declaredKeys(session);
  for (const key of EXTENSION_KEYS) {
    if (present.some((declared) => declared.key === key && declared.schema === schema)) continue;
    const target = `${schema}.${key.references.table}`;
    await politely(session, "SHARE ROW EXCLUSIVE", [`public.${key.table}`, target], () =>
      session.client.query(
        `ALTER TABLE public.${key.table} ADD CONSTRAINT ${key.table}_${key.column}_${suffix}
         FOREIGN KEY (${key.column}) REFERENCES ${target} (${key.references.column}) NOT VALID`,
      ),
    );
  }
}

/** Drops every key that does not point into `schema`. */
export async function contractKeys(session: Session, schema: string): Promise<void> {
  for (const declared of await declaredKeys(session)) {
    if (declared.schema === schema) continue;
    const { key, constraint } = declared;
    await politely(
      session,
      "ACCESS EXCLUSIVE",
      [`public.${key.table}`, `${declared.schema}.${key.references.table}`],
      () =>
        session.client.query(
          `ALTER TABLE public.${key.table} DROP CONSTRAINT ${session.client.escapeIdentifier(constraint)}`,
        ),
    );
  }
}

/** Proves the keys into `schema` for all rows; nobody waits (SHARE UPDATE EXCLUSIVE). Errors with 23503 where a row was forgotten. */
export async function validateKeys(session: Session, schema: string): Promise<void> {
  for (const { key, constraint, validated, schema: into } of await declaredKeys(session)) {
    if (validated || into !== schema) continue;
    await session.client.query(
      `ALTER TABLE public.${key.table} VALIDATE CONSTRAINT ${session.client.escapeIdentifier(constraint)}`,
    );
  }
}
