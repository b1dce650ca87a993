import { Readable } from "node:stream";
import { csvLine } from "../csv-line.ts";
import { expectedTables, fileHeaders, vocabularyOf } from "../official-schema.ts";
import type { ReleaseIdentity } from "../release.ts";
import type { ReleaseFile, ReleaseSource } from "../source.ts";

/** A release that has every table which O*NET published under that number, and no rows: enough to know the types of queries. */
export function emptyRelease(release: string): { source: ReleaseSource; identity: ReleaseIdentity } {
  const format = vocabularyOf(release) === "new" ? "csv" : "text";
  const files = expectedTables(release).map((table): ReleaseFile => {
    const headers = fileHeaders(table, release);
    const bytes = Buffer.from(format === "csv" ? csvLine(headers) : `${headers.join("\t")}\n`);
    const name = `${table.file}.${format === "csv" ? "csv" : "txt"}`;
    return { name, bytes: bytes.length, open: async () => Readable.from([bytes]) };
  });
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const label = `empty ${release}`;
  return {
    source: { label, sha256: label, bytes, files, close: async () => {} },
    identity: { release, label, format },
  };
}
