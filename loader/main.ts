import { parseArgs } from "node:util";
import { setFlagsFromString } from "node:v8";
import { openOwnerDatabase } from "../sql/owner.ts";
import { prepareDatabase } from "../sql/prepare-database.ts";
import { databaseSettings, readSettings, SettingError } from "../sql/settings.ts";
import { commands } from "./commands.ts";
import { LoadError } from "./errors.ts";
import { jsonOutput, terminalOutput } from "./output.ts";
import { USAGE } from "./usage.ts";

// The PostgreSQL parser (WebAssembly) runs for milliseconds: optimising it took 40 MB of 190 MB peak RSS. What a load
// leaves behind dies young, and a nursery that does not grow took 18 MB less and no more time.
setFlagsFromString("--liftoff-only");
setFlagsFromString("--semi-space-growth-factor=1");

/** The command line: `npm run onet -- VERB`. Exit code 0 done, 2 refused with a report, 1 failed. */
async function main(): Promise<number> {
  const { values: flags, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: "boolean", default: false },
      yes: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
      "allow-missing": { type: "boolean", default: false },
      accept: { type: "string", multiple: true, default: [] },
      retired: { type: "string" },
      crosswalk: { type: "string" },
      wait: { type: "string", default: "300" },
    },
  });
  const [verb, ...rest] = positionals;
  const command = verb === undefined ? undefined : commands[verb];
  if (flags.help || !command || !verb || rest.length !== command.arguments) {
    (flags.help ? process.stdout : process.stderr).write(USAGE);
    return flags.help ? 0 : 2;
  }
  const output = flags.json ? jsonOutput() : terminalOutput();
  const database = await openOwnerDatabase(readSettings(databaseSettings, process.env));
  const interrupt = (signal: string) => {
    process.stderr.write(
      `\n${signal}: stopped; the live release is whole, and the next loader command tidies up\n`,
    );
    void database.stop().finally(() => process.exit(1));
  };
  process.once("SIGINT", interrupt).once("SIGTERM", interrupt);
  try {
    await prepareDatabase(database.url);
    const result = await command.run({ ownerUrl: database.url, source: rest[0] ?? "", flags, output });
    output.result(verb, result);
    return result.exitCode;
  } catch (error) {
    output.error(verb, error);
    return error instanceof LoadError ? error.exitCode : 1;
  } finally {
    await database.stop();
  }
}

// A user's mistake is told in a line; anything else is a bug and keeps its stack.
main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const known =
      error instanceof SettingError || (error as { code?: string }).code?.startsWith("ERR_PARSE_ARGS");
    process.stderr.write(`${known ? (error as Error).message : ((error as Error).stack ?? String(error))}\n`);
    process.exitCode = known ? 2 : 1;
  },
);
