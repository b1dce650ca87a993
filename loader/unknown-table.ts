import { columnNameOf, type ForeignKey, type OfficialTable } from "./official-schema.ts";
import type { ReleaseIdentity } from "./release.ts";
import type { ReleaseFile } from "./source.ts";
import type { StagedColumn, StagedTable } from "./tables.ts";

/** Tables whose columns O*NET uses throughout under the same headers. */
const TYPICAL = ["abilities", "task_ratings"];
const FAMILIAR =
  /^(onetsoc_code|element_id|scale_id|data_value|n|standard_error|lower_ci_bound|upper_ci_bound|recommend_suppress|not_relevant|date_updated|domain_source|task_id)$/;

/** Linkage tables name two elements: "work_styles_element_id" is an element_id. */
function plainName(column: string): string {
  return /_(onetsoc_code|element_id)$/.exec(column)?.[1] ?? column;
}

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
  const keys = new Map(typical.flatMap((each) => each.foreignKeys).map((key) => [key.columns.join(), key]));
  const columns = header.map((name): StagedColumn => {
    const column = columnNameOf(name);
    const known = familiar.get(plainName(column));
    return {
      column,
      type: "text",
      nullable: true,
      comment: known?.comment,
      unknown: true,
      ...(known && { familiarType: known.type }),
    };
  });
  const names = columns.map(({ column }) => column);
  return {
    table,
    file,
    rows: {
      file: file.name,
      format: identity.format,
      fields: header.map((name, i) => ({ header: name, column: names[i]!, kind: "text" })),
    },
    columns,
    primaryKey: undefined,
    naturalKey: undefined,
    foreignKeys: names.flatMap((column): ForeignKey[] => {
      const key = keys.get(plainName(column));
      return key ? [{ ...key, columns: [column] }] : [];
    }),
    indexes: names.filter((column) => /onetsoc_code$|element_id$/.test(column)).map((column) => [column]),
    comment: `Published by release ${identity.release} as ${file.name}; not in O*NET's schema as known here.`,
    unknown: true,
  };
}
