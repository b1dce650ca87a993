import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import type { LoadEvent } from "../../loader/events.ts";
import { readProjectSql } from "../../loader/incoming.ts";
import { type NotebookOptions, withNotebooks } from "../../loader/prove-notebooks.ts";
import { check, type SwapOptions, swap } from "../../loader/swap.ts";
import { runLoader } from "../../server/loader-process.ts";
import { prepareDatabase } from "../../sql/prepare-database.ts";
import { NotebookProject } from "../notebooks/project.ts";
import { freshDatabase, psql, testPostgres } from "../postgres.ts";
import { loadDemonstration } from "../server/served.ts";
import { asLoader, load, stageFrom, swapOptions } from "./drive.ts";
import { writeMarkedRelease } from "./marked-release.ts";
import { realOnet, withoutRealOnet } from "./real-onet.ts";

// Each gate takes 4 s of CPU, loads of real releases more.
vi.setConfig({ testTimeout: 180_000 });
const older = writeMarkedRelease("29.2", "old", 6);
const newer = writeMarkedRelease("30.3", "new", 6);
afterAll(() => {
  for (const folder of [older, newer]) rmSync(folder, { recursive: true });
});
const sql = await readProjectSql();
const server = await testPostgres(18);
const database = await freshDatabase(server);
beforeAll(async () => {
  await prepareDatabase(database);
  await load(database, older);
  await asLoader(database, (session) => stageFrom(session, newer));
});

/** Tries, with the staged release, what a loader would do with these notebooks. */
function attempt<T>(
  what: (session: Parameters<typeof swap>[0], options: SwapOptions) => Promise<T>,
  { root, seconds }: NotebookOptions,
  accept: string[] = [],
  report?: (event: LoadEvent) => void,
): Promise<T> {
  return asLoader(
    database,
    (session) =>
      withNotebooks(
        session,
        sql,
        (notebooks) => what(session, swapOptions("load", { sql, accept, policy: ["keep"], notebooks })),
        { root: root!, ...(seconds && { seconds }) },
      ),
    report,
  );
}

const isLive = async () =>
  (await psql<{ release: string }>(database, "SELECT release FROM onet.release"))[0]!.release;

const READ = `import { query, release } from "#notebook";
import occupations from "../sql/queries/occupations.sql";
`;
/** Of the incoming release, by the rows' own marks, and the live one. */
const SEES = `${READ}
// %% Whose rows
const rows = await query(occupations);
if (rows.length !== 6 || release.release !== "30.3") throw new Error(\`\${release.release} has \${rows.length}\`);
rows;
`;

test("a notebook that a release breaks refuses it by name, file, line and words; accepted, it goes live and is logged", async () => {
  const { root } = new NotebookProject(
    {
      "sees.ts": SEES,
      "gap.ts": `${READ}
const rows = await query(occupations);

// %% The gap
const nurse = rows.find(() => release.release === "29.2");
const words =
  nurse!.title.toUpperCase();

// %% Waits for it
words;
`,
    },
    onTestFinished,
  );
  await expect(attempt(swap, { root })).rejects.toMatchObject({
    message:
      "release 30.3 is not put live:\n" +
      "  notebooks/gap.ts:9 “The gap”: TypeError: Cannot read properties of undefined (reading 'title')\n" +
      "    (to swap nevertheless: --accept notebooks/gap)",
    problems: [{ name: "notebooks/gap" }],
  });
  expect(await isLive()).toBe("29.2");
  await attempt(swap, { root }, ["notebooks/gap"]);
  expect(await isLive()).toBe("30.3");
  expect(await psql(database, "SELECT accepted FROM release_log ORDER BY swapped_at DESC LIMIT 1")).toEqual([
    { accepted: ["notebooks/gap"] },
  ]);
  await load(database, older, { policy: ["keep"] });
  await asLoader(database, (session) => stageFrom(session, newer));
});

