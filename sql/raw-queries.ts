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

const versions = z.record(z.string(), z.int()).nullable();
const countVersions = sql`(SELECT jsonb_object_agg(table_name, version) FROM public.table_version)`;

const editionRow = z.strictObject({
  tableoid: z.int(),
  release: z.string(),
  label: z.string(),
  synthetic: z.boolean(),
  load_id: z.guid(),
  versions,
});

/** The live release, its table's OID, and how often each table of `public` was written: one row. */
export const liveEdition: RawQuery<[], z.infer<typeof editionRow>> = {
  name: "live-edition",
  row: editionRow,
  build: () =>
    sql`SELECT tableoid, release, label, synthetic, load_id, ${countVersions} AS versions FROM onet.release`,
  example: [],
};
const glanceRow = z.strictObject({ tableoid: z.int().nullable(), versions });

/** The same without the release: its name is looked up at each execution, so it may be prepared. One row. */
export const editionGlance: RawQuery<[], z.infer<typeof glanceRow>> = {
  name: "edition-glance",
  row: glanceRow,
  build: () => sql`SELECT to_regclass('onet.release')::oid AS tableoid, ${countVersions} AS versions`,
  example: [],
};

const acceptedRow = z.strictObject({ accepted: z.array(z.string()) });

/** The queries and views that the administrator accepted as broken by the live release: at most one row. */
export const acceptedBroken: RawQuery<[], z.infer<typeof acceptedRow>> = {
  name: "accepted-broken",
  row: acceptedRow,
  build: () => sql`SELECT accepted FROM public.release_log ORDER BY release_log.swapped_at DESC LIMIT 1`,
  example: [],
};

/** Every one, for the tests and the gate. */
export const RAW_QUERIES: readonly RawQuery<readonly never[], object>[] = [
  releaseDetails,
  liveEdition,
  editionGlance,
  acceptedBroken,
];
