import type { Row } from "../../sql/queries/release-annotations.sql";
import { listed } from "../skill-gap/rows.ts";

const TABLES: Record<string, [one: string, many: string]> = {
  occupation: ["occupation", "occupations"],
  hs_skill: ["skill wording", "skill wordings"],
};

/** What a swap did to annotations, in a sentence. */
export function inWords(rows: readonly Row[]): string {
  const fates = [
    ["followed", "moved to the successor of a retired code"],
    ["kept", "kept for review, as the release lacks their code"],
    ["restored", "put back, as the release has their code again"],
  ] as const;
  const sentences = fates.flatMap(([fate, words]) => {
    const counts = rows.filter((row) => row[fate] > 0).map((row) => counted(row.table_name, row[fate]));
    return counts.length > 0 ? [`${listed(counts)} ${words}`] : [];
  });
  return sentences.length > 0 ? `${sentences.join("; ")}.` : "All annotations stayed as they were.";
}

function counted(table: string, count: number): string {
  const [one, many] = TABLES[table] ?? [table, table];
  return `${count} ${count === 1 ? one : many}`;
}
