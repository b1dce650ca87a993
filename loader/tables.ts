import { LoadError } from "./errors.ts";
import { knownTable, type Lacking } from "./known-table.ts";
import {
  expectedTables,
  type ForeignKey,
  officialTables,
  tableNameOf,
  vocabularyOf,
} from "./official-schema.ts";
import { dataFiles, type ReleaseIdentity } from "./release.ts";
import { type RowPlan, readHeader } from "./rows.ts";
import type { ReleaseFile, ReleaseSource } from "./source.ts";
import { unknownTable } from "./unknown-table.ts";

export interface StagedColumn {
  column: string;
  type: string;
  nullable: boolean;
  comment: string | undefined;
  /** a bridge column: the same values under the other vocabulary's name */
  generatedFrom?: string;
  /** not in O*NET's schema as we know it: typed from its content */
  unknown?: true;
  /** of an unknown column: the type that O*NET gives to columns of this name in other tables */
  familiarType?: string;
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
  /** not in O*NET's schema as we know it */
  unknown?: true;
}

export interface TablePlan {
  tables: StagedTable[];
  /** official tables that a release of this number should hold and this one lacks */
  missing: string[];
  warnings: string[];
}

/** What every other table, and every annotation, refers to. */
const INDISPENSABLE = ["occupation_data", "content_model_reference", "scales_reference"];

/** The loader's own table beside the release's. */
const OWN_TABLE = "release";

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
  const lacking: Lacking[] = [];
  for (const file of dataFiles(source)) {
    const table = tableNameOf(file.name, vocabulary);
    refuseTaken(table, file, plan);
    const header = await readHeader(file, identity.format);
    const known = official.get(table);
    if (!known)
      plan.warnings.push(
        `${file.name} is not in O*NET's schema as known here: loaded as table ${table}, typed from its content`,
      );
    const planned = known
      ? knownTable(known, file, header, identity, lacking, plan.warnings)
      : unknownTable(table, file, header, identity, official);
    refuseRepeated(file, planned.rows.fields);
    plan.tables.push(planned);
  }
  const present = new Set(plan.tables.map(({ table }) => table));
  const absent = expectedTables(identity.release).filter(({ table }) => !present.has(table));
  plan.missing = absent.map(({ table }) => table);
  const extension = identity.format === "csv" ? ".csv" : ".txt";
  const tables = absent.map(({ table, file }) => ({ what: `table ${table}`, file: `${file}${extension}` }));
  refuseMissing(plan, [...tables, ...lacking], identity, allowMissing);
  refuseIndispensable(plan);
  leaveOutForeignKeys(plan);
  return plan;
}

function refuseTaken(table: string, file: ReleaseFile, plan: TablePlan): void {
  const twin = plan.tables.find((planned) => planned.table === table);
  if (!twin && table !== OWN_TABLE) return;
  const problem = twin
    ? `${file.name} and ${twin.file.name} are both table ${table}; remove one of them`
    : `${file.name} would be table ${table}, which the loader makes itself; remove the file`;
  throw new LoadError(problem, { exitCode: 2, file: file.name });
}

function refuseMissing(
  plan: TablePlan,
  lacking: Lacking[],
  identity: ReleaseIdentity,
  allowMissing: boolean,
): void {
  const [first, another] = lacking;
  if (!first) return;
  const names = lacking.map(({ what, file, instead = [] }) => {
    const unknown = instead.map((header) => `"${header}"`).join(", ");
    return `${what} (${file}${unknown && `, which has instead, unknown here: ${unknown}`})`;
  });
  if (!allowMissing) {
    throw new LoadError(
      `release ${identity.release} lacks ${lacking.length} of what O*NET publishes: ${names.join(", ")}.\nIf that is meant, load it with --allow-missing; the queries and views that need them are then named`,
      {
        exitCode: 2,
        ...(another ? {} : { file: first.file, ...(first.column && { line: 1, column: first.column }) }),
      },
    );
  }
  plan.warnings.push(`missing, as allowed: ${names.join(", ")}`);
}

/** Not even --allow-missing does without these. */
function refuseIndispensable(plan: TablePlan): void {
  for (const needed of INDISPENSABLE) {
    const table = plan.tables.find((planned) => planned.table === needed);
    if (table?.primaryKey) continue;
    throw new LoadError(
      `the release has no table ${needed}${table ? " with its key" : ""}, which every other table refers to; it can't be loaded`,
      { exitCode: 2, ...(table && { file: table.file.name, line: 1 }) },
    );
  }
}

function leaveOutForeignKeys(plan: TablePlan): void {
  const keys = new Map(plan.tables.map(({ table, primaryKey }) => [table, primaryKey?.join()]));
  for (const table of plan.tables) {
    table.foreignKeys = table.foreignKeys.filter((key) => {
      const leads = keys.get(key.table) === key.references.join();
      if (!leads)
        plan.warnings.push(
          `${table.table}(${key.columns.join(", ")}) refers to ${key.table}(${key.references.join(", ")}), which this release lacks: no foreign key`,
        );
      return leads;
    });
  }
}

function refuseRepeated(file: ReleaseFile, fields: RowPlan["fields"]): void {
  const refuse = (problem: string, column?: string) =>
    new LoadError(`${file.name}, line 1${column === undefined ? "" : `, column "${column}"`}: ${problem}`, {
      exitCode: 2,
      file: file.name,
      line: 1,
      ...(column !== undefined && { column }),
    });
  const target = ({ header, column }: RowPlan["fields"][number]) => column ?? header.trim().toLowerCase();
  fields.forEach((field, i) => {
    if (field.header.trim() === "") throw refuse(`field ${i + 1} has no name`);
    const twin = fields.slice(0, i).find((earlier) => target(earlier) === target(field));
    if (!twin) return;
    throw twin.header === field.header
      ? refuse("the name stands there twice", field.header)
      : refuse(`"${twin.header}" is the same column, ${target(field)}`, field.header);
  });
}
