import { columnNameOf, isPublished, type OfficialColumn, type OfficialTable } from "./official-schema.ts";
import type { ReleaseIdentity } from "./release.ts";
import type { ReleaseFile } from "./source.ts";
import type { StagedColumn, StagedTable } from "./tables.ts";

/** A table or column that the release should have. */
export interface Lacking {
  what: string;
  file: string;
  /** header, where it is a column that is lacking */
  column?: string;
  /** headers of the file that the schema does not know: one of them may be the column renamed */
  instead?: string[];
}

/** Columns that one table of the same name has under another name in the other vocabulary (facts: tasks_to_dwas). */
const BRIDGE_COLUMNS: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  tasks_to_dwas: [["dwa_id", "dwa_element_id"]],
};

/** Plans a table that O*NET's schema describes; adds to `lacking` and `warnings` what the file has less or more. */
export function knownTable(
  official: OfficialTable,
  file: ReleaseFile,
  header: string[],
  identity: ReleaseIdentity,
  lacking: Lacking[],
  warnings: string[],
): StagedTable {
  const byName = new Map(official.columns.map((column) => [column.column, column]));
  const dropped = new Set(official.droppedHeaders.map((name) => name.toLowerCase()));
  const extra: StagedColumn[] = [];
  const unknownHeaders: string[] = [];
  const fields = header.map((name) => {
    if (dropped.has(name.trim().toLowerCase())) return { header: name, column: null, kind: "text" as const };
    const column = byName.get(columnNameOf(name));
    if (column) return { header: name, column: column.column, ...reading(column, official.table) };
    const added = unknownColumn(name);
    extra.push(added);
    unknownHeaders.push(name);
    warnings.push(
      `${file.name}: column "${name}" is not in O*NET's schema as known here: loaded as ${official.table}.${added.column}`,
    );
    return { header: name, column: added.column, kind: "text" as const };
  });
  const present = new Set<string | null>(fields.map((field) => field.column));
  const columns: StagedColumn[] = official.columns.flatMap((column): StagedColumn[] => {
    if (present.has(column.column)) return [staged(column)];
    const published = isPublished(column, identity.release);
    const ended = column.until !== undefined && !published;
    if (ended) return [];
    if (published)
      lacking.push({
        what: `column "${column.header}"`,
        file: file.name,
        column: column.header,
        instead: unknownHeaders,
      });
    // The column stays, empty, so that queries in today's words run on a release from before it was published.
    const why = published ? `Missing from ${file.name} of` : "Not published in";
    return [
      { ...staged(column), nullable: true, comment: `${why} release ${identity.release}: always NULL.` },
    ];
  });
  const has = (names: string[]) => names.every((name) => present.has(name));
  return {
    table: official.table,
    file,
    rows: { file: file.name, format: identity.format, fields },
    columns: [...columns, ...bridgeColumns(official.table, columns), ...extra],
    primaryKey: official.primaryKey && has(official.primaryKey) ? official.primaryKey : undefined,
    naturalKey: official.naturalKey && has(official.naturalKey) ? official.naturalKey : undefined,
    foreignKeys: official.foreignKeys.filter((key) => has(key.columns)),
    indexes: official.indexes.filter(has),
    comment: official.comment,
  };
}

function unknownColumn(header: string): StagedColumn {
  return {
    column: columnNameOf(header),
    type: "text",
    nullable: true,
    comment: `Not in O*NET's schema as known here; header "${header}".`,
    unknown: true,
  };
}

function staged({ column, type, nullable, comment }: OfficialColumn): StagedColumn {
  return { column, type, nullable, comment };
}

function reading({ column, type }: OfficialColumn, table: string) {
  if (type === "date") return { kind: "date" as const };
  const numeric = /^numeric\(\d+,(\d+)\)$/.exec(type);
  if (numeric) return { kind: "number" as const, decimals: Number(numeric[1]) };
  if (!type.startsWith("character varying")) return { kind: "other" as const };
  // NOT NULL by O*NET's own DDL, and empty in 2,419 rows of 30.3.
  return table === "content_model_reference" && column === "description"
    ? { kind: "text" as const, emptyIsText: true }
    : { kind: "text" as const };
}

function bridgeColumns(table: string, columns: readonly StagedColumn[]): StagedColumn[] {
  return (BRIDGE_COLUMNS[table] ?? []).flatMap(([old, current]): StagedColumn[] => {
    const source = columns.find(({ column }) => column === old || column === current);
    if (!source) return [];
    const name = source.column === old ? current : old;
    return [
      {
        ...source,
        column: name,
        generatedFrom: source.column,
        comment: `Bridge: ${source.column} under the name of ${name === current ? "release 30.3 and later" : "releases to 30.2"}.`,
      },
    ];
  });
}
