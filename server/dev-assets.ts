import { readdir } from "node:fs/promises";
import { createServer as createHttpServer, type Server } from "node:http";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Context } from "hono";
import { createServer, type Plugin, type ViteDevServer } from "vite";
import type { Assets } from "./assets.ts";
import { editEndpoint, type Inspect } from "./dev-edit.ts";
import { Language } from "./dev-language.ts";
import { CHANGED, CREATED, DELETED, type FileEvent } from "./dev-language-server.ts";
import type { QueryFault } from "./dev-queries.ts";
import { toNotebooks } from "./notebooks.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
/** Vite answers below this and nowhere else: it would take /notebooks/skill-gap for its own file of that name. */
const BASE = "/@dev/";

/** What is nobody's business, even of who develops it: passwords, data, and code that only the server runs. */
const PRIVATE = [
  ...["**/.data/**", "**/.git/**", "**/.env*", "*.{crt,pem,key,zip}", "**/loader/**", "**/migrations/**"],
  ...["**/server/*.{ts,tsx}", "**/server/formats/**", "**/sql/*.ts"],
];

export interface DevAssets {
  assets: Assets;
  /** GET /@dev/*: what Vite makes of a source; /@dev/edit/*: the source itself, also to be written */
  answer(c: Context): Promise<Response>;
  /** Has pages ask edited queries again, by which the server answers from now on, or say what is wrong with them. */
  tellQueries(faults: readonly QueryFault[]): Promise<void>;
  /** Lets Vite tell pages of this server what was edited. */
  attach(server: Server): void;
  close(): Promise<void>;
}

/** Browser code straight from its sources: an edit reaches open pages at once. Only for development. */
export async function openDevAssets(root = ROOT, allowed: string[] = [root]): Promise<DevAssets> {
  // Stands in for the server that does not listen yet, and whose sockets are handed on.
  const sockets = createHttpServer();
  const language = new Language(root);
  const vite = await createServer({
    root,
    base: BASE,
    logLevel: "warn",
    plugins: [sourcesFollowed(root, language)],
    server: {
      middlewareMode: true,
      ws: { server: sockets },
      hmr: { overlay: false },
      // Vite would serve any file of the project.
      fs: { allow: allowed, deny: PRIVATE },
    },
  });
  let queryFaults: readonly QueryFault[] = [];
  const edit = editEndpoint(root, {
    inspect: (...of) => notebooksOf(vite).inspect(...of),
    language,
    queryFaults: () => queryFaults,
  });
  return {
    assets: {
      files: new Map(),
      url: (source) => `${BASE}${source}`,
      preloads: () => [],
      notebooks: async () => toNotebooks(notebooksOf(vite).describe()),
    },
    answer: (c) => (c.req.path.startsWith(`${BASE}edit/`) ? edit(c) : answer(vite, c)),
    async tellQueries(faults) {
      queryFaults = faults;
      await language.server.tell(CHANGED, await declarations(root));
      const { hot } = vite.environments.client;
      hot.send({ type: "custom", event: "onetbook:queries" });
      if (faults.length === 0) await notebooksOf(vite).reloadQueries();
    },
    attach: (server) => server.on("upgrade", (...args) => sockets.emit("upgrade", ...args)),
    close: async () => {
      await Promise.all([vite.close(), language.server.close()]);
    },
  };
}

interface Notebooks {
  describe(): unknown;
  inspect: Inspect;
  reloadQueries(): Promise<void>;
}

function notebooksOf(vite: ViteDevServer): Notebooks {
  const plugin = vite.config.plugins.find(({ name }) => name === "onetbook:notebooks");
  return plugin?.api as Notebooks;
}

/** The language server does not look at the disk again by itself. */
function sourcesFollowed(root: string, language: Language): Plugin {
  const follow = (watcher: ViteDevServer["watcher"], name: "add" | "change" | "unlink", event: FileEvent) =>
    watcher.on(name, (file) => {
      if (/\.(?:tsx?|json)$/.test(file)) void language.server.tell(event, [relative(root, file)]);
    });
  return {
    name: "onetbook:language",
    configureServer({ watcher }) {
      follow(watcher, "add", CREATED);
      follow(watcher, "change", CHANGED);
      follow(watcher, "unlink", DELETED);
    },
  };
}

/** Of the queries, which were made just now; the watcher may tell of them later. */
async function declarations(root: string): Promise<string[]> {
  const names = await readdir(join(root, "sql/queries"), { recursive: true });
  return names.filter((name) => name.endsWith(".d.sql.ts")).map((name) => `sql/queries/${name}`);
}

async function answer(vite: ViteDevServer, c: Context<{ Bindings: HttpBindings }>): Promise<Response> {
  const { incoming, outgoing } = c.env;
  const isNotFound = await new Promise<boolean>((resolve) => {
    outgoing.on("close", () => resolve(false));
    vite.middlewares(incoming, outgoing, () => resolve(true));
  });
  return isNotFound ? c.text("nothing is here", 404) : RESPONSE_ALREADY_SENT;
}
