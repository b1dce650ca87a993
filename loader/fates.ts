import type { Crosswalk } from "./crosswalk.ts";
import { EXTENSION_KEYS, type ExtensionKey } from "./extension-keys.ts";
import type { Session } from "./session.ts";

/** What a swap does to one annotation whose code the incoming release lacks (or, going back, has again). */
export interface Fate {
  table: string;
  onet_key: string;
  title: string | null;
  fate: "follow" | "keep" | "restore";
  /** follow: the code it moves to */
  successor?: string;
  /** official successors that the incoming release has */
  candidates: string[];
  /** rows of other tables that go with it */
  dependents: number;
  reason: string;
}

/** Which classes of retired annotations the administrator lets through: one successor may follow, others are kept. */
export type RetiredPolicy = readonly ("follow" | "keep")[];

export interface FateOptions {
  /** schema of the incoming release: onet_new or onet_old, or onet once it is renamed */
  incoming: string;
  /** schema that still has the retired codes' titles; undefined where nothing is live */
  live: string | undefined;
  crosswalk: Crosswalk;
  policy: RetiredPolicy;
  /** a revert also takes back the follows of the swap that it undoes */
  revert: boolean;
}

/**
 * Decides for every annotation that a swap touches. A retired code with exactly one official successor can follow it,
 * unless another annotation has or wants that successor; all others are kept for review; rows under review whose code
 * is valid again are restored.
 */
export async function decideFates(session: Session, options: FateOptions): Promise<Fate[]> {
  const fates: Fate[] = [];
  for (const key of EXTENSION_KEYS) {
    const returning = await followsToUndo(session, key, options);
    const retired = await retiredRows(session, key, options);
    const returningKeys = new Set(returning.map((fate) => fate.onet_key));
    const decided = await chooseSuccessors(
      session,
      key,
      options,
      retired.filter((row) => !returningKeys.has(row.onet_key)),
    );
    const claimed = new Set([...returning, ...decided].flatMap((fate) => fate.successor ?? []));
    fates.push(...returning, ...decided, ...(await restorable(session, key, options, claimed)));
  }
  return fates;
}

/** Retired annotations that the policy does not let through. */
export function refusedFates(fates: readonly Fate[], policy: RetiredPolicy): Fate[] {
  return fates.filter((fate) => fate.fate !== "restore" && !policy.includes(fate.fate));
}

async function retiredRows(session: Session, key: ExtensionKey, { incoming, live }: FateOptions) {
  const { table, column, references } = key;
  const title = live
    ? `(SELECT l.${references.title} FROM ${live}.${references.table} l WHERE l.${references.column} = t.${column})`
    : "NULL";
  const { rows } = await session.client.query<{ onet_key: string; title: string | null; dependents: number }>(
    `SELECT t.${column}::text AS onet_key, ${title} AS title, ${await dependentCount(session, key, "t")} AS dependents
     FROM public.${table} t
     WHERE NOT EXISTS (SELECT FROM ${incoming}.${references.table} r WHERE r.${references.column} = t.${column})
     ORDER BY 1`,
  );
  return rows;
}

async function chooseSuccessors(
  session: Session,
  key: ExtensionKey,
  options: FateOptions,
  retired: { onet_key: string; title: string | null; dependents: number }[],
): Promise<Fate[]> {
  const remembered = await rememberedFollows(session, key);
  const official = (code: string) =>
    options.crosswalk.get(code) ?? (remembered.has(code) ? [remembered.get(code)!] : []);
  const wanted = retired.flatMap((row) => official(row.onet_key));
  const valid = await keysIn(
    session,
    `${options.incoming}.${key.references.table}`,
    key.references.column,
    wanted,
  );
  const taken = await keysIn(session, `public.${key.table}`, key.column, wanted);
  const rivalsFor = (successor: string, code: string) =>
    retired
      .map((row) => row.onet_key)
      .filter((rival) => rival !== code && official(rival).length === 1 && official(rival)[0] === successor);
  return retired.map((row) => {
    const successors = official(row.onet_key);
    const candidates = successors.filter((code) => valid.has(code));
    const base = {
      table: key.table,
      onet_key: row.onet_key,
      title: row.title,
      candidates,
      dependents: row.dependents,
    };
    const keep = (reason: string): Fate => ({ ...base, fate: "keep", reason });
    if (successors.length === 0)
      return keep("no official successor is known; give the crosswalk with --crosswalk if there is one");
    if (successors.length > 1) return keep(`split into ${successors.length} successors`);
    if (candidates.length === 0) return keep(`its successor ${successors[0]} is not in this release`);
    const successor = candidates[0]!;
    if (taken.has(successor)) return keep(`its successor ${successor} has an annotation of its own`);
    const rivals = rivalsFor(successor, row.onet_key);
    if (rivals.length) return keep(`shares its successor ${successor} with ${rivals.join(", ")}`);
    return { ...base, fate: "follow", successor, reason: "exactly one official successor" };
  });
}

