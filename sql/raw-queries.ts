import sql from "sql-template-tag";
import { z } from "zod";
import type { RawQuery } from "./raw-query.ts";

const time = z.iso.datetime({ offset: true });

const detailsRow = z.strictObject({
  source: z.string(),
  loaded_at: time,
  tables: z.int(),
  rows: z.int(),
  bridges: z.array(z.string()),
  missing: z.array(z.string()),
  warnings: z.array(z.string()),
  /** when it was put live, and the release that `revert` would put back */
  swapped_at: time.nullable(),
  previous: z.string().nullable(),
});
export type ReleaseDetails = z.infer<typeof detailsRow>;

/** What the overview says of the live release: one row. */
export const releaseDetails: RawQuery<[], ReleaseDetails> = {
  name: "release-details",
  row: detailsRow,
  build: () => sql`
    SELECT r.source, r.loaded_at, r.bridges, r.missing, r.warnings,
           (SELECT count(*) FROM jsonb_each(r.rows)) AS tables,
           coalesce((SELECT sum(value::bigint) FROM jsonb_each_text(r.rows)), 0)::bigint AS rows,
           l.swapped_at,
           CASE WHEN to_regnamespace('onet_old') IS NOT NULL THEN l.replaced END AS previous
    FROM onet.release r
    LEFT JOIN (SELECT swapped_at, replaced FROM public.release_log ORDER BY release_log.swapped_at DESC LIMIT 1) l ON true`,
  example: [],
};

/** How often each table of `public` was written. */
export const tableVersions: RawQuery<[], { table_name: string; version: number }> = {
  name: "table-versions",
  row: z.strictObject({ table_name: z.string(), version: z.int() }),
  build: () => sql`SELECT table_name, version FROM public.table_version`,
  example: [],
};

/** Every one, for the tests and the gate. */
export const RAW_QUERIES: readonly RawQuery<readonly never[], object>[] = [releaseDetails, tableVersions];
