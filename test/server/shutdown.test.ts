import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";

const NEVER = "new Promise((resolve) => setTimeout(resolve, 60_000))";

/** Runs a program with a Shutdown that listens, "shutdown"; gives it signals when it says "ready". */
async function run(code: string, ...signals: NodeJS.Signals[]) {
  const program = `
    import { pino } from "pino";
    import { Shutdown } from "./server/shutdown.ts";
    const shutdown = new Shutdown(pino(), 300);
    shutdown.listen();
    setTimeout(() => {}, 60_000);
    ${code};
    console.log("ready");`;
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", program]);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (output += text));
  const exit = once(child, "close");
  for (const [index, signal] of signals.entries()) {
    await expect.poll(() => output).toContain(index === 0 ? "ready" : "stopping");
    child.kill(signal);
  }
  const [exitCode] = await exit;
  return { exitCode, output };
}

test("what was opened last is closed first, and a step that fails holds up no other", async () => {
  const code = `for (const step of [1, 2, 3]) shutdown.add(async () => {
    console.log("closed", step);
    if (step === 2) throw new Error("planted");
  })`;
  const { exitCode, output } = await run(code, "SIGTERM");
  expect(exitCode).toBe(0);
  expect(output.match(/closed \d/g)).toEqual(["closed 3", "closed 2", "closed 1"]);
  expect(output).toContain("planted");
});

test("a step that hangs is given up", async () => {
  const { exitCode, output } = await run(`shutdown.add(() => ${NEVER})`, "SIGTERM");
  expect(exitCode).toBe(1);
  expect(output).toContain("not everything was closed within 0.3 s");
});

test("a second signal ends it at once", async () => {
  const { exitCode, output } = await run(`shutdown.add(() => ${NEVER})`, "SIGINT", "SIGTERM");
  expect(exitCode).toBe(1);
  expect(output).not.toContain("not everything");
});

test.each([
  "setTimeout(() => { throw new Error('planted') })",
  "Promise.reject(new Error('planted'))",
])("a bug is logged with its stack and ends it: %s", async (code) => {
  const { exitCode, output } = await run(code);
  expect(exitCode).toBe(1);
  expect(output).toMatch(/"a bug ended the program"/);
  expect(output).toMatch(/planted.*\\n\s+at /);
});
