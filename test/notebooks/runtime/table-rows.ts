import type { TableColumn } from "../../../notebooks/runtime/table.ts";

export const COLUMNS: TableColumn[] = [
  { name: "onetsoc_code", type: "text", doc: "O*NET-SOC code of the occupation" },
  { name: "title", type: "text" },
  { name: "n", type: "int4", doc: "How many answered" },
  { name: "data_value", type: "numeric" },
  { name: "recommend_suppress", type: "bool" },
  { name: "date_updated", type: "date" },
  { name: "rated_at", type: "timestamptz" },
  { name: "sources", type: "text[]" },
  { name: "extra", type: "jsonb" },
  { name: "description", type: "text" },
];
const WORDS = "Plan Train Manage Design Test Operate Nurse Éclair Software Patient Machine Report".split(" ");

/** A made-up rating, the same for the same number; `n` is the number shuffled, without repeats below 100,003. */
export function rowOf(i: number): Record<string, unknown> {
  const word = (salt: number) => WORDS[(i * salt + (i >> 4)) % WORDS.length];
  return {
    onetsoc_code: `${11 + (i % 43)}-${1000 + (i % 7919)}.0${i % 3}`,
    title: `${word(1)} ${word(7)} ${word(11)}`,
    n: (i * 7919) % 100_003,
    data_value: i % 13 === 4 ? null : ((i * 31) % 701) / 100,
    recommend_suppress: i % 5 === 0,
    date_updated: new Date(Date.UTC(2019, 0, 1 + (i % 2500))).toISOString().slice(0, 10),
    rated_at: i % 4 === 3 ? null : `2026-03-0${1 + (i % 9)}T09:15:${10 + (i % 50)}.25+00:00`,
    sources: i % 3 === 0 ? [] : ["Incumbent", null, "Analyst"].slice(0, i % 4),
    extra: i % 6 === 0 ? null : { wave: i % 7, by: "<b>nobody</b>" },
    description:
      i % 11 === 2 ? "=1+1" : `${word(5)} the ${word(3)} & <i>report</i> it to those who decide, row ${i}`,
  };
}
