import { columnNameOf, type ForeignKey, type OfficialTable } from "./official-schema.ts";
import type { ReleaseIdentity } from "./release.ts";
import type { ReleaseFile } from "./source.ts";
import type { StagedColumn, StagedTable } from "./tables.ts";

/** Tables whose columns O*NET uses throughout under the same headers. */
const TYPICAL = ["abilities", "task_ratings"];
const FAMILIAR =
  /^(onetsoc_code|element_id|scale_id|data_value|n|standard_error|lower_ci_bound|upper_ci_bound|recommend_suppress|not_relevant|date_updated|domain_source|task_id)$/;

/**
 * Plans a table that O*NET's schema does not describe, of a later release: familiar headers have the types and
 * foreign keys that they have elsewhere, as far as the content fits; everything else is typed from its content.
 */
export function unknownTable(
  table: string,
  file: ReleaseFile,
  header: string[],
  identity: ReleaseIdentity,
  official: ReadonlyMap<string, OfficialTable>,
): StagedTable {
  const typical = TYPICAL.flatMap((name) => official.get(name) ?? []);
  const familiar = new Map(
    typical
      .flatMap(({ columns }) => columns)
      .filter(({ column }) => FAMILIAR.test(column))
      .map((column) => [column.column, column]),
  );
  const columns = header.map((name): StagedColumn => {
    const column = columnNameOf(name);
    const known = familiar.get(column);
    return {
      column,
      type: "text",
      nullable: true,
      comment: known?.comment,
      unknown: true,
      ...(known && { familiarType: known.type }),
    };
  });
  const fields = header.map((name, i) => ({
    header: name,
    column: columns[i]!.column,
    kind: "text" as const,
  }));
  const names = new Set(fields.map(({ column }) => column));
  const foreignKeys = new Map<string, ForeignKey>();
  for (const key of typical.flatMap((each) => each.foreignKeys)) {
    if (key.columns.length === 1 && names.has(key.columns[0]!)) foreignKeys.set(key.columns[0]!, key);
  }
  return {
    table,
    file,
    rows: { file: file.name, format: identity.format, fields },
    columns,
    primaryKey: undefined,
    naturalKey: undefined,
    foreignKeys: [...foreignKeys.values()],
    indexes: ["onetsoc_code", "element_id"].filter((column) => names.has(column)).map((column) => [column]),
    comment: `Published by release ${identity.release} as ${file.name}; not in O*NET's schema as known here.`,
    unknown: true,
  };
}
