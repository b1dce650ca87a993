import { decideFates, type Fate, type FateOptions } from "./fates.ts";
import type { Session } from "./session.ts";

/** A release as its one-row table describes it. */
export interface ReleaseRow {
  release: string;
  label: string;
  source: string;
  sha256: string;
  format: string;
  synthetic: boolean;
  load_id: string;
  loaded_at: string;
  rows: Record<string, number>;
  bridges: string[];
  missing: string[];
  warnings: string[];
}

interface Named {
  key: string;
  title: string;
}

interface Changes {
  added: Named[];
  retired: Named[];
  renamed: (Named & { before: string })[];
}

/** How the values of one table of ratings moved. */
export interface RatingChange {
  table: string;
  /** ratings that both releases have */
  compared: number;
  added: number;
  removed: number;
  moved: number;
  mean_change: number;
  largest_change: number;
}

export type TableRows = number | "bridge" | null;

/** What a swap would change. Data, for the page and the command line alike. */
export interface Plan {
  live: ReleaseRow | null;
  incoming: ReleaseRow;
  occupations: Changes;
  elements: Changes;
  /** rows before and after; null: not published, "bridge": there as a view under that name */
  tables: { table: string; before: TableRows; after: TableRows }[];
  ratings: RatingChange[];
  annotations: Fate[];
}

/** Compares the incoming release with the live one. Reads only. */
export async function makePlan(session: Session, options: FateOptions): Promise<Plan> {
  const { incoming } = options;
  const live = await releaseRow(session, "onet");
  const next = await releaseRow(session, incoming);
  if (!next) throw new Error(`schema ${incoming} holds no release`);
  const tables = [...new Set([...Object.keys(live?.rows ?? {}), ...Object.keys(next.rows)])].sort();
  return {
    live,
    incoming: next,
    occupations: await changes(session, Boolean(live), incoming, "occupation_data", "onetsoc_code", "title"),
    elements: await changes(
      session,
      Boolean(live),
      incoming,
      "content_model_reference",
      "element_id",
      "element_name",
    ),
    tables: tables.map((table) => ({ table, before: rowsOf(live, table), after: rowsOf(next, table) })),
    // Against invented numbers every rating would have moved.
    ratings: live && !live.synthetic ? await ratingChanges(session, incoming) : [],
    annotations: await decideFates(session, options),
  };
}

function rowsOf(release: ReleaseRow | null, table: string): TableRows {
  return release?.rows[table] ?? (release?.bridges.includes(table) ? "bridge" : null);
}

/** The release in a schema, or null where there is none. */
export async function releaseRow(session: Session, schema: string): Promise<ReleaseRow | null> {
  const { rows: found } = await session.client.query<{ table: string | null }>(
    "SELECT to_regclass($1) AS table",
    [`${schema}.release`],
  );
  if (!found[0]?.table) return null;
  const { rows } = await session.client.query<ReleaseRow>(
    `SELECT release, label, source, sha256, format, synthetic, load_id, loaded_at::text AS loaded_at, rows, bridges, missing, warnings FROM ${schema}.release`,
  );
  return rows[0] ?? null;
}

async function changes(
  session: Session,
  live: boolean,
  incoming: string,
  table: string,
  key: string,
  title: string,
): Promise<Changes> {
  if (!live) return { added: [], retired: [], renamed: [] };
  const { rows } = await session.client.query<{ key: string; before: string | null; after: string | null }>(
    `SELECT coalesce(a.${key}, b.${key})::text AS key, a.${title} AS before, b.${title} AS after
     FROM onet.${table} a FULL JOIN ${incoming}.${table} b ON a.${key} = b.${key}
     WHERE a.${title} IS DISTINCT FROM b.${title} ORDER BY 1`,
  );
  return {
    added: rows
      .filter(({ before }) => before === null)
      .map(({ key: code, after }) => ({ key: code, title: after! })),
    retired: rows
      .filter(({ after }) => after === null)
      .map(({ key: code, before }) => ({ key: code, title: before! })),
    renamed: rows
      .filter(({ before, after }) => before !== null && after !== null)
      .map(({ key: code, before, after }) => ({ key: code, before: before!, title: after! })),
  };
}

/** The columns that identify a rating, in order; a table is compared by those that it has in both releases. */
const RATING_KEY = ["onetsoc_code", "task_id", "element_id", "scale_id", "category"];

/**
 * Compares data_value, published with two decimals in every release. The statistics beside it went from two to four
 * decimals in 28.2, so that comparing whole rows across it would show nearly everything as changed.
 */
async function ratingChanges(session: Session, incoming: string): Promise<RatingChange[]> {
  const { client } = session;
  const { rows: tables } = await client.query<{ table: string; columns: string[] }>(
    `SELECT c.relname AS table, array_agg(a.attname::text) AS columns
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
     WHERE c.relnamespace = to_regnamespace($1) AND a.attname = ANY ($2)
       AND c.relkind = 'r'
     GROUP BY c.relname HAVING bool_or(a.attname = 'data_value') ORDER BY c.relname`,
    [incoming, [...RATING_KEY, "data_value"]],
  );
  const changed: RatingChange[] = [];
  for (const { table, columns } of tables) {
    const { rows: same } = await client.query<{ columns: string[] }>(
      `SELECT array_agg(attname::text) AS columns FROM pg_attribute WHERE attrelid = to_regclass($1) AND attname = ANY ($2)`,
      [`onet.${table}`, columns],
    );
    if (!same[0]?.columns?.includes("data_value")) continue;
    const key = RATING_KEY.filter((column) => columns.includes(column) && same[0]!.columns.includes(column));
    // category is NULL for means; -1 lets it take part in a hash join.
    const expression = (column: string) =>
      column === "category" ? "coalesce(category, -1) AS category" : column;
    const { rows } = await client.query<Omit<RatingChange, "table">>(
      `SELECT count(*) FILTER (WHERE a.v IS NOT NULL AND b.v IS NOT NULL)::int AS compared,
              count(*) FILTER (WHERE a.v IS NULL)::int AS added, count(*) FILTER (WHERE b.v IS NULL)::int AS removed,
              count(*) FILTER (WHERE a.v <> b.v)::int AS moved,
              coalesce(avg(abs(a.v - b.v)) FILTER (WHERE a.v <> b.v), 0)::float8 AS mean_change,
              coalesce(max(abs(a.v - b.v)), 0)::float8 AS largest_change
       FROM (SELECT ${key.map(expression).join(", ")}, data_value AS v FROM onet.${table}) a
       FULL JOIN (SELECT ${key.map(expression).join(", ")}, data_value AS v FROM ${incoming}.${table}) b USING (${key.join(", ")})`,
    );
    changed.push({ table, ...rows[0]! });
  }
  return changed;
}
