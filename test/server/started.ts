import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { afterAll } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill("SIGKILL");
});

if (!existsSync(join(root, "dist/.vite/manifest.json"))) await build({ root, logLevel: "silent" });

export interface Started {
  child: ChildProcess;
  /** all that it has written so far */
  output: () => string;
  exit: Promise<number | null>;
}

/** Starts the web server on any free port with these settings and no others; of a copy of the project, and for development. */
export function start(settings: Record<string, string>, cwd = root, ...args: "--dev"[]): Started {
  const { PATH, HOME, TMPDIR } = process.env;
  const env = { PATH, HOME, TMPDIR, PORT: "0", ...settings };
  const child = spawn(process.execPath, ["--import", "tsx", "server/main.ts", ...args], { cwd, env });
  children.push(child);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (output += text));
  return { child, output: () => output, exit: once(child, "close").then(([code]) => code) };
}

/** The address that it prints when it is ready. */
export async function address({ child, output }: Started): Promise<string> {
  for (;;) {
    const found = /Onetbook is ready: (http:[^"\s]+)/.exec(output());
    if (found) return found[1]!;
    if (child.exitCode !== null) throw new Error(`it ended: ${output()}`);
    await Promise.race([once(child.stdout!, "data"), once(child, "exit")]);
  }
}
