import { cpSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const COPIED = ["notebooks/runtime", "notebooks/skill-gap", "notebooks/skill-gap.ts", "server", "sql"];

/** A copy of the project with the skill gap notebook and these, by file name, so that its files may be edited. */
export function copyProject(root: string, notebooks: Record<string, string>): void {
  for (const path of [...COPIED, "vite.config.ts", "package.json"])
    cpSync(path, join(root, path), { recursive: true });
  // Not the folder itself: Vite keeps what it bundles in it.
  mkdirSync(join(root, "node_modules"));
  for (const name of readdirSync("node_modules").filter((name) => !name.startsWith(".")))
    symlinkSync(join(process.cwd(), "node_modules", name), join(root, "node_modules", name));
  for (const [name, text] of Object.entries(notebooks)) writeFileSync(join(root, "notebooks", name), text);
}
