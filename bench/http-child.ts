import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { pino } from "pino";
import postgres from "postgres";
import { createApp } from "../server/app.ts";
import { listen } from "../server/listen.ts";
import { Scratch } from "../server/scratch.ts";
import { Database } from "../sql/client.ts";
import { readQueryFiles } from "../sql/query-file.ts";

/** One of the two servers that bench/http.ts compares, in a process of its own; tells its address on the first line. */
const [kind, databaseUrl = "", folder = ""] = process.argv.slice(2);
const queries = await readQueryFiles(folder, folder);
if (kind === "onetbook") {
  const db = new Database(databaseUrl, {
    applicationName: "bench",
    readOnly: true,
    statementTimeout: 60_000,
  });
  const assets = {
    files: new Map(),
    url: (source: string) => source,
    preloads: () => [],
    notebooks: async () => [],
  };
  const log = pino({ enabled: false });
  const scratch = new Scratch(db, { appUrl: databaseUrl, adhocUrl: null, adhocOff: "not measured" }, log);
  const app = createApp({ db, queries, scratch, assets, log });
  console.log(await listen(app, { HOST: "127.0.0.1", PORT: 0 }, { add: () => {} }));
} else {
  const sql = postgres(databaseUrl, { max: 8 });
  const texts = new Map(queries.map(({ name, text }) => [`/api/queries/${name}.json`, text]));
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url!, "http://here");
    void sql.unsafe(texts.get(pathname)!, [...searchParams.values()], { prepare: true }).then((rows) => {
      response.setHeader("Content-Type", "application/json").end(JSON.stringify(rows));
    });
  });
  server.listen(0, "127.0.0.1", () => {
    console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  });
}
