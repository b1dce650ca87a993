import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import MagicString from "magic-string";
import { type Plugin, parseSync, type ViteDevServer } from "vite";
import { type CompiledNotebook, compileNotebook } from "./compile/compile.ts";
import { brokenDescription, type NotebookDescription, toDescription } from "./compile/description.ts";
import { cellSources, inlineModule } from "./compile/file-parts.ts";
import { gitCommit } from "./compile/git-commit.ts";
import { compileTemplates } from "./compile/markdown-template.ts";
import { type CellPlace, outline } from "./compile/outline.ts";
import { CompileError, Source } from "./compile/source.ts";

const HERE = dirname(fileURLToPath(import.meta.url));
const LIBRARY = join(HERE, "notebook.ts");
const MOUNT = join(HERE, "mount.ts");
const HYPERTEXT = join(HERE, "hypertext.ts");
const LIBRARIES = ["@observablehq/plot", "@observablehq/runtime"];
/** of the editor that a page has in development */
const EDITOR_LIBRARIES = [
  ...["autocomplete", "commands", "lang-javascript", "lang-sql", "language", "lint", "state", "view"].map(
    (name) => `@codemirror/${name}`,
  ),
  "@lezer/highlight",
];

/** What the plugin tells a development server, through `plugin.api`. */
export interface NotebooksApi {
  /** The notebooks as they are now, by name. Errors: CompileError. */
  describe(): NotebookDescription[];
  /** Where the cells of a text of "notebooks/<name>.ts" are, and why it does not compile, if it does not. */
  inspect(path: string, code: string): { cells: CellPlace[]; error?: CompileError };
  /** Has open pages ask the queries again whose text is not what they got: it is theirs once the server answers by it. */
  reloadQueries(): Promise<void>;
}

/** The notebooks below a project's root, as entries for Vite: "notebooks/skill-gap.ts". */
export function notebookEntries(root: string): string[] {
  const names = readdirSync(join(root, "notebooks")).filter(
    (name) => name.endsWith(".ts") && !name.endsWith(".d.ts"),
  );
  return names.sort().map((name) => `notebooks/${name}`);
}

/**
 * Compiles notebooks/*.ts, gives an imported query as its name and hash (its text stays on the server), and writes
 * notebooks.json, from which the server makes the pages.
 */
