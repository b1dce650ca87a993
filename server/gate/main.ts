import { fileURLToPath } from "node:url";
import type { ToNotebooks } from "../../sql/gate-messages.ts";
import type { QueryFile } from "../../sql/query-file.ts";
import { type BuiltNotebook, buildNotebooks } from "./built-notebooks.ts";
import { gateApp } from "./gate-app.ts";
import { GateDatabase } from "./gate-database.ts";
import { LendingLoader } from "./lending-loader.ts";
import { runNotebook, type Server } from "./run-notebook.ts";

// A process of the loader's (loader/notebook-process.ts), which runs notebooks on a release that is to go live: their
// pages as this server would send them and a browser would run them, over the loader's connection.

const loader = new LendingLoader();
const root = fileURLToPath(new URL("../..", import.meta.url));
process.on("disconnect", () => process.exit());
process.on("message", async (message: ToNotebooks) => {
  if (message.type === "start") await start(message.queries);
  else if (message.type === "run") await run(message.notebook);
  else loader.take(message);
});

const built = new Map<string, BuiltNotebook>();
let server: Server;

async function start(queries: readonly QueryFile[]): Promise<void> {
  const { notebooks, faults } = await buildNotebooks(root);
  for (const notebook of notebooks) built.set(notebook.description.name, notebook);
  const descriptions = notebooks.map(({ description }) => description);
  server = once(gateApp(new GateDatabase(loader), queries, descriptions));
  // What a notebook throws outside its cells, as in a listener, ends no page in a browser either.
  process.on("uncaughtException", () => {});
  loader.tell({ type: "ready", notebooks: [...built.keys()], faults });
}

async function run(notebook: string): Promise<void> {
  const { source } = built.get(notebook)!.description;
  const faults = await runNotebook(built.get(notebook)!, server).catch((error: unknown) => [
    { notebook, message: `${source}: ${error}` },
  ]);
  loader.tell({ type: "done", notebook, faults });
}

/** Asks the app each address once: during a gate nothing changes. */
function once(app: ReturnType<typeof gateApp>): Server {
  const answers = new Map<string, Promise<{ status: number; body: string }>>();
  const ask = async (address: string) => {
    const response = await app.request(address);
    return { status: response.status, body: await response.text() };
  };
  return async (address) => {
    const answer = answers.get(address) ?? ask(address);
    answers.set(address, answer);
    const { status, body } = await answer;
    return new Response(body, { status });
  };
}
