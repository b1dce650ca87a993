import type { FileHandle } from "node:fs/promises";
import {
  type Entry,
  fromRandomAccessReaderPromise,
  getFileNameLowLevel,
  RandomAccessReader,
  type ZipFile,
} from "yauzl";
import { LoadError } from "./errors.ts";
import { MAX_FILES, refuseDuplicates } from "./release-files.ts";

/** A file in a zip, as its directory declares it. */
export interface ZipEntry {
  path: string;
  /** Declared; at most MAX_RATIO times packedBytes. */
  bytes: number;
  packedBytes: number;
  deflated: boolean;
  crc32: number;
  /** Where the packed bytes lie in the zip; no two entries share any. */
  dataStart: number;
}

/** Official files shrink to a 22nd at most; deflate could reach 1,032. */
const MAX_RATIO = 120;
const STORED = 0;
const DEFLATED = 8;
const METHODS: Record<number, string> = {
  9: "Deflate64",
  12: "bzip2",
  14: "LZMA",
  93: "Zstandard",
  95: "xz",
};

/** Lists the files in a zip. Throws LoadError if the zip, or anything in it, is not plain and whole. */
export async function readDirectory(handle: FileHandle, size: number, label: string): Promise<ZipEntry[]> {
  const zip = await fromRandomAccessReaderPromise(new HandleReader(handle, size), size, {
    autoClose: false,
    // Names are decoded and judged here, so that each refusal says what is wrong.
    decodeStrings: false,
    validateEntrySizes: false,
  }).catch((error: Error) => {
    throw unreadable(label, error);
  });
  if (zip.entryCount > MAX_FILES)
    throw new LoadError(`${label}: ${zip.entryCount} entries; an O*NET release has fewer than ${MAX_FILES}`);
  try {
    return await entriesOf(zip, label);
  } catch (error) {
    throw error instanceof LoadError ? error : unreadable(label, error as Error);
  }
}

async function entriesOf(zip: ZipFile, label: string): Promise<ZipEntry[]> {
  const entries: ZipEntry[] = [];
  const places: { path: string; start: number; end: number }[] = [];
  for await (const entry of zip.eachEntry()) {
    const path = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, true);
    const local = await zip.readLocalFileHeaderPromise(entry);
    const problem =
      pathProblem(path) ??
      // Code page 437 has pictures where bytes below 32 stand: they show only in the raw name.
      pathProblem(entry.fileNameRaw.toString("latin1")) ??
      entryProblem(entry) ??
      (local.fileName.equals(entry.fileNameRaw) && local.compressionMethod === entry.compressionMethod
        ? undefined
        : "differs between the zip's directory and the file's own header");
    if (problem) throw new LoadError(`${label}: entry ${JSON.stringify(path)} ${problem}`, { file: path });
    const dataStart = local.fileDataStart;
    const packedBytes = entry.compressedSize;
    places.push({ path, start: entry.relativeOffsetOfLocalHeader, end: dataStart + packedBytes });
    if (path.endsWith("/")) continue;
    const deflated = entry.compressionMethod === DEFLATED;
    entries.push({
      path,
      bytes: entry.uncompressedSize,
      packedBytes,
      deflated,
      crc32: entry.crc32,
      dataStart,
    });
  }
  refuseDuplicates(
    label,
    places.map(({ path }) => ({ path, bytes: 0 })),
  );
  refuseOverlaps(label, places);
  return entries;
}

function pathProblem(path: string): string | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (/[\u0000-\u001f\u007f]/.test(path)) return "has control characters in its name";
  if (path.includes("\\")) return "has a backslash in its name";
  if (path.startsWith("/") || /^[a-z]:/i.test(path)) return "has an absolute path";
  const parts = path.replace(/\/$/, "").split("/");
  if (parts.includes("..")) return "leads out of the zip (..)";
  if (parts.includes("") || parts.includes(".")) return "has an empty part in its path";
  return undefined;
}

function entryProblem(entry: Entry): string | undefined {
  const { compressionMethod: method, uncompressedSize, compressedSize, generalPurposeBitFlag: flags } = entry;
  // Unix file type in the upper half: 0 where the zip was not made on Unix, 4 folder, 8 file, 10 link.
  const type = entry.externalFileAttributes >>> 28;
  if (type === 10) return "is a symbolic link";
  if (type !== 0 && type !== 4 && type !== 8) return "is a device or another special file";
  if ((flags & 0x2001) !== 0) return "is encrypted: unpack it, and load the folder";
  if (method !== STORED && method !== DEFLATED)
    return `is packed with method ${method} (${METHODS[method] ?? "unknown"}): pack it again with Deflate`;
  if (uncompressedSize > MAX_RATIO * compressedSize)
    return `claims to unpack to ${Math.floor(uncompressedSize / compressedSize)} times its size; ${MAX_RATIO} is the limit`;
  return undefined;
}

/** Entries that share bytes are how a small zip unpacks to gigabytes. */
function refuseOverlaps(label: string, places: { path: string; start: number; end: number }[]): void {
  const sorted = [...places].sort((a, b) => a.start - b.start || a.end - b.end);
  sorted.forEach((place, n) => {
    const before = sorted[n - 1];
    if (before && place.start < before.end)
      throw new LoadError(
        `${label}: entries "${before.path}" and "${place.path}" overlap: download the zip again`,
      );
  });
}

function unreadable(label: string, error: Error): LoadError {
  return new LoadError(`${label} is not a whole zip (${error.message}): download it again`, { cause: error });
}

/** yauzl's own reader passes offsets of a forged zip straight to fs.read, which throws where nobody catches. */
class HandleReader extends RandomAccessReader {
  readonly #handle: FileHandle;
  readonly #size: number;

  constructor(handle: FileHandle, size: number) {
    super();
    this.#handle = handle;
    this.#size = size;
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    done: (error: Error | null) => void,
  ): void {
    if (position + length > this.#size) {
      setImmediate(done, new Error(`it ends before byte ${position + length}`));
      return;
    }
    this.#handle
      .read(buffer, offset, length, position)
      .then(({ bytesRead }) => done(bytesRead === length ? null : new Error("it has become shorter")), done);
  }
}
