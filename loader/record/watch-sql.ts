import { type FSWatcher, readdirSync, statSync, watch } from "node:fs";
import { join } from "node:path";

/**
 * Calls back when a .sql file below a folder was written, replaced, made or removed; returns what ends it. Each folder is
 * watched by itself: Node's recursive watch loses a file that another is renamed to, which is how editors save.
 */
export function watchSql(root: string, onChange: () => void): () => void {
  const watchers = new Map<string, FSWatcher>();

  function follow(folder: string): void {
    watchers.get(folder)?.close();
    const watcher = watch(folder, (_, name) => {
      if (name?.endsWith(".sql")) return onChange();
      if (!name || !isFolder(join(folder, name))) return;
      followAll(join(folder, name));
      onChange();
    });
    watcher.on("error", () => watcher.close()); // it is gone
    watchers.set(folder, watcher);
  }

  function followAll(folder: string): void {
    try {
      follow(folder);
      for (const entry of readdirSync(folder, { withFileTypes: true }))
        if (entry.isDirectory()) followAll(join(folder, entry.name));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error; // gone as soon as made
    }
  }

  followAll(root);
  return () => {
    for (const watcher of watchers.values()) watcher.close();
  };
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
