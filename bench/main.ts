import { benchHttp } from "./http.ts";
import { benchLoad } from "./load.ts";
import { benchNotebook } from "./notebook.ts";

const BENCHES: Record<string, (args: string[]) => Promise<void>> = {
  load: benchLoad,
  http: benchHttp,
  notebook: benchNotebook,
};

const [name = "", ...args] = process.argv.slice(2);
const bench = BENCHES[name];
if (!bench) {
  process.stderr.write(`npm run bench -- ${Object.keys(BENCHES).join(" | ")} [arguments]\n`);
  process.exitCode = 2;
} else await bench(args);
