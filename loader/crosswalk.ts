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
 * "O*NET-SOC 2010 Code" and "O*NET-SOC 2019 Code", the earlier taxonomy first.
 */
export async function readCrosswalk(source: string): Promise<Crosswalk> {
  const address = source === "official" ? OFFICIAL_CROSSWALK : source;
  const text = /^https?:\/\//.test(address) ? await download(address) : await readText(address);
  const table = csvParse(text.replace(/^\uFEFF/, ""));
  const [from, to] = table.columns.filter((column) => /^O\*NET-SOC \d{4} Code$/.test(column)).sort();
  if (!from || !to) {
    throw new LoadError(
      `crosswalk ${address}: expected columns like "O*NET-SOC 2010 Code" and "O*NET-SOC 2019 Code", found: ${table.columns.join(", ")}`,
      { exitCode: 2 },
    );
  }
  const successors = new Map<string, string[]>();
  table.forEach((row, i) => {
    for (const column of [from, to]) {
      if (!/^\d\d-\d{4}\.\d\d$/.test(row[column] ?? "")) {
        throw new LoadError(
          `crosswalk ${address}: line ${i + 2}, column "${column}": "${row[column] ?? ""}" is not an O*NET-SOC code`,
          { exitCode: 2 },
        );
      }
    }
    const known = successors.get(row[from]!) ?? [];
    if (!known.includes(row[to]!)) successors.set(row[from]!, [...known, row[to]!]);
  });
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
  let response: Response;
  try {
    response = await fetch(address, { signal: AbortSignal.timeout(60_000) });
  } catch (error) {
    throw new LoadError(
      `crosswalk ${address} can't be downloaded: ${(error as Error).message}; download it by hand and name the file`,
      { exitCode: 1, cause: error },
    );
  }
  if (!response.ok)
    throw new LoadError(
      `crosswalk ${address}: the server answered ${response.status}; download it by hand and name the file`,
      { exitCode: 1 },
    );
  return response.text();
}
