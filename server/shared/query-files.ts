/** A query's answer as a file. */
export interface QueryFileLink {
  label: string;
  note: string;
  extension: string;
  /** further parameters of its address */
  options?: string;
}

export const FILES: readonly QueryFileLink[] = [
  { label: "CSV", note: "all rows, UTF-8", extension: "csv" },
  {
    label: "CSV for spreadsheets",
    note: "Excel opens it; texts that look like a formula stay texts",
    extension: "csv",
    options: "excel=1",
  },
  { label: "Parquet", note: "with types, for pandas, R, DuckDB", extension: "parquet" },
  { label: "NDJSON", note: "a JSON object a line", extension: "ndjson" },
  { label: "JSON", note: "with columns and release, at most 100,000 rows", extension: "json" },
];

/** Where a query is answered for these values; those left empty are left out. */
export function addressOf(
  name: string,
  extension: string,
  values: Readonly<Record<string, string>>,
  options = "",
): string {
  const search = new URLSearchParams(Object.entries(values).filter(([, value]) => value !== ""));
  for (const [option, value] of new URLSearchParams(options)) search.append(option, value);
  const text = search.toString().replaceAll("%2C", ",");
  return `/api/queries/${name}.${extension}${text && `?${text}`}`;
}
