import { randomUUID } from "node:crypto";
import { EXTENSION_KEYS } from "./extension-keys.ts";
import { dependentTables, type Fate } from "./fates.ts";
import type { Session } from "./session.ts";

/**
 * Carries out the fates inside the swap's transaction: moves rows to their successor, takes rows with what hangs on
 * them into retired_annotation, and puts rows back whose code is valid again. Row locks only; the constraints of
 * schema public hold at the end or the swap does not happen. `swapId` is null where a repair, not a swap, moves rows.
 */
export async function moveAnnotations(
  session: Session,
  fates: readonly Fate[],
  swapId: string | null,
): Promise<void> {
  // The triggers on the annotation tables let keys change and rows go only where this is set, and record it.
  await session.client.query(
    "SELECT set_config('app.swap_id', $1, true), set_config('app.actor', 'release swap', true)",
    [swapId ?? randomUUID()],
  );
  for (const fate of fates) {
    const key = EXTENSION_KEYS.find(({ table }) => table === fate.table)!;
    if (fate.fate === "keep") await keepForReview(session, fate, key.column, swapId);
    else if (fate.fate === "restore") await restore(session, fate, swapId);
    else await follow(session, fate, key.column, swapId);
  }
}

async function follow(session: Session, fate: Fate, column: string, swapId: string | null): Promise<void> {
  const { client } = session;
  await client.query(`UPDATE public.${fate.table} SET ${column} = $2 WHERE ${column} = $1`, [
    fate.onet_key,
    fate.successor,
  ]);
  const undone = await client.query(
    `UPDATE public.followed_annotation SET undone_by = $4
     WHERE table_name = $1 AND to_key = $2 AND from_key = $3 AND undone_by IS NULL`,
    [fate.table, fate.onet_key, fate.successor, swapId],
  );
  if (undone.rowCount) return;
  await client.query(
    "INSERT INTO public.followed_annotation (table_name, from_key, to_key, followed_by) VALUES ($1, $2, $3, $4)",
    [fate.table, fate.onet_key, fate.successor, swapId],
  );
}

async function keepForReview(
  session: Session,
  fate: Fate,
  column: string,
  swapId: string | null,
): Promise<void> {
  const { client } = session;
  const retire = async (table: string, keyColumn: string, parent: string | null) => {
    const { rows } = await client.query<{ retired_id: string }>(
      `WITH gone AS (DELETE FROM public.${table} t WHERE t.${keyColumn} = $1 RETURNING to_jsonb(t) AS row)
       INSERT INTO public.retired_annotation (parent_id, table_name, row_key, onet_key, row, candidates, reason, retired_by)
       SELECT $2, $3, (SELECT jsonb_object_agg(k.column_name, gone.row -> k.column_name) FROM unnest($4::text[]) k (column_name)),
              $1, gone.row, $5, $6, $7 FROM gone
       RETURNING retired_id`,
      [fate.onet_key, parent, table, await primaryKey(session, table), fate.candidates, fate.reason, swapId],
    );
    return rows[0]?.retired_id ?? null;
  };
  // What hangs on the row is deleted first and, since it names its parent, linked to it afterwards.
  const dependents = await dependentTables(session, fate.table);
  for (const dependent of dependents) await retire(dependent.table, dependent.column, null);
  const parent = await retire(fate.table, column, null);
  await client.query(
    `UPDATE public.retired_annotation SET parent_id = $1
     WHERE restored_at IS NULL AND parent_id IS NULL AND onet_key = $2 AND table_name = ANY ($3)`,
    [parent, fate.onet_key, dependents.map(({ table }) => table)],
  );
}

async function restore(session: Session, fate: Fate, swapId: string | null): Promise<void> {
  const { rows } = await session.client.query<{ retired_id: string; table_name: string }>(
    `SELECT retired_id, table_name FROM public.retired_annotation a, LATERAL (
       SELECT max(retired_id) AS latest FROM public.retired_annotation
       WHERE table_name = $1 AND onet_key = $2 AND parent_id IS NULL AND restored_at IS NULL) p
     WHERE coalesce(a.parent_id, a.retired_id) = p.latest
     ORDER BY a.parent_id NULLS FIRST, a.retired_id`,
    [fate.table, fate.onet_key],
  );
  for (const row of rows) {
    await session.client.query(
      `INSERT INTO public.${row.table_name} SELECT (jsonb_populate_record(NULL::public.${row.table_name}, row)).*
       FROM public.retired_annotation WHERE retired_id = $1`,
      [row.retired_id],
    );
  }
  await session.client.query(
    "UPDATE public.retired_annotation SET restored_by = $2, restored_at = clock_timestamp() WHERE retired_id = ANY ($1)",
    [rows.map((row) => row.retired_id), swapId],
  );
}

async function primaryKey(session: Session, table: string): Promise<string[]> {
  const { rows } = await session.client.query<{ column: string }>(
    `SELECT a.attname AS column FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
     WHERE i.indrelid = to_regclass($1) AND i.indisprimary ORDER BY a.attnum`,
    [`public.${table}`],
  );
  return rows.map((row) => row.column);
}

/** Counts per table for the log and the report: { occupation: { followed: 3, kept: 1, restored: 0 } }. */
export function countFates(
  fates: readonly Fate[],
): Record<string, { followed: number; kept: number; restored: number }> {
  return Object.fromEntries(
    EXTENSION_KEYS.map(({ table }) => {
      const of = (fate: Fate["fate"]) => fates.filter((f) => f.table === table && f.fate === fate).length;
      return [table, { followed: of("follow"), kept: of("keep"), restored: of("restore") }];
    }),
  );
}
