import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test, vi } from "vitest";
import { freshDatabase, psql, testPostgres } from "../postgres.ts";
import { writeMarkedRelease } from "./marked-release.ts";

// Each replacement of a release runs the notebooks on it, in a process that takes 4 s of CPU.
vi.setConfig({ testTimeout: 180_000 });
const server = await testPostgres(18);
const older = writeMarkedRelease("29.2", "old", 6);
const newer = writeMarkedRelease("30.3", "new", 6);
afterAll(() => {
  for (const folder of [older, newer]) rmSync(folder, { recursive: true });
});

interface Run {
  code: number | null;
  stdout: string;
  stderr: string;
  /** the JSON lines of standard output */
  lines: Record<string, unknown>[];
}

function onet(url: string, ...args: string[]): Promise<Run> {
  const child = spawn(
    process.execPath,
    ["--import", "tsx", fileURLToPath(new URL("../../loader/main.ts", import.meta.url)), ...args],
    {
      env: { ...process.env, DATABASE_URL: url },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let [stdout, stderr] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  return new Promise((resolve) =>
    child.once("close", (code) => {
      const lines = args.includes("--json")
        ? stdout
            .trim()
            .split("\n")
            .filter(Boolean)
            .map((line) => JSON.parse(line))
        : [];
      resolve({ code, stdout, stderr, lines });
    }),
  );
}

test("a release goes from its folder to live, is replaced, reverted and pruned", async () => {
  const url = await freshDatabase(server);
  expect(await onet(url, "status")).toMatchObject({
    code: 0,
    stdout: expect.stringContaining("nothing yet: npm run onet -- load SOURCE"),
  });
  expect(await onet(url, "load", older, "--yes")).toMatchObject({
    code: 0,
    stdout: expect.stringContaining("Release 29.2"),
  });
  expect(await onet(url, "stage", newer)).toMatchObject({ code: 0 });
  expect(await onet(url, "plan")).toMatchObject({
    code: 0,
    stdout: expect.stringContaining("in place of 29.2"),
  });
  expect(await onet(url, "check")).toMatchObject({
    code: 0,
    stdout: expect.stringContaining("every view, query and notebook works"),
  });
  expect(await psql(url, "SELECT release FROM onet.release")).toEqual([{ release: "29.2" }]);
  expect(await onet(url, "swap", "--yes")).toMatchObject({ code: 0 });
  expect(await onet(url, "revert", "--yes")).toMatchObject({ code: 0 });
  expect(await psql(url, "SELECT release FROM onet.release")).toEqual([{ release: "29.2" }]);
  expect(await onet(url, "prune")).toMatchObject({ code: 0, stdout: "dropped the previous release\n" });
  expect(await onet(url, "revert", "--yes")).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("no previous release"),
  });
});

test("with --json every line is an event, the last the result", async () => {
  const url = await freshDatabase(server);
  const { code, lines } = await onet(url, "load", older, "--yes", "--json");
  expect(code).toBe(0);
  expect(lines.filter(({ type }) => type === "table")).toHaveLength(40);
  expect(lines.filter(({ type }) => type === "step").map(({ step }) => step)).toEqual(
    expect.arrayContaining(["stage", "staged", "check", "committed", "done"]),
  );
  expect(lines.at(-1)).toMatchObject({
    type: "result",
    verb: "load",
    exitCode: 0,
    live: "29.2",
    plan: { live: null },
  });
  const status = await onet(url, "status", "--json");
  expect(status.lines).toMatchObject([
    {
      type: "result",
      status: { live: { release: "29.2" }, previous: null, keys: [{ validated: true }, { validated: true }] },
    },
  ]);
});

test("a refusal exits with 2 and a report, a bad release with 1 and its place; nobody to ask is a refusal", async () => {
  const url = await freshDatabase(server);
  await onet(url, "load", older, "--yes");
  expect(await onet(url, "load", newer)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("Nobody is there to answer: add --yes"),
  });
  await psql(url, "INSERT INTO occupation (onet_code) SELECT onetsoc_code FROM onet.occupation_data");
  const recoded = writeMarkedRelease("30.4", "new", 6, ([first]) => ({ [first!]: "99-0001.00" }));
  const refused = await onet(url, "load", recoded, "--yes", "--json");
  expect(refused.code).toBe(2);
  expect(refused.lines.at(-1)).toMatchObject({
    exitCode: 2,
    plan: { annotations: [{ table: "occupation", fate: "keep" }] },
  });
  rmSync(recoded, { recursive: true });
  expect(await onet(url, "load", "/nowhere.zip", "--yes")).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("/nowhere.zip cannot be found"),
  });
  expect(await psql(url, "SELECT release FROM onet.release")).toEqual([{ release: "29.2" }]);
});

test("wrong words are answered with the usage, wrong settings by name", async () => {
  const url = await freshDatabase(server);
  expect(await onet(url, "lode", older)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("npm run onet -- VERB"),
  });
  expect(await onet(url, "load", older, "--retird", "keep")).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("--retird"),
  });
  expect(await onet(url, "load", older, "--retired", "drop")).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("say follow, keep or follow,keep"),
  });
  expect(await onet("mysql://x", "status")).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("DATABASE_URL: must look like postgres://"),
  });
  expect(await onet(url, "--help")).toMatchObject({
    code: 0,
    stdout: expect.stringContaining("load SOURCE"),
  });
});

test("the demonstration release loads and says that it is synthetic", async () => {
  const url = await freshDatabase(server);
  expect(await onet(url, "load", "demonstration", "--yes")).toMatchObject({
    code: 0,
    stdout: expect.stringContaining("synthetic"),
  });
  expect(await psql(url, "SELECT synthetic, source FROM onet.release")).toEqual([
    { synthetic: true, source: "demonstration" },
  ]);
});
