import { createHash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import { pipeline, Readable } from "node:stream";
import { createInflateRaw } from "node:zlib";
import { checkedContent } from "./checked-content.ts";
import { LoadError } from "./errors.ts";
import { chooseFiles } from "./release-files.ts";
import type { ReleaseFile, ReleaseSource } from "./source.ts";
import { readDirectory, type ZipEntry } from "./zip-directory.ts";

const ADVICE = "the zip is damaged or forged, so download it again";
const PIECE = 64 * 1024;

interface ZipOptions {
  /** How messages name the zip. */
  label: string;
  /** Where it is known already; otherwise the zip is read once for it. */
  sha256?: string;
  signal?: AbortSignal;
}

/**
 * Opens the zip at `path` for reading. Nothing in it is trusted: the directory is checked whole before any
 * file is offered, what a file holds is counted while it is inflated, and no name from it ever becomes a path.
 */
export async function openZip(path: string, { label, sha256, signal }: ZipOptions): Promise<ReleaseSource> {
  const handle = await open(path, "r");
  try {
    const { size } = await handle.stat();
    const chosen = chooseFiles(label, await readDirectory(handle, size, label));
    if (chosen.length === 0)
      throw new LoadError(`${label} holds no .txt or .csv files: is it the Excel or MySQL edition?`);
    return {
      label,
      sha256: sha256 ?? (await hashOf(handle, size, signal)),
      bytes: size,
      files: chosen.map((entry) => releaseFile(handle, entry)),
      close: () => handle.close(),
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

function releaseFile(handle: FileHandle, entry: ZipEntry & { name: string }): ReleaseFile {
  const { name, bytes } = entry;
  const open = async () => {
    const packed = bytesOf(handle, entry.dataStart, entry.packedBytes);
    // Errors of the packed bytes reach the reader as errors of the inflated ones, hence no callback of its own.
    const content = entry.deflated
      ? pipeline(packed, createInflateRaw({ chunkSize: PIECE }), () => {})
      : packed;
    return Readable.from(checkedContent(entry, content, ADVICE), { objectMode: false });
  };
  return { name, bytes, open };
}

/** Reads by position, so that several files can be read at once through one handle. */
async function* bytesOf(handle: FileHandle, start: number, length: number): AsyncGenerator<Buffer> {
  const end = start + length;
  for (let at = start; at < end; ) {
    const wanted = Math.min(PIECE, end - at);
    const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(wanted), 0, wanted, at);
    if (bytesRead === 0) throw new Error("the zip has become shorter");
    at += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

async function hashOf(handle: FileHandle, size: number, signal?: AbortSignal): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of bytesOf(handle, 0, size)) {
    signal?.throwIfAborted();
    hash.update(chunk);
  }
  return hash.digest("hex");
}
