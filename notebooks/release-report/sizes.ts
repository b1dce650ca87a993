import type { Row } from "../../sql/queries/release-row-counts.sql";
import { listed } from "../skill-gap/rows.ts";

/** A table that both releases publish, with another number of rows. */
export interface SizeChange {
  table: string;
  rows: number;
  before: number;
  change: number;
  /** of what there was before */
  percent: number;
}

/** How the tables of the live release compare with those of the one before. */
export interface Sizes {
  /** widest change in percent first */
  changed: SizeChange[];
  same: number;
  added: { table: string; rows: number }[];
  gone: { table: string; before: number; isBridged: boolean }[];
}

/** `bridges`: names of gone tables that the live release still answers to. */
export function toSizes(rows: readonly Row[], bridges: readonly (string | null)[]): Sizes {
  const both = rows.flatMap(({ table_name: table, rows, rows_before: before }): SizeChange[] =>
    rows === null || before === null
      ? []
      : [
          {
            table,
            rows,
            before,
            change: rows - before,
            percent: (100 * (rows - before)) / Math.max(before, 1),
          },
        ],
  );
  const changed = both.filter(({ change }) => change !== 0);
  changed.sort((a, b) => Math.abs(b.percent) - Math.abs(a.percent) || a.table.localeCompare(b.table));
  return {
    changed,
    same: both.length - changed.length,
    added: rows.flatMap(({ table_name: table, rows, rows_before }) =>
      rows !== null && rows_before === null ? [{ table, rows }] : [],
    ),
    gone: rows.flatMap(({ table_name: table, rows, rows_before: before }) =>
      rows === null && before !== null ? [{ table, before, isBridged: bridges.includes(table) }] : [],
    ),
  };
}

/** The comparison in a few sentences. */
export function summarize({ changed, same, added, gone }: Sizes, before: string): string {
  const parts = [
    ...(same > 0 ? [`${tables(same)} with as many rows`] : []),
    ...(changed.length > 0 ? [`${tables(changed.length)} with more or fewer`] : []),
    ...(added.length > 0 ? [`${added.length} new`] : []),
    ...(gone.length > 0 ? [`${gone.length} gone`] : []),
  ];
  const bridged = gone.filter(({ isBridged }) => isBridged).length;
  const lost = gone.filter(({ isBridged }) => !isBridged).map(({ table }) => table);
  return [
    `Compared with ${before}: ${listed(parts)}.`,
    ...(bridged > 0
      ? [`Of those that are gone ${bridged} can still be read, as views under their old names.`]
      : []),
    ...(lost.length > 0 ? [`Not to be had any more: ${listed(lost)}.`] : []),
  ].join(" ");
}

const tables = (count: number) => `${count} table${count === 1 ? "" : "s"}`;

/** "+1,560" or "−25" */
export function signedCount(change: number): string {
  return `${change > 0 ? "+" : "−"}${Math.abs(change).toLocaleString("en")}`;
}

/** "+9.6 %" */
export function signedPercent(percent: number): string {
  return `${percent > 0 ? "+" : "−"}${Math.abs(percent).toFixed(1)} %`;
}