test("one that never ends or ends its process is a problem; the others are proven all the same", async () => {
  const { root } = new NotebookProject(
    {
      "ending.ts": `${READ}
if (release.release === "30.3") process.exit(3);
`,
      // Longer than PostgreSQL lets a silent gate be.
      "endless.ts": `${READ}
if (release.release === "30.3") await new Promise(() => {});
`,
      "failing.ts": `${READ}
throw new Error(release.release);
`,
      "sees.ts": SEES,
    },
    onTestFinished,
  );
  const problems = await attempt(check, { root, seconds: 12 });
  expect(problems.map(({ name, message }) => `${name} | ${message}`)).toEqual([
    expect.stringMatching(/^notebooks\/ending \| notebooks\/ending\.ts: its process ended \(exit code 3\)/),
    "notebooks/endless | notebooks/endless.ts: did not finish within 12 s",
    "notebooks/failing | notebooks/failing.ts:4: Error: 30.3",
  ]);
});

test("what fails on the live release too, in the same words, is told and refuses nothing", async () => {
  const { root } = new NotebookProject(
    {
      "broken.ts": `// %% [markdown]\n// # Broken\n\n// %%\nconst twice = 1;\n\n// %%\nconst twice = 2;\n`,
      "foreign.ts": `document.createElement("canvas").getContext("2d")!.fillRect(0, 0, 1, 1);\n`,
      "worse.ts": `${READ}
throw new Error(release.release === "30.3" ? "worse" : "bad");
`,
    },
    onTestFinished,
  );
  const told: string[] = [];
  const problems = await attempt(check, { root }, [], (event) => {
    if (event.type === "warning") told.push(event.message);
  });
  expect(problems).toEqual([{ name: "notebooks/worse", message: "notebooks/worse.ts:4: Error: worse" }]);
  expect(told).toEqual([
    expect.stringMatching(/^notebooks\/broken\.ts:8:\d+: .*twice.* \(on the live release too\)$/),
    expect.stringMatching(/^notebooks\/foreign\.ts:1: TypeError.* \(on the live release too\)$/),
  ]);
});

test("where the process can't start, or the work around it fails, that is told and nothing of it stays", async () => {
  const project = new NotebookProject({ "sees.ts": SEES }, onTestFinished);
  project.write("server/gate/main.ts", "throw new Error('no notebooks today');");
  expect(await attempt(check, project)).toEqual([
    {
      name: "notebooks",
      message: expect.stringMatching(/^the notebooks can't be run, so nobody knows .*no notebooks today/s),
    },
  ]);
  project.write("server/gate/main.ts", "setInterval(() => {}, 1000);");
  const failing = attempt(() => Promise.reject(new Error("staging failed")), project);
  await expect(failing).rejects.toThrow("staging failed");
  await sleep(200);
  const processes = execFileSync("ps", ["-axo", "command"], { encoding: "utf8" });
  expect(processes).not.toContain(join(project.root, "server/gate/main.ts"));
});

test("a first release, and a project without notebooks, start no process", async () => {
  const empty = await freshDatabase(server);
  await prepareDatabase(empty);
  const given = (url: string, options: NotebookOptions) =>
    asLoader(url, (session) => withNotebooks(session, sql, async (notebooks) => notebooks, options));
  expect(await given(empty, {})).toBeUndefined();
  expect(await given(database, { root: join(older, "..") })).toBeUndefined();
});

test("every shipped notebook works on the demonstration in place of itself", async () => {
  const url = await freshDatabase(server);
  await loadDemonstration(url);
  await loadDemonstration(url);
});

test.skipIf(withoutRealOnet)("every shipped notebook works on 30.3 in place of 29.2", async () => {
  const url = await freshDatabase(server);
  const environment = { ...process.env, DATABASE_URL: url };
  for (const file of ["db_29_2_text.zip", "db_30_3_csv.zip"])
    expect(await runLoader(["load", realOnet(file), "--yes"], { environment })).toMatchObject({
      exitCode: 0,
    });
});