/** Where each code last moved to, so that going forward again needs no crosswalk. */
async function rememberedFollows(session: Session, key: ExtensionKey): Promise<Map<string, string>> {
  const { rows } = await session.client.query<{ from_key: string; to_key: string }>(
    `SELECT DISTINCT ON (from_key) from_key, to_key FROM public.followed_annotation WHERE table_name = $1 ORDER BY from_key, followed_id DESC`,
    [key.table],
  );
  return new Map(rows.map((row) => [row.from_key, row.to_key]));
}

/** Going back: annotations that the swap now undone moved return to the code they came from. */
async function followsToUndo(
  session: Session,
  key: ExtensionKey,
  { incoming, revert }: FateOptions,
): Promise<Fate[]> {
  if (!revert) return [];
  const { table, column, references } = key;
  const { rows } = await session.client.query<{
    onet_key: string;
    successor: string;
    title: string | null;
    dependents: number;
  }>(
    `SELECT f.to_key AS onet_key, f.from_key AS successor, r.${references.title} AS title, ${await dependentCount(session, key, "t")} AS dependents
     FROM public.followed_annotation f
     JOIN public.${table} t ON t.${column} = f.to_key
     JOIN ${incoming}.${references.table} r ON r.${references.column} = f.from_key
     WHERE f.table_name = $1 AND f.undone_by IS NULL
       AND f.followed_by = (SELECT swap_id FROM public.release_log ORDER BY swapped_at DESC LIMIT 1)
       AND NOT EXISTS (SELECT FROM public.${table} taken WHERE taken.${column} = f.from_key)
     ORDER BY 1`,
    [table],
  );
  return rows.map((row) => ({
    table,
    ...row,
    fate: "follow",
    candidates: [row.successor],
    reason: "returns to the code it came from",
  }));
}

async function restorable(
  session: Session,
  key: ExtensionKey,
  { incoming }: FateOptions,
  claimed: Set<string>,
): Promise<Fate[]> {
  const { table, column, references } = key;
  const { rows } = await session.client.query<{ onet_key: string; title: string; dependents: number }>(
    `SELECT a.onet_key, r.${references.title} AS title,
            (SELECT count(*)::int FROM public.retired_annotation c WHERE c.parent_id = a.retired_id) AS dependents
     FROM (SELECT DISTINCT ON (onet_key) * FROM public.retired_annotation
           WHERE table_name = $1 AND parent_id IS NULL AND restored_at IS NULL ORDER BY onet_key, retired_id DESC) a
     JOIN ${incoming}.${references.table} r ON r.${references.column} = a.onet_key
     WHERE NOT EXISTS (SELECT FROM public.${table} t WHERE t.${column} = a.onet_key)
     ORDER BY 1`,
    [table],
  );
  return rows
    .filter((row) => !claimed.has(row.onet_key))
    .map((row) => ({ table, ...row, fate: "restore", candidates: [], reason: "its code is valid again" }));
}

async function keysIn(
  session: Session,
  relation: string,
  column: string,
  keys: string[],
): Promise<Set<string>> {
  const { rows } = await session.client.query<{ key: string }>(
    `SELECT ${column}::text AS key FROM ${relation} WHERE ${column} = ANY ($1::text[]::character varying[])`,
    [keys],
  );
  return new Set(rows.map((row) => row.key));
}

/** An expression that counts the rows of other tables hanging on a row of the extension table. */
async function dependentCount(session: Session, key: ExtensionKey, alias: string): Promise<string> {
  const dependents = await dependentTables(session, key.table);
  const counts = dependents.map(
    ({ table, column }) =>
      `(SELECT count(*) FROM public.${table} d WHERE d.${column} = ${alias}.${key.column})`,
  );
  return `(${["0", ...counts].join(" + ")})::int`;
}

/** Tables with a foreign key onto an extension table's key. */
export async function dependentTables(
  session: Session,
  table: string,
): Promise<{ table: string; column: string }[]> {
  const { rows } = await session.client.query<{ table: string; column: string }>(
    `SELECT c.conrelid::regclass::text AS "table", a.attname AS "column"
     FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
     WHERE c.contype = 'f' AND c.confrelid = to_regclass($1) ORDER BY 1`,
    [`public.${table}`],
  );
  return rows.map((row) => ({ table: row.table.replace(/^public\./, ""), column: row.column }));
}
