import type { Database, Statement } from "../sql/client.ts";
import type { LiveRelease } from "../sql/fence.ts";
import type { QueryFile } from "../sql/query-file.ts";
import { attribution } from "./attribution.ts";
import { copyCsv, writeSpreadsheetCsv } from "./formats/csv.ts";
import { writeNdjson } from "./formats/ndjson.ts";
import { writeParquet } from "./formats/parquet.ts";
import type { QueryShape } from "./query-shape.ts";
import type { Chunks, Row } from "./query-stream.ts";

/** What the bytes of a download are made of. */
export interface About {
  query: QueryFile;
  release: LiveRelease;
  shape: QueryShape;
  options: Record<string, string>;
}

/** One of the ways in which a query answers. */
export interface Format {
  extension: string;
  contentType: string;
  /** A browser saves it. */
  isAttachment: boolean;
  /** parameters of its own, each "1" or left out, with what they do */
  options: Record<string, string>;
  /** Runs the statement and makes bytes of its rows. Without it the answer is JSON, held in memory. */
  open?: (db: Database, statement: Statement, about: About, signal: AbortSignal) => Chunks;
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
    open: (db, statement, { shape, options }, signal) =>
      options.excel === undefined
        ? copyCsv(db, statement, shape, signal)
        : writeSpreadsheetCsv(shape.columns, batchesOf(db, statement, signal)),
  },
  {
    extension: "ndjson",
    contentType: "application/x-ndjson",
    isAttachment: true,
    options: {},
    open: (db, statement, _, signal) => writeNdjson(batchesOf(db, statement, signal)),
  },
  {
    extension: "parquet",
    contentType: "application/vnd.apache.parquet",
    isAttachment: true,
    options: {},
    open: (db, statement, { query, release, shape }, signal) =>
      writeParquet(shape.columns, batchesOf(db, statement, signal), {
        query: query.name,
        onet_release: release.release,
        attribution: attribution(release),
      }),
  },
];

/** Rows a fetch: large enough to keep both sides busy, small enough to hold two of them for each download. */
const BATCH = 1000;

/** The next batch is on its way while one is written. */
async function* batchesOf(
  db: Database,
  { text, values }: Statement,
  signal: AbortSignal,
): AsyncGenerator<Row[], void, void> {
  const cursor = db.cursor<Row>(text, values, BATCH, { signal });
  let next = cursor.next();
  try {
    for (;;) {
      const { value, done } = await next;
      if (done) return;
      next = cursor.next();
      next.catch(() => {}); // thrown where it is awaited
      yield value;
    }
  } finally {
    await cursor.return().catch(() => {});
  }
}
