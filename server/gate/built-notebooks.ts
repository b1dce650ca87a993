import { readFileSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { build } from "vite";
import { compileNotebook } from "../../notebooks/runtime/compile/compile.ts";
import { toDescription } from "../../notebooks/runtime/compile/description.ts";
import { notebookName } from "../../notebooks/runtime/compile/imports.ts";
import { CompileError } from "../../notebooks/runtime/compile/source.ts";
import { notebookEntries, notebooks } from "../../notebooks/runtime/vite-plugin.ts";
import type { NotebookFault } from "../../sql/gate-messages.ts";
import type { NotebookDescription } from "../notebooks.ts";
import { LIBRARIES } from "./libraries.ts";

/** A file of the build: CommonJS. */
export interface Chunk {
  code: string;
  /** source map, as JSON */
  map: string;
}

export interface BuiltNotebook {
  description: NotebookDescription;
  /** its file, and all files by name */
  entry: string;
  chunks: ReadonlyMap<string, Chunk>;
}

interface Built {
  notebooks: BuiltNotebook[];
  faults: NotebookFault[];
}

/**
 * Compiles the notebooks of the project in `root` as for browsers, but into CommonJS, which can be run anew for each page.
 * Those that do not compile are faults.
 */
export async function buildNotebooks(root: string): Promise<Built> {
  const entries = notebookEntries(root);
  try {
    return { notebooks: await buildEntries(root, entries), faults: [] };
  } catch {
    // One fails for all: which it is shows where each is built alone.
    const found: Built = { notebooks: [], faults: [] };
    for (const entry of entries) {
      try {
        found.notebooks.push(...(await buildEntries(root, [entry])));
      } catch (error) {
        found.faults.push({ notebook: notebookName(entry), message: complaint(entry, error as Error) });
      }
    }
    return found;
  }
}

async function buildEntries(root: string, entries: string[]): Promise<BuiltNotebook[]> {
  const descriptions = entries.map((entry) => describe(root, entry));
  const built = await build({
    root,
    configFile: false,
    logLevel: "silent",
    appType: "custom",
    publicDir: false,
    // No page is saved here, so the parts for that are not made.
    plugins: [{ ...notebooks(), generateBundle: undefined }],
    build: {
      write: false,
      target: "es2022",
      minify: false,
      modulePreload: false,
      reportCompressedSize: false,
      sourcemap: true,
      rolldownOptions: { input: entries, external: Object.keys(LIBRARIES), output: { format: "cjs" } },
    },
  });
  if (!("output" in built)) throw new Error("the notebooks were built more than once");
  const files = built.output.filter((file) => file.type === "chunk");
  const chunks = new Map(
    files.map(({ fileName, code, map }) => [fileName, { code, map: JSON.stringify(map) }]),
  );
  return descriptions.map((description) => {
    const entry = files.find(({ facadeModuleId }) => facadeModuleId === join(root, description.source))!;
    return { description, entry: entry.fileName, chunks };
  });
}

/** The compiler's own says where; Vite's paints the place. */
function complaint(entry: string, error: Error): string {
  if (error instanceof CompileError) return error.message;
  return `${entry}: ${stripVTControlCharacters(error.message).trim()}`;
}

/** Errors: CompileError. */
function describe(root: string, entry: string): NotebookDescription {
  const code = readFileSync(join(root, entry), "utf8");
  return toDescription(compileNotebook(entry, code, { runtime: "" }), entry, undefined);
}
