import { LoadError } from "./errors.ts";

/** An official release has some 46 files, the largest of 52 MB, together 170 MB. */
export const MAX_FILES = 300;
const MAX_FILE_BYTES = 256 * 1024 * 1024;
const MAX_TOTAL_BYTES = 1024 * 1024 * 1024;

const IN_MB = (bytes: number) => `${Math.ceil(bytes / 1024 / 1024)} MB`;

/** What a zip or a folder holds: `path` has "/" between its parts. */
export interface Listed {
  path: string;
  bytes: number;
}

/**
 * Chooses the .txt and .csv files among everything that a zip or folder holds, with their base names, in
 * order of name. They lie at the top or together in one folder there. Throws LoadError.
 */
export function chooseFiles<T extends Listed>(label: string, listed: T[]): (T & { name: string })[] {
  const files = listed.filter(({ path }) => isReleaseFile(path));
  const folders = [...new Set(files.map(({ path }) => path.slice(0, path.lastIndexOf("/") + 1)))];
  if (folders.length > 1)
    throw new LoadError(
      `${label}: release files in more than one folder (${folders.map((f) => `"${f}"`).join(", ")}): keep one release`,
    );
  if (folders.some((folder) => folder.split("/").length > 2))
    throw new LoadError(
      `${label}: release files too deep, in "${folders[0]}": at most one folder is expected`,
    );
  if (files.length > MAX_FILES)
    throw new LoadError(`${label}: ${files.length} files; an O*NET release has fewer than ${MAX_FILES}`);
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const large = files.find(({ bytes }) => bytes > MAX_FILE_BYTES);
  if (large)
    throw new LoadError(
      `${label}: ${large.path} has ${IN_MB(large.bytes)}, more than ${IN_MB(MAX_FILE_BYTES)}`,
    );
  if (total > MAX_TOTAL_BYTES)
    throw new LoadError(`${label}: ${IN_MB(total)} unpacked, more than ${IN_MB(MAX_TOTAL_BYTES)}`);
  refuseDuplicates(label, files);
  return files
    .map((file) => ({ ...file, name: file.path.slice(file.path.lastIndexOf("/") + 1) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Also by case: "skills.txt" beside "Skills.txt" would let one of them pass unseen. */
export function refuseDuplicates(label: string, listed: readonly Listed[]): void {
  const seen = new Set<string>();
  for (const { path } of listed) {
    const key = path.normalize("NFC").toLowerCase();
    if (seen.has(key)) throw new LoadError(`${label}: "${path}" occurs twice`, { file: path });
    seen.add(key);
  }
}

/** Folders and files that macOS adds are passed over, like everything that is neither .txt nor .csv. */
function isReleaseFile(path: string): boolean {
  return (
    /\.(txt|csv)$/i.test(path) && !path.split("/").some((part) => part.startsWith(".") || part === "__MACOSX")
  );
}
