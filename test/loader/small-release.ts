import { mkdir, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { csvLine } from "../../loader/csv-line.ts";
import { fileRows, namesIn } from "../../loader/demonstration/file-rows.ts";
import type { Row } from "../../loader/demonstration/row.ts";
import { demonstrationTables } from "../../loader/demonstration/tables.ts";
import {
  expectedTables,
  type OfficialTable,
  officialTables,
  type Vocabulary,
  vocabularyOf,
} from "../../loader/official-schema.ts";
import { makeZip } from "./make-zip.ts";
import { oldLayout } from "./old-layout.ts";

export interface SmallReleaseOptions {
  /** By default that of `release`, else new. */
  vocabulary?: Vocabulary;
  /** "29.2" by default in the old vocabulary, "30.3" in the new one. */
  release?: string;
  /** By default text in the old vocabulary, CSV in the new one. */
  format?: "text" | "csv";
  occupations?: number;
  /**
   * Edits the tables before they are written: rows by table name, values in the order of its columns
   * (names beside ids are added afterwards). A table taken out is a file less.
   */
  change?: (tables: Map<string, Row[]>) => void;
}

/** These come first, so that a small release has experts' ratings, an occupation known by title only and one with tasks only. */
const FIRST = [
  "15-1252.00",
  "29-1141.00",
  "13-1199.00",
  "49-9081.00",
  "47-2111.00",
  "43-3031.00",
  "11-1021.00",
  "15-1254.00",
  "29-1215.00",
  "25-2021.00",
  "35-2014.00",
  "53-3032.00",
];

let demonstration: Map<string, Row[]> | undefined;

/** Text of each file by its name, "Read Me.txt" included: the demonstration release cut to a few occupations. */
export function smallRelease(options: SmallReleaseOptions = {}): Map<string, string> {
  const { occupations = 12, change } = options;
  const { release, vocabulary, format } = settled(options);
  demonstration ??= demonstrationTables();
  const cut = cutTo(occupations, demonstration);
  const tables = vocabulary === "old" ? oldLayout(cut) : cut;
  change?.(tables);
  const names = namesIn(tables);
  const files = new Map([["Read Me.txt", readMe(release, format)]]);
  for (const table of expectedTables(release)) {
    const rows = tables.get(table.table);
    if (!rows) continue;
    const toLine = format === "csv" ? csvLine : textLine;
    const lines = [...fileRows(table, rows, names, release)].map(toLine);
    files.set(fileName(table, format), [...lines, ""].join("\r\n"));
  }
  return files;
}

/** Writes the files of a small release to `folder`. */
export async function writeSmallRelease(folder: string, options?: SmallReleaseOptions): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, text] of smallRelease(options)) await writeFile(join(folder, name), text);
}

/** Packs a small release into a zip whose one folder is named like the zip, as O*NET's are. */
export async function zipSmallRelease(path: string, options?: SmallReleaseOptions): Promise<void> {
  const folder = basename(path, ".zip");
  const parts = [...smallRelease(options)].map(([name, data]) => ({ name: `${folder}/${name}`, data }));
  await writeFile(path, makeZip(parts));
}

function settled({ release, vocabulary, format }: SmallReleaseOptions) {
  const words = vocabulary ?? (release === undefined ? "new" : vocabularyOf(release));
  const number = release ?? (words === "new" ? "30.3" : "29.2");
  if (vocabularyOf(number) !== words) throw new Error(`release ${number} is not in the ${words} vocabulary`);
  return {
    release: number,
    vocabulary: words,
    format: format ?? (words === "new" ? "csv" : "text"),
  } as const;
}

/** Copies the rows of the first `count` occupations, and all rows that belong to none. */
function cutTo(count: number, tables: ReadonlyMap<string, readonly Row[]>): Map<string, Row[]> {
  const codes = (tables.get("occupation_data") ?? []).map(([code]) => code!);
  const kept = new Set([...FIRST, ...codes.filter((code) => !FIRST.includes(code))].slice(0, count));
  return new Map(
    officialTables("new").map(({ table, columns }): [string, Row[]] => {
      const codeAt = columns.flatMap(({ column }, i) => (column.endsWith("onetsoc_code") ? [i] : []));
      const rows = (tables.get(table) ?? []).filter((row) => codeAt.every((i) => kept.has(row[i]!)));
      return [table, rows.map((row) => [...row])];
    }),
  );
}

function fileName({ file }: OfficialTable, format: "text" | "csv"): string {
  if (format === "csv") return `${file}.csv`;
  // The text edition names its files in words from 30.3 on, too: "Essential Skills.txt".
  return `${file.replaceAll("_", " ").replace(/\b(?!to\b)[a-z]/g, (letter) => letter.toUpperCase())}.txt`;
}

const textLine = (row: Row) => row.map((value) => value ?? "n/a").join("\t");

function readMe(release: string, format: string): string {
  return [
    `O*NET ${release} Database`,
    "Synthetic test release, not O*NET data",
    "",
    `https://synthetic.invalid/dictionary/${release}/${format}/`,
    "",
  ].join("\n");
}
