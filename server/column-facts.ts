import type { QueryFile } from "../sql/query-file.ts";
import { type RecordedShapes, readRecordedShapes } from "../sql/recorded-shapes.ts";

export interface ColumnFact {
  /** as in CREATE TABLE: "numeric(5,2)" */
  type: string;
  mayBeNull: boolean;
}

let recorded: Promise<RecordedShapes> | undefined;

/** By name, what sql/shapes.json records about a query's columns beyond what the server tells a reader; empty where it is not recorded. */
export async function columnFacts({ name }: QueryFile): Promise<ReadonlyMap<string, ColumnFact>> {
  recorded ??= readRecordedShapes();
  return new Map((await recorded).get(name)?.columns.map(toFact));
}

function toFact(text: string): [name: string, fact: ColumnFact] {
  const [, quoted, plain, type = "", notNull] =
    /^(?:"((?:[^"]|"")+)"|(\w+)) (.+?)( not null)?$/.exec(text) ?? [];
  return [quoted?.replaceAll('""', '"') ?? plain ?? "", { type, mayBeNull: !notNull }];
}
