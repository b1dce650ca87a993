import { tableComments } from "./official-comments.ts";
import { tableNameOf } from "./official-names.ts";
import type { ForeignKey, OfficialColumn, OfficialTable, Vocabulary } from "./official-schema.ts";

interface Keys {
  primaryKey?: string[];
  naturalKey?: string[];
  indexes?: string[][];
  /** Table that explains the numbers in `category`. */
  categories?: string;
  since?: string;
  until?: string;
}

/** Which table defines an id. Every id column is named after it, so a table's foreign keys follow from its columns. */
const DEFINED_IN: Readonly<Record<string, string>> = {
  onetsoc_code: "occupation_data",
  element_id: "content_model_reference",
  scale_id: "scales_reference",
  job_zone: "job_zone_reference",
  task_id: "task_statements",
  iwa_id: "iwa_reference",
  dwa_id: "dwa_reference",
  commodity_code: "unspsc_reference",
};

/** Describes one table; its name, comment, dropped headers and foreign keys follow from `file` and `columns`. */
export function table(
  vocabulary: Vocabulary,
  file: string,
  columns: OfficialColumn[],
  keys: Keys,
): OfficialTable {
  const name = tableNameOf(file, vocabulary);
  const { indexes = [], categories, ...rest } = keys;
  return {
    table: name,
    file,
    columns,
    droppedHeaders: columns.flatMap((column) => column.nameHeader ?? []),
    foreignKeys: foreignKeys(name, columns, categories),
    indexes,
    comment: tableComments[name] ?? "",
    ...rest,
  };
}

function foreignKeys(table: string, columns: OfficialColumn[], categories?: string): ForeignKey[] {
  // The 30.3 DDL also references element names, which are not unique (61 repeat): no such key can hold.
  const keys = columns.flatMap(({ column }): ForeignKey[] => {
    const [id, target] =
      Object.entries(DEFINED_IN).find(([known]) => column === known || column.endsWith(`_${known}`)) ?? [];
    return id && target && target !== table ? [{ columns: [column], table: target, references: [id] }] : [];
  });
  if (!categories) return keys;
  const columnNames = ["element_id", "scale_id", "category"].filter((name) =>
    columns.some(({ column }) => column === name),
  );
  return [...keys, { columns: columnNames, table: categories, references: columnNames }];
}
