import { readdir, readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { type NotebookDescription, readNotebooks } from "./notebooks.ts";

/** What `vite build` made: every file below its name, and the URLs that a page of an entry needs. */
export interface Assets {
  files: ReadonlyMap<string, { body: Uint8Array<ArrayBuffer>; type: string }>;
  /** URL of the file made from a source, e.g. "notebooks/skill-gap.ts" */
  url(source: string): string;
  /** URLs of the modules that this one imports, which a page asks for without waiting for it. */
  preloads(source: string): string[];
  notebooks(): Promise<readonly NotebookDescription[]>;
}

const BUILT = fileURLToPath(new URL("../dist/", import.meta.url));
const TYPES: Record<string, string> = {
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".json": "application/json",
  ".map": "application/json",
};

const manifestShape = z.record(
  z.string(),
  z.looseObject({ file: z.string(), imports: z.array(z.string()).default([]) }),
);

/** Reads the built browser code into memory, once. Errors: an Error that says how to build it. */
export async function readAssets(folder = BUILT): Promise<Assets> {
  const text = await readFile(join(folder, ".vite/manifest.json"), "utf8").catch((cause: unknown) => {
    throw new Error("the browser code is not built yet: run npm start, or npx vite build", { cause });
  });
  const manifest = manifestShape.parse(JSON.parse(text));
  const names = await readdir(join(folder, "assets"));
  const files = await Promise.all(
    names.map(async (name) => {
      const body = new Uint8Array(await readFile(join(folder, "assets", name)));
      return [`/assets/${name}`, { body, type: TYPES[extname(name)] ?? "application/octet-stream" }] as const;
    }),
  );
  const notebooks = await readNotebooks(folder);
  const find = (source: string) => {
    const entry = manifest[source];
    if (!entry) throw new Error(`${source} is not among the entries of vite.config.ts`);
    return entry;
  };
  const importsOf = (source: string): string[] =>
    find(source).imports.flatMap((imported) => [imported, ...importsOf(imported)]);
  return {
    files: new Map(files),
    url: (source) => `/${find(source).file}`,
    preloads: (source) => [...new Set(importsOf(source))].map((imported) => `/${find(imported).file}`),
    notebooks: async () => notebooks,
  };
}
