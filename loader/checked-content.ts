import { crc32 } from "node:zlib";
import { LoadError } from "./errors.ts";

export interface Declared {
  name: string;
  bytes: number;
  crc32: number;
}

/**
 * Passes the chunks of a file on while it counts and sums them: throws LoadError as soon as there are more
 * bytes than declared, and at the end if there were fewer or others. `advice` says what to do then.
 */
export async function* checkedContent(
  declared: Declared,
  chunks: AsyncIterable<Buffer>,
  advice: string,
): AsyncGenerator<Buffer> {
  const refuse = (problem: string, cause?: unknown) =>
    new LoadError(`${declared.name} ${problem}: ${advice}`, { file: declared.name, cause });
  const source = chunks[Symbol.asyncIterator]();
  let bytes = 0;
  let sum = 0;
  try {
    for (;;) {
      // Only what reading throws is explained here: an error that the reader throws in comes out at `yield`.
      const next = await source.next().catch((error: Error) => {
        throw refuse(`cannot be read beyond its first ${bytes} bytes (${error.message})`, error);
      });
      if (next.done) break;
      bytes += next.value.length;
      if (bytes > declared.bytes) throw refuse(`holds more than the ${declared.bytes} bytes declared for it`);
      sum = crc32(next.value, sum);
      yield next.value;
    }
  } finally {
    await source.return?.();
  }
  if (bytes < declared.bytes) throw refuse(`ends after ${bytes} of ${declared.bytes} bytes`);
  if (sum !== declared.crc32) throw refuse("does not have the checksum (CRC-32) declared for it");
}
