import { readFile } from "node:fs/promises";
import { csvParse } from "d3-dsv";
import { LoadError } from "./errors.ts";

/** Old code → the codes that took its place, in the official crosswalk. */
export type Crosswalk = ReadonlyMap<string, readonly string[]>;

/** Where the official crosswalk from the 2010 to the 2019 taxonomy is published. */
export const OFFICIAL_CROSSWALK =
  "https://www.onetcenter.org/taxonomy/2019/walk/2010_to_2019_Crosswalk.csv?fmt=csv";

/**
 * Reads a crosswalk: a CSV file, its http(s) address, or "official". Its columns are found by their headers,
 * "O*NET-SOC 2010 Code" and "O*NET-SOC 2019 Code", the earlier taxonomy first. Errors: LoadError (2) with line,
 * column and value where the file is another, LoadError (1) where it can't be had.
 */
export async function readCrosswalk(source: string): Promise<Crosswalk> {
  const address = source === "official" ? OFFICIAL_CROSSWALK : source;
  const text = /^https?:\/\//.test(address) ? await download(address) : await readText(address);
  const table = csvParse(text.replace(/^\uFEFF/, "").trimEnd());
  const [from, to] = table.columns.filter((column) => /^O\*NET-SOC \d{4} Code$/.test(column)).sort();
  if (!from || !to) {
    const found = table.columns.join(", ").slice(0, 200);
    throw new LoadError(
      `crosswalk ${address}, line 1: expected columns like "O*NET-SOC 2010 Code" and "O*NET-SOC 2019 Code", found: ${found}`,
      { exitCode: 2, file: address, line: 1 },
    );
  }
  const successors = new Map<string, string[]>();
  let line = 2;
  for (const row of table) {
    for (const column of [from, to]) {
      const value = row[column] ?? "";
      if (!/^\d\d-\d{4}\.\d\d$/.test(value)) {
        throw new LoadError(
          `crosswalk ${address}, line ${line}, column "${column}": ${JSON.stringify(value)} is not a code like 15-1252.00`,
          { exitCode: 2, file: address, line, column, value },
        );
      }
    }
    const known = successors.get(row[from]!) ?? [];
    if (!known.includes(row[to]!)) successors.set(row[from]!, [...known, row[to]!]);
    line += Object.values(row).join("").split("\n").length;
  }
  return successors;
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw new LoadError(`crosswalk ${path} can't be read: ${(error as Error).message}`, {
      exitCode: 2,
      cause: error,
    });
  }
}

async function download(address: string): Promise<string> {
  const refuse = (problem: string, cause?: unknown) =>
    new LoadError(`crosswalk ${address}: ${problem}; download it by hand and name the file`, { cause });
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(60_000) });
    if (response.ok) return await response.text();
    throw refuse(`the server answered ${response.status}`);
  } catch (error) {
    if (error instanceof LoadError) throw error;
    // fetch itself says no more than "fetch failed".
    const { message, cause } = error as Error & { cause?: { message?: string } };
    throw refuse(`the download failed (${cause?.message || message})`, error);
  }
}
