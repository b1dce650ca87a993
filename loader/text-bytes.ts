import { isUtf8 } from "node:buffer";
import { LoadError } from "./errors.ts";

const LF = 10;
const ADVICE = "save the file as UTF-8, or download the release again";

/** Length of a UTF-8 byte order mark at the start of a file: 3 or 0. */
export function bomLength(bytes: Buffer): number {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}

/**
 * Throws LoadError unless `bytes`, whole lines of which the first is `line`, are UTF-8 without NUL bytes.
 * Three passes in native code: some 10 GB/s, so nothing is left to check for the loop over rows.
 */
export function checkBytes(bytes: Buffer, file: string, line: number): void {
  const mark = line === 1 && bytes.length > 1 ? bytes.readUInt16BE(0) : 0;
  if (mark === 0xfffe || mark === 0xfeff)
    throw new LoadError(`${file} is UTF-16: ${ADVICE}`, { file, line: 1 });
  const nul = bytes.indexOf(0);
  if (nul !== -1) {
    const at = line + countLines(bytes.subarray(0, nul));
    throw new LoadError(`${file}, line ${at}: a NUL byte, so this is not plain text: ${ADVICE}`, {
      file,
      line: at,
    });
  }
  if (isUtf8(bytes)) return;
  for (let from = 0, at = line; from < bytes.length; at++) {
    const end = bytes.indexOf(LF, from) + 1 || bytes.length;
    if (!isUtf8(bytes.subarray(from, end)))
      throw new LoadError(`${file}, line ${at}: not valid UTF-8: ${ADVICE}`, { file, line: at });
    from = end;
  }
}

function countLines(bytes: Buffer): number {
  let lines = 0;
  for (let at = bytes.indexOf(LF); at !== -1; at = bytes.indexOf(LF, at + 1)) lines++;
  return lines;
}
