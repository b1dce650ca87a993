import { LoadError } from "./errors.ts";
import {
  columnNameOf,
  expectedTables,
  type ForeignKey,
  isPublished,
  type OfficialColumn,
  type OfficialTable,
  officialTables,
  tableNameOf,
  vocabularyOf,
} from "./official-schema.ts";
import { dataFiles, type ReleaseIdentity } from "./release.ts";
import { type RowPlan, readHeader } from "./rows.ts";
import type { ReleaseFile, ReleaseSource } from "./source.ts";

export interface StagedColumn {
  column: string;
  type: string;
  nullable: boolean;
  comment: string | undefined;
  /** a bridge column: the same values under the other vocabulary's name */
  generatedFrom?: string;
  /** not in O*NET's schema as we know it: loaded as text, then typed from its content */
  unknown?: true;
}

/** A table as it will be staged: from which file, with which columns and keys. */
export interface StagedTable {
  table: string;
  file: ReleaseFile;
  rows: RowPlan;
  columns: StagedColumn[];
  primaryKey: string[] | undefined;
  naturalKey: string[] | undefined;
  foreignKeys: ForeignKey[];
  indexes: string[][];
  comment: string;
}

export interface TablePlan {
  tables: StagedTable[];
  /** official tables that a release of this number should hold and this one lacks */
  missing: string[];
  warnings: string[];
}

/** Columns that one table of the same name has under another name in the other vocabulary (facts: tasks_to_dwas). */
const BRIDGE_COLUMNS: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  tasks_to_dwas: [["dwa_id", "dwa_element_id"]],
};

/**
 * Matches a release's files and headers with O*NET's schema. Files and columns that the schema does not know are loaded
 * too, with a warning. Errors: LoadError (2) for missing tables or columns unless `allowMissing`.
 */
export async function planTables(
  source: ReleaseSource,
  identity: ReleaseIdentity,
  allowMissing: boolean,
): Promise<TablePlan> {
  const vocabulary = vocabularyOf(identity.release);
  const official = new Map(officialTables(vocabulary).map((table) => [table.table, table]));
  const plan: TablePlan = { tables: [], missing: [], warnings: [] };
  const lacking: string[] = [];
  for (const file of dataFiles(source)) {
    const table = tableNameOf(file.name, vocabulary);
    const twin = plan.tables.find((planned) => planned.table === table);
    if (twin)
      throw new LoadError(`${file.name} and ${twin.file.name} are both table ${table}; remove one of them`, {
        exitCode: 2,
        file: file.name,
      });
    const header = await readHeader(file, identity.format);
    const known = official.get(table);
    if (!known)
      plan.warnings.push(
        `${file.name} is not in O*NET's schema as known here: loaded as table ${table}, typed from its content`,
      );
    plan.tables.push(
      known
        ? knownTable(known, file, header, identity, lacking, plan.warnings)
        : unknownTable(table, file, header, identity, official),
    );
  }
  const present = new Set(plan.tables.map(({ table }) => table));
  plan.missing = expectedTables(identity.release)
    .map(({ table }) => table)
    .filter((table) => !present.has(table));
  for (const needed of ["occupation_data", "content_model_reference", "scales_reference"]) {
    if (!present.has(needed))
      throw new LoadError(
        `the release has no table ${needed}, which every other table refers to; it can't be loaded`,
        { exitCode: 2 },
      );
  }
  refuseMissing(plan, lacking, identity, allowMissing);
  for (const table of plan.tables) {
    const absent = table.foreignKeys.filter((key) => !present.has(key.table));
    for (const key of absent)
      plan.warnings.push(
        `${table.table}(${key.columns.join(", ")}) refers to ${key.table}, which this release lacks: no foreign key`,
      );
    table.foreignKeys = table.foreignKeys.filter((key) => present.has(key.table));
  }
  return plan;
}

function refuseMissing(
  plan: TablePlan,
  lacking: string[],
  identity: ReleaseIdentity,
  allowMissing: boolean,
): void {
  const absent = [...plan.missing.map((table) => `table ${table}`), ...lacking];
  if (!absent.length) return;
  if (!allowMissing) {
    throw new LoadError(
      `release ${identity.release} lacks ${absent.length} of what O*NET publishes: ${absent.join(", ")}.\nIf that is meant, load it with --allow-missing; the queries and views that need them are then named`,
      { exitCode: 2 },
    );
  }
  plan.warnings.push(`missing, as allowed: ${absent.join(", ")}`);
}

