import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeDemonstration } from "./demonstration/write.ts";

/** Runs `work` on a source; "demonstration" is generated into a temporary folder for that time. */
export async function withDemonstration<T>(
  source: string,
  work: (location: string) => Promise<T>,
): Promise<T> {
  if (source !== "demonstration") return work(source);
  const folder = await mkdtemp(join(tmpdir(), "onetbook-demonstration-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  // An interrupted loader exits without coming to its finally.
  process.once("exit", remove);
  try {
    await writeDemonstration(folder);
    return await work(folder);
  } finally {
    process.off("exit", remove);
    remove();
  }
}
