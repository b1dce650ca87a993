import { createHash } from "node:crypto";
import { build, type Plugin } from "vite";
import type { CompiledCell } from "./compile.ts";

/** A cell's own text, for formats that hold it: prose as markdown, code without its marker. */
export interface CellSource {
  kind: "code" | "markdown";
  source: string;
}

/**
 * A notebook's code as one module to stand inline in an HTML file, and its hash as a content security policy names it.
 * `plugin` compiles it.
 */
export async function inlineModule(
  root: string,
  entry: string,
  plugin: Plugin,
): Promise<{ code: string; hash: string }> {
  const built = await build({
    root,
    configFile: false,
    logLevel: "silent",
    appType: "custom",
    publicDir: false,
    plugins: [plugin],
    // Under a test runner's NODE_ENV it would be true, and a copy would hold what edits notebooks.
    define: { "import.meta.env.DEV": "false" },
    build: {
      write: false,
      target: "es2022",
      modulePreload: false,
      rolldownOptions: { input: entry, output: { codeSplitting: false } },
    },
  });
  if (!("output" in built)) throw new Error(`${entry} was built more than once`);
  const code = withoutTags(built.output[0].code);
  return { code, hash: `sha256-${createHash("sha256").update(code).digest("base64")}` };
}

/** In an inline script "</script" ends it, and "<script" may hide its end; in texts and patterns \x3c means the same. */
export function withoutTags(code: string): string {
  return code.replace(/<(?=\/?script)/gi, "\\x3c");
}

export function cellSources(code: string, cells: readonly CompiledCell[]): CellSource[] {
  return cells.map(({ kind, start, end }) => {
    const text = code
      .slice(start, end)
      .replace(/^\s*\/\/\s*%%.*(\n|$)/, "")
      .trim();
    return { kind, source: kind === "markdown" ? text.replace(/^[ \t]*\/\/ ?/gm, "") : text };
  });
}
