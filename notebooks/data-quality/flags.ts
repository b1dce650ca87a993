import type { Row } from "../../sql/queries/suppressed-ratings.sql";

/** How much of what a source rated in a domain is flagged, in percent of its ratings. */
export interface Flags {
  /** "knowledge, Incumbent" */
  name: string;
  ratings: number;
  /** undefined where the source gives no flag at all: that is unknown, not zero */
  suppressed: number | undefined;
  notRelevant: number;
}

/** Those on one scale, which alone can be compared; the most suppressed first, unknown ones last. */
export function toFlags(rows: readonly Row[], scale: "IM" | "LV"): Flags[] {
  const found = rows
    .filter(({ scale_id }) => scale_id === scale)
    .map(
      (row): Flags => ({
        name: `${row.domain}, ${row.domain_source}`,
        ratings: row.ratings,
        suppressed: row.without_flag === row.ratings ? undefined : row.share_suppressed,
        notRelevant: (100 * row.irrelevant_ratings) / row.ratings,
      }),
    );
  return found.sort((a, b) => (b.suppressed ?? -1) - (a.suppressed ?? -1) || a.name.localeCompare(b.name));
}

/** The chart in a sentence or two. */
export function summarize(rows: readonly Row[], scale: "IM" | "LV"): string {
  const own = rows.filter(({ scale_id }) => scale_id === scale);
  const sum = (column: "ratings" | "suppressed_ratings" | "irrelevant_ratings" | "without_flag") =>
    own.reduce((total, row) => total + row[column], 0);
  const share = (count: number) =>
    `${count.toLocaleString("en")} (${((100 * count) / sum("ratings")).toFixed(1)} %)`;
  const notRelevant = sum("irrelevant_ratings");
  return [
    `Of ${sum("ratings").toLocaleString("en")} ratings ${share(sum("suppressed_ratings"))} are marked for suppression`,
    ...(notRelevant > 0 ? [`${share(notRelevant)} are marked not relevant`] : []),
    `${share(sum("without_flag"))} come without a word on their precision.`,
  ].join(", ");
}
