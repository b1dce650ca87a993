import { newTables } from "./official-tables-new.ts";
import { oldTables } from "./official-tables-old.ts";

export { columnNameOf, tableNameOf } from "./official-names.ts";

/** O*NET renamed or split most tables at 30.3: "old" up to 30.2, "new" since. */
export type Vocabulary = "old" | "new";

/** First and last release that publishes a table or column, where known to differ from its vocabulary's range. */
export interface Published {
  since?: string;
  until?: string;
}

export interface OfficialColumn extends Published {
  /** As in the header line: "O*NET-SOC Code". */
  header: string;
  column: string;
  /** As Postgres' format_type prints it: "character varying(20)", "numeric(5,2)". */
  type: string;
  nullable: boolean;
  comment?: string;
  /** Header of the readable name that the file repeats right after this id; the SQL schema drops it. */
  nameHeader?: string;
}

export interface ForeignKey {
  columns: string[];
  table: string;
  references: string[];
}

export interface OfficialTable extends Published {
  table: string;
  /** File name without extension: "Work Context" (old), "work_context" (new). */
  file: string;
  /** In official order. */
  columns: OfficialColumn[];
  /** Headers that have no column, because reference tables hold the same text. */
  droppedHeaders: string[];
  /** Only where O*NET declares one. */
  primaryKey?: string[];
  /** Unique in every file seen, NULLs counted as equal, though not declared by O*NET. */
  naturalKey?: string[];
  foreignKeys: ForeignKey[];
  /** What queries need beyond the keys; each costs load time. */
  indexes: string[][];
  comment: string;
}

/** The number in the synthetic demonstration release's Read Me; O*NET's own begin at 1. */
export const DEMONSTRATION_RELEASE = "0.1";

/** "30.2" → "old", "30.3" → "new"; the demonstration release is "new". */
export function vocabularyOf(release: string): Vocabulary {
  return release === DEMONSTRATION_RELEASE || compareReleases(release, "30.3") >= 0 ? "new" : "old";
}

/** All tables of a vocabulary, in an order that satisfies foreign keys. */
export function officialTables(vocabulary: Vocabulary): readonly OfficialTable[] {
  return vocabulary === "new" ? newTables : oldTables;
}

/**
 * Tables that a release of that number publishes: one that is missing is an error. It may hold more of
 * `officialTables`. Their foreign keys may lead to a table that the release lacks: 30.1 has
 * technology_skills without unspsc_reference.
 */
export function expectedTables(release: string): readonly OfficialTable[] {
  return officialTables(vocabularyOf(release)).filter((table) => isPublished(table, release));
}

/** Whether a release publishes this table or column, as far as known. */
export function isPublished({ since, until }: Published, release: string): boolean {
  return (
    (since === undefined || compareReleases(release, since) >= 0) &&
    (until === undefined || compareReleases(release, until) <= 0)
  );
}

/** The header line of a table's file in a release, in file order, dropped headers included. */
export function fileHeaders(table: OfficialTable, release: string): string[] {
  return table.columns
    .filter((column) => isPublished(column, release))
    .flatMap(({ header, nameHeader }) => (nameHeader ? [header, nameHeader] : [header]));
}

/** Orders release numbers by their parts: "9.0" < "30.2" < "30.10". A part that is no number ("23.x") counts as 0. */
export function compareReleases(a: string, b: string): number {
  const [left, right] = [a, b].map((release) =>
    release.split(".").map((part) => Number.parseInt(part, 10) || 0),
  );
  const length = Math.max(left!.length, right!.length);
  for (let i = 0; i < length; i++) {
    const difference = (left![i] ?? 0) - (right![i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