export function notebooks(): Plugin<NotebooksApi> {
  let root = "";
  let isDevelopment = false;
  let server: ViteDevServer | undefined;
  /** of the queries' files that pages got, as of the first time or the last `reloadQueries` */
  const hashes = new Map<string, string>();
  const queriesFolder = () => join(root, "sql/queries");

  function compile(path: string, code: string): CompiledNotebook {
    const compiled = compileNotebook(path, code, { runtime: MOUNT, isDevelopment });
    for (const { specifier, line, column } of compiled.queries) {
      const reason = missingQuery(resolve(root, dirname(path), specifier));
      if (reason) throw new CompileError(path, { line, column }, reason);
    }
    return compiled;
  }

  function missingQuery(file: string): string | undefined {
    const name = relative(queriesFolder(), file);
    if (name.startsWith("..")) return `${basename(file)} is no query: those are the files below sql/queries`;
    if (existsSync(file)) return undefined;
    return `there is no sql/queries/${name}; the queries are the .sql files below sql/queries`;
  }

  function describe(): NotebookDescription[] {
    const commit = gitCommit(root);
    return notebookEntries(root).map((path) => {
      try {
        return toDescription(compile(path, readFileSync(join(root, path), "utf8")), path, commit);
      } catch (error) {
        // While it is being written one notebook may be broken, and its page says how.
        if (!isDevelopment || !(error instanceof CompileError)) throw error;
        return brokenDescription(path, error);
      }
    });
  }

  function inspect(path: string, code: string): ReturnType<NotebooksApi["inspect"]> {
    const cells = outline(new Source(path, code));
    try {
      compile(path, code);
      return { cells };
    } catch (error) {
      if (!(error instanceof CompileError)) throw error;
      return { cells, error };
    }
  }

  async function reloadQueries(): Promise<void> {
    const { client } = server!.environments;
    for (const [file, before] of hashes) {
      const hash = existsSync(file) ? hashOf(file) : before;
      if (hash === before) continue;
      hashes.set(file, hash);
      for (const module of client.moduleGraph.getModulesByFile(file) ?? []) await client.reloadModule(module);
    }
  }

  return {
    name: "onetbook:notebooks",
    enforce: "pre",
    api: { describe, inspect, reloadQueries },

    // Found while a page loads, a library would load it a second time.
    config: () => ({
      optimizeDeps: {
        include: [...LIBRARIES, ...EDITOR_LIBRARIES],
        exclude: ["@observablehq/inputs"],
      },
    }),

    configResolved(config) {
      root = config.root;
      isDevelopment = config.command === "serve";
    },

    configureServer(development) {
      server = development;
    },

    resolveId(id, importer) {
      if (id === "#notebook") return LIBRARY;
      if (id === "htl" && importer?.includes("@observablehq/inputs")) return HYPERTEXT;
      if (!id.endsWith(".sql") || !importer) return undefined;
      const file = resolve(dirname(importer), id);
      const reason = missingQuery(file);
      if (reason) this.error(`${relative(root, importer)}: ${reason}`);
      return file;
    },

    load(id) {
      if (!id.endsWith(".sql")) return undefined;
      this.addWatchFile(id);
      const hash = hashOf(id);
      if (!hashes.has(id)) hashes.set(id, hash);
      const name = relative(queriesFolder(), id).replaceAll("\\", "/").slice(0, -".sql".length);
      return { code: `export default ${JSON.stringify({ name, hash })};`, moduleType: "js" };
    },

    transform(code, id) {
      const path = relative(root, id.split("?")[0]!).replaceAll("\\", "/");
      if (/^notebooks\/[^/]+\.ts$/.test(path)) {
        try {
          return compile(path, code);
        } catch (error) {
          if (!(error instanceof CompileError)) throw error;
          if (isDevelopment) return complaint(error, code);
          this.error({
            message: error.message,
            id,
            loc: { file: id, line: error.line, column: error.column - 1 },
          });
        }
      }
      if (/^notebooks\/.+\.ts$/.test(path) && /\bmd\b.*from "#notebook"/.test(code))
        return withTemplates(path, code);
      return undefined;
    },

    async generateBundle() {
      const emit = (name: string, source: string) =>
        `/${this.getFileName(this.emitFile({ type: "asset", name, source }))}`;
      const described = await Promise.all(
        describe().map(async (notebook) => {
          // This build of one notebook in turn describes none.
          const alone = { ...notebooks(), generateBundle: undefined };
          const { code, hash } = await inlineModule(root, notebook.source, alone);
          const sources = cellSources(readFileSync(join(root, notebook.source), "utf8"), notebook.cells);
          const parts = {
            code: emit(`${notebook.name}-inline.js`, code),
            hash,
            sources: emit(`${notebook.name}-cells.json`, JSON.stringify(sources)),
          };
          return { ...notebook, parts };
        }),
      );
      this.emitFile({ type: "asset", fileName: "notebooks.json", source: JSON.stringify(described) });
    },

    /** What runs the notebooks can't replace itself: the page starts anew. An edited query waits for `reloadQueries`. */
    hotUpdate({ file, type }) {
      if (type === "update" && hashes.has(file)) return [];
      if (!file.startsWith(HERE) || file.endsWith(".css")) return undefined;
      this.environment.hot.send({ type: "full-reload" });
      return [];
    },
  };
}

function hashOf(file: string): string {
  return createHash("sha256").update(readFileSync(file)).digest("hex").slice(0, 12);
}

/**
 * What is served for a notebook that does not compile: a module that says so, and lets the next version of it replace it. It
 * keeps the imports, since Vite would load them anew after it, and all that uses them would run again.
 */
function complaint({ message }: CompileError, code: string): string {
  const imports = code.matchAll(/^\s*import\s+(?!type\b)[^;'"]*from\s*("[^"\n]+")/gm);
  return [
    `import { complain } from ${JSON.stringify(MOUNT)};`,
    ...[...imports].map(([, specifier]) => `import ${specifier};`),
    `complain(${JSON.stringify(message)});`,
    "if (import.meta.hot) import.meta.hot.accept();",
  ].join("\n");
}

/** A module below a notebook, which may write prose too. */
function withTemplates(path: string, code: string) {
  const text = new MagicString(code);
  compileTemplates(
    new Source(path, code),
    text,
    parseSync(path, code, { lang: "ts", sourceType: "module" }).program,
  );
  return {
    code: text.toString(),
    map: text.generateMap({ source: path, hires: "boundary", includeContent: true }),
  };
}