function knownTable(
  official: OfficialTable,
  file: ReleaseFile,
  header: string[],
  identity: ReleaseIdentity,
  lacking: string[],
  warnings: string[],
): StagedTable {
  const byName = new Map(official.columns.map((column) => [column.column, column]));
  const dropped = new Set(official.droppedHeaders.map((name) => name.toLowerCase()));
  const extra: StagedColumn[] = [];
  const fields = header.map((name) => {
    if (dropped.has(name.trim().toLowerCase())) return { header: name, column: null, kind: "text" as const };
    const column = byName.get(columnNameOf(name));
    if (column) return { header: name, column: column.column, ...reading(column, official.table) };
    const added = {
      column: columnNameOf(name),
      type: "text",
      nullable: true,
      comment: `Not in O*NET's schema as known here; header "${name}".`,
      unknown: true as const,
    };
    extra.push(added);
    warnings.push(
      `${file.name}: column "${name}" is not in O*NET's schema as known here: loaded as ${official.table}.${added.column}`,
    );
    return { header: name, column: added.column, kind: "text" as const };
  });
  refuseRepeated(file, fields);
  const present = new Set(fields.map((field) => field.column));
  const columns: StagedColumn[] = official.columns.flatMap((column): StagedColumn[] => {
    if (present.has(column.column)) return [staged(column)];
    const published = isPublished(column, identity.release);
    const ended = column.until !== undefined && !published;
    if (ended) return [];
    if (published) lacking.push(`column "${column.header}" of ${file.name}`);
    // The column stays, empty, so that queries in today's words run on a release from before it was published.
    return [
      {
        ...staged(column),
        nullable: true,
        comment: `Not published in release ${identity.release}: always NULL.`,
      },
    ];
  });
  const has = (names: string[]) => names.every((name) => present.has(name));
  const foreignKeys = official.foreignKeys.filter((key) => has(key.columns));
  return {
    table: official.table,
    file,
    rows: { file: file.name, format: identity.format, fields },
    columns: [...columns, ...bridgeColumns(official.table, columns), ...extra],
    primaryKey: keyOrUndefined(official.primaryKey, has),
    naturalKey: keyOrUndefined(official.naturalKey, has),
    foreignKeys,
    indexes: official.indexes.filter(has),
    comment: official.comment,
  };
}

/** A table of a later release: columns by the headers that O*NET uses throughout, everything else typed from content. */
function unknownTable(
  table: string,
  file: ReleaseFile,
  header: string[],
  identity: ReleaseIdentity,
  official: Map<string, OfficialTable>,
): StagedTable {
  const common = ["abilities", "task_ratings", "occupation_data"].flatMap(
    (name) => official.get(name)?.columns ?? [],
  );
  const familiar = new Map(
    common
      .filter(({ column }) =>
        /^(onetsoc_code|element_id|scale_id|data_value|n|standard_error|lower_ci_bound|upper_ci_bound|recommend_suppress|not_relevant|date_updated|domain_source|task_id)$/.test(
          column,
        ),
      )
      .map((column) => [column.column, column]),
  );
  const columns: StagedColumn[] = [];
  const fields = header.map((name) => {
    const column = columnNameOf(name);
    const known = familiar.get(column);
    columns.push(
      known
        ? { ...staged(known), nullable: true }
        : { column, type: "text", nullable: true, comment: undefined, unknown: true },
    );
    return { header: name, column, kind: known ? reading(known, table).kind : ("text" as const) };
  });
  refuseRepeated(file, fields);
  const names = new Set(columns.map(({ column }) => column));
  const references = [
    ["onetsoc_code", "occupation_data"],
    ["element_id", "content_model_reference"],
    ["scale_id", "scales_reference"],
  ] as const;
  const foreignKeys = references
    .filter(([column]) => names.has(column))
    .map(([column, target]) => ({ columns: [column], table: target, references: [column] }));
  const indexes = ["onetsoc_code", "element_id"]
    .filter((column) => names.has(column))
    .map((column) => [column]);
  const comment = `Published by release ${identity.release} as ${file.name}; not in O*NET's schema as known here.`;
  return {
    table,
    file,
    rows: { file: file.name, format: identity.format, fields },
    columns,
    primaryKey: undefined,
    naturalKey: undefined,
    foreignKeys,
    indexes,
    comment,
  };
}

function staged(column: OfficialColumn): StagedColumn {
  return { column: column.column, type: column.type, nullable: column.nullable, comment: column.comment };
}

function reading({ column, type }: OfficialColumn, table: string) {
  if (type === "date") return { kind: "date" as const };
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

function keyOrUndefined(key: string[] | undefined, has: (names: string[]) => boolean): string[] | undefined {
  return key && has(key) ? key : undefined;
}

function refuseRepeated(file: ReleaseFile, fields: { header: string; column: string | null }[]): void {
  fields.forEach(({ header, column }, i) => {
    const first = fields.findIndex((field) => field.column === column);
    if (column === "" || header.trim() === "")
      throw new LoadError(`${file.name}: line 1: column ${i + 1} has no header`, {
        exitCode: 2,
        file: file.name,
        line: 1,
      });
    if (column !== null && first < i) {
      throw new LoadError(
        `${file.name}: line 1: headers "${fields[first]!.header}" and "${header}" are both column ${column}`,
        { exitCode: 2, file: file.name, line: 1, column: header },
      );
    }
  });
}
