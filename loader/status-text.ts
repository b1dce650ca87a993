import type { ReleaseRow } from "./plan.ts";
import type { Status } from "./status.ts";

/** The status as text for a person. */
export function statusText({ live, staged, previous, loading, keys, under_review, log }: Status): string {
  const line = (name: string, row: ReleaseRow | null, none: string) =>
    `${name.padEnd(10)} ${row ? `${row.release} (${row.label}) from ${row.source}, ${total(row)} rows, loaded ${row.loaded_at.slice(0, 16)}` : none}`;
  const key = (k: Status["keys"][number]) => `${k.table} → ${k.into}${k.validated ? "" : " (not validated)"}`;
  return [
    line("live", live, "nothing yet: npm run onet -- load SOURCE"),
    line("staged", staged, "nothing"),
    line("previous", previous, "none: nothing to revert to"),
    `${"keys".padEnd(10)} ${keys.map(key).join(", ") || "none (no release is live)"}`,
    `${"review".padEnd(10)} ${under_review.map(({ table, rows }) => `${rows} of ${table}`).join(", ") || "no annotation is waiting"}`,
    ...(loading ? ["a loader is at work right now"] : []),
    ...log.map(
      (swap) =>
        `${swap.swapped_at.slice(0, 16)}  ${swap.action} ${swap.release}${swap.replaced ? ` in place of ${swap.replaced}` : ""} by ${swap.swapped_by}`,
    ),
  ].join("\n");
}

function total({ rows }: ReleaseRow): string {
  return Object.values(rows)
    .reduce((sum, count) => sum + count, 0)
    .toLocaleString("en");
}
