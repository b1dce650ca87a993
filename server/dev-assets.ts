import { createServer as createHttpServer, type Server } from "node:http";
import { fileURLToPath } from "node:url";
import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Context } from "hono";
import { createServer, type ViteDevServer } from "vite";
import type { Assets } from "./assets.ts";
import { editEndpoint, type Inspect } from "./dev-edit.ts";
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
  /** Lets Vite tell pages of this server what was edited. */
  attach(server: Server): void;
  close(): Promise<void>;
}

/** Browser code straight from its sources: an edit reaches open pages at once. Only for development. */
export async function openDevAssets(root = ROOT, allowed: string[] = [root]): Promise<DevAssets> {
  // Stands in for the server that does not listen yet, and whose sockets are handed on.
  const sockets = createHttpServer();
  const vite = await createServer({
    root,
    base: BASE,
    logLevel: "warn",
    server: {
      middlewareMode: true,
      ws: { server: sockets },
      hmr: { overlay: false },
      // Vite would serve any file of the project.
      fs: { allow: allowed, deny: PRIVATE },
    },
  });
  const edit = editEndpoint(root, (...of) => notebooksOf(vite).inspect(...of));
  return {
    assets: {
      files: new Map(),
      url: (source) => `${BASE}${source}`,
      preloads: () => [],
      notebooks: async () => toNotebooks(notebooksOf(vite).describe()),
    },
    answer: (c) => (c.req.path.startsWith(`${BASE}edit/`) ? edit(c) : answer(vite, c)),
    attach: (server) => server.on("upgrade", (...args) => sockets.emit("upgrade", ...args)),
    close: () => vite.close(),
  };
}

function notebooksOf(vite: ViteDevServer): { describe(): unknown; inspect: Inspect } {
  const plugin = vite.config.plugins.find(({ name }) => name === "onetbook:notebooks");
  return plugin?.api as { describe(): unknown; inspect: Inspect };
}

async function answer(vite: ViteDevServer, c: Context<{ Bindings: HttpBindings }>): Promise<Response> {
  const { incoming, outgoing } = c.env;
  const isNotFound = await new Promise<boolean>((resolve) => {
    outgoing.on("close", () => resolve(false));
    vite.middlewares(incoming, outgoing, () => resolve(true));
  });
  return isNotFound ? c.text("nothing is here", 404) : RESPONSE_ALREADY_SENT;
}
