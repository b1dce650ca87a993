import type { Row } from "../query-stream.ts";

const encoder = new TextEncoder();

/** A JSON object a line. */
export async function* writeNdjson(batches: AsyncIterable<Row[]>): AsyncGenerator<Uint8Array, void, void> {
  for await (const rows of batches) {
    yield encoder.encode(rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
  }
}
