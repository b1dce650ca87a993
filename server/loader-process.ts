import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { z } from "zod";

/** What the loader tells while it works: one JSON object a line. Kinds that are not listed are passed over. */
const eventShape = z.discriminatedUnion("type", [
  z.looseObject({ type: z.literal("step"), step: z.string(), detail: z.string().optional() }),
  z.looseObject({
    type: z.literal("copy"),
    table: z.string(),
    rows: z.number(),
    bytes: z.number(),
    totalBytes: z.number(),
  }),
  z.looseObject({ type: z.literal("table"), table: z.string(), rows: z.number() }),
  z.looseObject({ type: z.literal("warning"), message: z.string() }),
  z.looseObject({ type: z.literal("waiting"), message: z.string() }),
]);
export type LoaderEvent = z.infer<typeof eventShape>;

const resultShape = z.looseObject({
  type: z.literal("result"),
  verb: z.string(),
  /** 0 done, 2 refused with a report, 1 failed */
  exitCode: z.union([z.literal(0), z.literal(1), z.literal(2)]),
  message: z.string().optional(),
});
export type LoaderResult = z.infer<typeof resultShape>;

export interface LoaderOptions {
  /** DATABASE_URL or ONETBOOK_DATA: where the loader finds the database */
  environment: NodeJS.ProcessEnv;
  onEvent?: (event: LoaderEvent) => void;
  /** Ends the loader; whatever it was doing, the live release goes on serving. */
  signal?: AbortSignal;
}

const LOADER = fileURLToPath(new URL("../loader/main.ts", import.meta.url));
const LAST_WORDS = 2_000;

/**
 * Runs the loader's command line in a process of its own, so that its memory and crashes stay there and this process
 * needs no owner connection. Resolves with its result, done or not. Errors: where it ended without giving one.
 */
export function runLoader(
  args: string[],
  { environment, onEvent, signal }: LoaderOptions,
): Promise<LoaderResult> {
  const child = spawn(process.execPath, ["--import", import.meta.resolve("tsx"), LOADER, ...args, "--json"], {
    env: environment,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const end = () => child.kill();
  signal?.addEventListener("abort", end, { once: true });
  let result: LoaderResult | undefined;
  let lastWords = "";
  createInterface({ input: child.stdout }).on("line", (line) => {
    const value = parseLine(line);
    result = resultShape.safeParse(value).data ?? result;
    const event = eventShape.safeParse(value).data;
    if (event) onEvent?.(event);
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    lastWords = (lastWords + text).slice(-LAST_WORDS);
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, killedBy) => {
      signal?.removeEventListener("abort", end);
      if (result) resolve(result);
      else
        reject(
          new Error(
            `the loader ended (${killedBy ?? `exit code ${code}`}) without a result: ${lastWords.trim()}`,
          ),
        );
    });
  });
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
