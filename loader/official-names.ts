import type { Vocabulary } from "./official-schema.ts";

/** Files up to 30.2 whose tables O*NET shortens; from 30.3 on every table is named like its file. */
const SHORTENED: Readonly<Record<string, string>> = {
  education_training_and_experience: "education_training_experience",
  education_training_and_experience_categories: "ete_categories",
  interests_illustrative_activities: "interests_illus_activities",
  interests_illustrative_occupations: "interests_illus_occupations",
};

const RENAMED_COLUMNS: Readonly<Record<string, string>> = { date: "date_updated", index: "related_index" };

/**
 * The table that a data file fills: "Work Context.txt" and "work_context.csv" → "work_context".
 * Also names tables for files the schema does not know ("Green Occupations" → "green_occupations").
 * Needs the vocabulary because "Interests Illustrative Activities" changed its table at 30.3.
 */
export function tableNameOf(fileBase: string, vocabulary: Vocabulary): string {
  const name = identifier(fileBase.replace(/\.(txt|csv)$/i, ""));
  return (vocabulary === "old" ? SHORTENED[name] : undefined) ?? name;
}

/** The column that a header fills: "O*NET-SOC Code" → "onetsoc_code", "Date" → "date_updated", "Index" → "related_index". */
export function columnNameOf(header: string): string {
  const name = identifier(header.replace("O*NET-SOC", "onetsoc").replace("(s)", "s"));
  return RENAMED_COLUMNS[name] ?? name;
}

/** Lower snake case that Postgres takes as an identifier: no leading digit, at most 63 bytes. */
function identifier(words: string): string {
  const snake = words
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "");
  return (/^[a-z]/.test(snake) ? snake : `_${snake}`).slice(0, 63);
}
