import type { TableColumn } from "../runtime/table.ts";
import type { Element } from "./rows.ts";

export const TABLE_COLUMNS: TableColumn[] = [
  { name: "element", type: "text" },
  { name: "needed_by", type: "int4", doc: "rated occupations of the programme that reach the threshold" },
  { name: "rated", type: "int4", doc: "of the programme's occupations, those with a usable rating" },
  { name: "not_needed", type: "int4", doc: "occupations whose level is marked not relevant" },
  { name: "suppressed", type: "int4", doc: "occupations whose rating is left out for its low precision" },
  { name: "mean", type: "numeric", doc: "unweighted mean of the usable ratings" },
  { name: "lowest", type: "numeric" },
  { name: "highest", type: "numeric" },
  { name: "mean_of_all", type: "numeric", doc: "unweighted mean over all occupations of the release" },
  { name: "difference", type: "numeric", doc: "mean less mean_of_all" },
];

/** A row for each element; NULL where no rating of it is usable. */
export function toTableRows(elements: readonly Element[]): Record<string, unknown>[] {
  return elements.map(({ name, needing, rated, cells, mean, allMean }) => {
    const values = rated.map(({ value }) => value);
    const having = (wanted: string) => cells.filter(({ state }) => state === wanted).length;
    return {
      element: name,
      needed_by: needing.length,
      rated: rated.length,
      not_needed: having("not needed"),
      suppressed: having("suppressed"),
      mean: mean ?? null,
      lowest: values.length > 0 ? Math.min(...values) : null,
      highest: values.length > 0 ? Math.max(...values) : null,
      mean_of_all: allMean ?? null,
      difference: mean === undefined || allMean === undefined ? null : Number((mean - allMean).toFixed(2)),
    };
  });
}
