import { stat } from "node:fs/promises";
import type { Readable } from "node:stream";
import { download, officialAddress } from "./download.ts";
import { LoadError } from "./errors.ts";
import { openFolder } from "./folder-source.ts";
import { openZip } from "./zip-source.ts";

export interface ReleaseFile {
  /** Base name, as in "Work Context.txt". */
  name: string;
  /** Unpacked size as declared; reading more or less than that fails. */
  bytes: number;
  /** A stream of the bytes; several files, or one file twice, can be read at once. It fails with LoadError
   * where the content is not what was declared. */
  open(): Promise<Readable>;
}

/** The .txt and .csv files of one release, wherever they come from. */
export interface ReleaseSource {
  /** What the person named. */
  label: string;
  /** Of the zip; of a folder, over the names and contents of its files. */
  sha256: string;
  /** Size of the zip, or of the folder's files together. */
  bytes: number;
  /** In the order of their names. */
  files: ReleaseFile[];
  close(): Promise<void>;
}

export interface SourceOptions {
  signal?: AbortSignal;
  report?: (event: { type: "download"; bytes: number; total: number | undefined }) => void;
}

/**
 * Opens a release for reading. `source` is a zip, a folder with the unpacked files, the http(s) address of a
 * zip, or a release number such as "30.3", which is fetched from the publisher. Throws LoadError.
 */
export async function openSource(source: string, options: SourceOptions = {}): Promise<ReleaseSource> {
  if (/^\d+\.\d+$/.test(source)) return openDownload(source, officialAddress(source), options);
  if (/^[a-z][a-z+.-]+:\/\//i.test(source)) return openDownload(source, source, options);
  const found = await stat(source).catch((error: NodeJS.ErrnoException) => error);
  if (found instanceof Error) throw cannotOpen(source, `cannot be found (${found.code})`);
  if (found.isDirectory()) return openFolder(source, options.signal);
  if (found.isFile()) return openZip(source, { label: source, signal: options.signal });
  throw cannotOpen(source, "is neither a file nor a folder");
}

function cannotOpen(source: string, problem: string): LoadError {
  const accepted = "a zip, a folder, the http(s) address of a zip, or a release number such as 30.3";
  return new LoadError(`${source} ${problem}; name ${accepted}`);
}

async function openDownload(label: string, address: string, options: SourceOptions): Promise<ReleaseSource> {
  const { path, sha256, remove } = await download(address, options);
  try {
    const zip = await openZip(path, { label, sha256, signal: options.signal });
    return { ...zip, close: () => zip.close().finally(remove) };
  } catch (error) {
    await remove();
    throw error;
  }
}
