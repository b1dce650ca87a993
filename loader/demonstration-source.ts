import { mkdtemp, rm } from "node:fs/promises";
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
  try {
    await writeDemonstration(folder);
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
