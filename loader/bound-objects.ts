import { EXTENSION_KEYS } from "./extension-keys.ts";
import type { Problem } from "./incoming.ts";
import type { Session } from "./session.ts";

/**
 * What else in the database is bound to the tables of the given schemas: hand-made views, foreign keys, functions with
 * a BEGIN ATOMIC body, policies, defaults. They hold on to the old release by OID and would go with it.
 */
export async function boundObjects(session: Session, schemas: string[]): Promise<Problem[]> {
  const ours = EXTENSION_KEYS.map(({ table, column }) => `public.${table}.${column}`);
  const { rows } = await session.client.query<{ object: string; target: string }>(
    `WITH dependent AS (
       SELECT DISTINCT d.classid, d.objid, t.oid AS target,
         CASE d.classid
           WHEN 'pg_rewrite'::regclass THEN (SELECT ev_class FROM pg_rewrite WHERE oid = d.objid)
           WHEN 'pg_constraint'::regclass THEN (SELECT conrelid FROM pg_constraint WHERE oid = d.objid)
           WHEN 'pg_policy'::regclass THEN (SELECT polrelid FROM pg_policy WHERE oid = d.objid)
           WHEN 'pg_attrdef'::regclass THEN (SELECT adrelid FROM pg_attrdef WHERE oid = d.objid)
           WHEN 'pg_trigger'::regclass THEN (SELECT tgrelid FROM pg_trigger WHERE oid = d.objid)
           WHEN 'pg_class'::regclass THEN d.objid
         END AS relation
       FROM pg_class t JOIN pg_namespace n ON n.oid = t.relnamespace
       JOIN pg_depend d ON (d.refclassid = 'pg_class'::regclass AND d.refobjid = t.oid)
                        OR (d.refclassid = 'pg_type'::regclass AND d.refobjid = t.reltype)
       WHERE n.nspname = ANY ($1) AND d.deptype IN ('n', 'a'))
     SELECT DISTINCT CASE WHEN d.relation IS NULL OR d.classid = 'pg_constraint'::regclass THEN pg_describe_object(d.classid, d.objid, 0)
              ELSE pg_describe_object('pg_class'::regclass, d.relation, 0) END AS object, d.target::regclass::text AS target
     FROM dependent d
     LEFT JOIN pg_class c ON c.oid = d.relation LEFT JOIN pg_namespace cn ON cn.oid = c.relnamespace
     LEFT JOIN pg_proc p ON d.classid = 'pg_proc'::regclass AND p.oid = d.objid LEFT JOIN pg_namespace pn ON pn.oid = p.pronamespace
     LEFT JOIN pg_constraint k ON d.classid = 'pg_constraint'::regclass AND k.oid = d.objid
     WHERE coalesce(cn.nspname, pn.nspname, '') NOT IN ('onet', 'onet_new', 'onet_old', 'onet_gone', 'app', 'app_old', 'app_gone', 'pg_toast')
       AND NOT EXISTS (SELECT FROM pg_attribute a WHERE k.contype = 'f' AND a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
                       AND format('%s.%s.%s', cn.nspname, c.relname, a.attname) = ANY ($2))
     ORDER BY 1`,
    [schemas, ours],
  );
  const targets = new Map<string, string[]>();
  for (const { object, target } of rows) targets.set(object, [...(targets.get(object) ?? []), target]);
  return [...targets].map(([name, to]) => ({
    name,
    message: `${name} is bound to ${to.join(", ")} of the release that is live now, would keep reading it after the swap and goes with it when it is dropped: make it part of sql/views, or drop it`,
  }));
}
