import type { QueryFile } from "../sql/query-file.ts";
import { readRecordedShapes } from "../sql/recorded-shapes.ts";
import { type ShapeEntry, shapeEntries } from "../sql/shape.ts";

/** By name, what sql/shapes.json records about a query's columns beyond what the server tells a reader; empty where it is not recorded. */
export async function columnFacts({ name }: QueryFile): Promise<ReadonlyMap<string, ShapeEntry>> {
  const recorded = await readRecordedShapes();
  return shapeEntries(recorded.get(name)?.columns ?? []);
}
