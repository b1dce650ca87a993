import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import type { Shape } from "./shape.ts";

/** Written by `npm run sql`, committed: what code was written for. */
const FILE = fileURLToPath(new URL("./shapes.json", import.meta.url));

const shapesShape = z.record(
  z.string(),
  z.strictObject({
    parameters: z.array(z.string()),
    columns: z.array(z.string()),
    reads: z.array(z.string()),
  }),
);

/** Shapes by name: a query's is its path ("skill-gap"), a view's has its schema ("app.skill_rating"). */
export type RecordedShapes = ReadonlyMap<string, Shape>;

/** Errors: an Error that says how to make the record anew. */
export async function readRecordedShapes(): Promise<RecordedShapes> {
  try {
    return new Map(Object.entries(shapesShape.parse(JSON.parse(await readFile(FILE, "utf8")))));
  } catch (cause) {
    throw new Error("sql/shapes.json can't be read: make it anew with npm run sql", { cause });
  }
}

/** As the file holds them: sorted by name, an entry a line, so that a diff shows what changed. */
export function shapesText(shapes: RecordedShapes): string {
  const sorted = [...shapes].sort(([a], [b]) => (a < b ? -1 : 1));
  return `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`;
}
