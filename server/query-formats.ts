import type { LiveRelease } from "../sql/fence.ts";
import type { QueryFile } from "../sql/query-file.ts";
import { attribution } from "./attribution.ts";
import { writeCsv } from "./formats/csv.ts";
import { writeNdjson } from "./formats/ndjson.ts";
import { writeParquet } from "./formats/parquet.ts";
import type { ResultColumn } from "./query-shape.ts";
import type { Row } from "./query-stream.ts";

/** One of the ways in which a query answers. */
export interface Format {
  extension: string;
  contentType: string;
  /** A browser saves it. */
  isAttachment: boolean;
  /** parameters of its own, each "1" or left out, with what they do */
  options: Record<string, string>;
  /** Without it the answer is JSON, held in memory. */
  stream?: (
    columns: readonly ResultColumn[],
    batches: AsyncIterable<Row[]>,
    about: { query: QueryFile; release: LiveRelease; options: Record<string, string> },
  ) => AsyncGenerator<Uint8Array, void, void>;
}

export const FORMATS: readonly Format[] = [
  { extension: "json", contentType: "application/json", isAttachment: false, options: {} },
  {
    extension: "csv",
    contentType: "text/csv; charset=utf-8; header=present",
    isAttachment: true,
    options: {
      excel:
        "for spreadsheets: texts that look like a formula start with an apostrophe, and the file with a byte order mark",
    },
    stream: (columns, batches, { options }) =>
      writeCsv(columns, batches, { forSpreadsheet: options.excel !== undefined }),
  },
  {
    extension: "ndjson",
    contentType: "application/x-ndjson",
    isAttachment: true,
    options: {},
    stream: (_, batches) => writeNdjson(batches),
  },
  {
    extension: "parquet",
    contentType: "application/vnd.apache.parquet",
    isAttachment: true,
    options: {},
    stream: (columns, batches, { query, release }) =>
      writeParquet(columns, batches, {
        query: query.name,
        onet_release: release.release,
        attribution: attribution(release),
      }),
  },
];
