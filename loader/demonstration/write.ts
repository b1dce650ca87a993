import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { demonstrationRelease } from "./release.ts";

/** Writes the demonstration release to `folder`, which is made where missing; lines end in CRLF like O*NET's. */
export async function writeDemonstration(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const { name, rows } of demonstrationRelease()) {
    await writeFile(join(folder, name), [...rows(), ""].join("\r\n"));
  }
}
