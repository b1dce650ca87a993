import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { crc32 } from "node:zlib";
import { checkedContent } from "./checked-content.ts";
import { LoadError } from "./errors.ts";
import { chooseFiles, type Listed } from "./release-files.ts";
import type { ReleaseFile, ReleaseSource } from "./source.ts";

const ADVICE = "it was changed while it was being loaded, so start again";

/** Opens the unpacked files of a release, at the top of `folder` or in its only sub-folder with such files. */
export async function openFolder(folder: string, signal?: AbortSignal): Promise<ReleaseSource> {
  const chosen = chooseFiles(folder, await list(folder));
  if (chosen.length === 0) throw new LoadError(`${folder} holds no .txt or .csv files`);
  const all = createHash("sha256");
  const files: ReleaseFile[] = [];
  for (const { name, path, bytes } of chosen) {
    const full = join(folder, path);
    const sums = await contentSums(full, signal);
    all.update(`${name}\0${bytes}\0${sums.sha256}\n`);
    const declared = { name, bytes, crc32: sums.crc32 };
    const open = async () =>
      Readable.from(checkedContent(declared, createReadStream(full), ADVICE), { objectMode: false });
    files.push({ name, bytes, open });
  }
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  return { label: folder, sha256: all.digest("hex"), bytes, files, close: async () => {} };
}

/** Everything at the top of the folder and one level below. */
async function list(folder: string): Promise<Listed[]> {
  const listed: Listed[] = [];
  const names = async (inner: string) => {
    for (const entry of await readdir(join(folder, inner), { withFileTypes: true })) {
      const path = `${inner}${entry.name}`;
      if (entry.isDirectory()) {
        if (inner === "") await names(`${path}/`);
      } else if (entry.isFile()) listed.push({ path, bytes: (await stat(join(folder, path))).size });
      else
        throw new LoadError(`${folder}: ${path} is a link or a device: put the files themselves there`, {
          file: path,
        });
    }
  };
  await names("");
  return listed;
}

async function contentSums(path: string, signal?: AbortSignal): Promise<{ sha256: string; crc32: number }> {
  const hash = createHash("sha256");
  let sum = 0;
  for await (const chunk of createReadStream(path, { signal })) {
    hash.update(chunk);
    sum = crc32(chunk, sum);
  }
  return { sha256: hash.digest("hex"), crc32: sum };
}
