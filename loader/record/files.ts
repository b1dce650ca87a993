import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sqlFolder } from "../../sql/query-file.ts";
import { shapesText } from "../../sql/recorded-shapes.ts";
import { declaration } from "./declaration.ts";
import { type Recorded, shapesOf } from "./record.ts";

const SHAPES = "shapes.json";
const DECLARATION = /\.d\.sql\.ts$/;

/** Every generated file below sql/, by its path from there, with its text. */
export function generatedFiles(recorded: readonly Recorded[]): Map<string, string> {
  const files = new Map([[SHAPES, shapesText(shapesOf(recorded))]]);
  for (const { query, described } of recorded)
    if (query) files.set(`queries/${query.name}.d.sql.ts`, declaration(query, described));
  return files;
}

/** Which of them are not what lies in the folder: those that differ or are absent, and declarations without a query. */
export async function staleFiles(files: ReadonlyMap<string, string>, folder = sqlRoot()): Promise<string[]> {
  const entries = await readdir(join(folder, "queries"), { recursive: true });
  const there = entries
    .filter((name) => DECLARATION.test(name))
    .map((name) => `queries/${name.replaceAll("\\", "/")}`);
  const left = there.filter((path) => !files.has(path));
  const changed: string[] = [];
  for (const [path, text] of files)
    if ((await readFile(join(folder, path), "utf8").catch(() => undefined)) !== text) changed.push(path);
  return [...changed, ...left].sort();
}

/** Writes what has changed and removes what has no query any more; tells which. */
export async function writeFiles(files: ReadonlyMap<string, string>, folder = sqlRoot()): Promise<string[]> {
  const stale = await staleFiles(files, folder);
  for (const path of stale) {
    const text = files.get(path);
    if (text === undefined) await rm(join(folder, path));
    else await writeFile(join(folder, path), text);
  }
  return stale;
}

function sqlRoot(): string {
  return join(sqlFolder("queries"), "..");
}
