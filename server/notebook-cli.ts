import { readArguments, USAGE, UsageError } from "./notebook-arguments.ts";
import { RenderError, renderNotebook } from "./render-notebook.ts";

/** `npm run notebook -- render NAME`: notebooks to files. */
async function main(): Promise<void> {
  const request = readArguments(process.argv.slice(2));
  if (!request) return void process.stdout.write(`${USAGE}\n`);
  await renderNotebook(request);
  process.stdout.write(`${request.out}\n`);
}

main().catch((error: Error) => {
  const isUsage = error instanceof UsageError;
  const isKnown = isUsage || error instanceof RenderError || "code" in error;
  process.stderr.write(`${isKnown ? error.message : error.stack}\n`);
  if (isUsage) process.stderr.write("npm run notebook -- --help tells more.\n");
  process.exitCode = isUsage ? 2 : 1;
});
