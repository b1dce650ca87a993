import { csvLine } from "../csv-line.ts";
import { DEMONSTRATION_RELEASE, expectedTables } from "../official-schema.ts";
import { fileRows, namesIn } from "./file-rows.ts";
import { demonstrationTables } from "./tables.ts";

export interface GeneratedFile {
  /** "abilities.csv" */
  name: string;
  /** Lines without line ends, header first. */
  rows(): Iterable<string>;
}

const READ_ME = [
  `O*NET ${DEMONSTRATION_RELEASE} Database`,
  "Synthetic demonstration, not O*NET data",
  "---------------------------------------",
  "",
  "Every rating, task and description in these files was made up by a program, to try the software out.",
  "Codes, titles and element names are from the O*NET 30.3 Database by the U.S. Department of Labor,",
  "Employment and Training Administration (USDOL/ETA), used under the CC BY 4.0 license. O*NET is a",
  "trademark of USDOL/ETA, which has not approved, endorsed, or tested this demonstration.",
  "Real releases are at https://www.onetcenter.org/database.html",
  "",
  `https://synthetic.invalid/dictionary/${DEMONSTRATION_RELEASE}/csv/`,
];

/**
 * The files of a made-up release in the official CSV layout, "Read Me.txt" included: 60 occupations,
 * 41,000 rows, the same at every call. Every rating's domain source is "Synthetic".
 */
export function demonstrationRelease(): GeneratedFile[] {
  const tables = demonstrationTables();
  const names = namesIn(tables);
  const files = expectedTables(DEMONSTRATION_RELEASE).map((table): GeneratedFile => {
    const rows = tables.get(table.table) ?? [];
    return {
      name: `${table.file}.csv`,
      *rows() {
        for (const row of fileRows(table, rows, names, DEMONSTRATION_RELEASE)) yield csvLine(row);
      },
    };
  });
  return [{ name: "Read Me.txt", rows: () => READ_ME }, ...files];
}
