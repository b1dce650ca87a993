import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test, vi } from "vitest";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const copy = mkdtempSync(join(tmpdir(), "onetbook-record-watch-"));
for (const folder of ["loader", "sql", "migrations", "package.json"])
  cpSync(join(repository, folder), join(copy, folder), { recursive: true });
symlinkSync(join(repository, "node_modules"), join(copy, "node_modules"));
let child: ChildProcess | undefined;
afterAll(async () => {
  child?.kill("SIGTERM");
  if (child?.exitCode === null) await once(child, "exit");
  rmSync(copy, { recursive: true, force: true });
});

const query = join(copy, "sql/queries/watched.sql");
const types = join(copy, "sql/queries/watched.d.sql.ts");
const soon = { timeout: 40_000, interval: 50 };
// Each make describes all queries on three releases.
vi.setConfig({ testTimeout: 120_000 });

test("while it watches, an edited query has its types at once; a broken one is told and keeps what it had", async () => {
  child = spawn(process.execPath, ["--import", "tsx", "loader/record/main.ts", "--watch"], {
    cwd: copy,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let told = "";
  for (const stream of [child.stdout!, child.stderr!]) stream.on("data", (text) => (told += text));
  await once(child, "message");
  expect(told).toContain("are up to date");

  writeFileSync(query, "SELECT title FROM onet.occupation_data");
  await once(child, "message");
  expect(readFileSync(types, "utf8")).toContain("title: string;");

  writeFileSync(query, "SELECT titel FROM onet.occupation_data");
  const [broken] = await once(child, "message");
  expect(broken).toEqual({ reason: 'sql/queries/watched.sql:1:8: column "titel" does not exist' });
  await vi.waitFor(() => expect(told).toContain(broken.reason), soon);
  expect(readFileSync(types, "utf8")).toContain("title: string;");

  for (const column of ["title", "description"]) {
    writeFileSync(`${query}.tmp`, `SELECT ${column} FROM onet.occupation_data`);
    renameSync(`${query}.tmp`, query);
    await once(child, "message");
    expect(readFileSync(types, "utf8")).toContain(`${column}: string;`);
  }
  mkdirSync(join(copy, "sql/queries/below"));
  writeFileSync(join(copy, "sql/queries/below/other.sql"), "SELECT 1 AS one");
  await once(child, "message");
  await vi.waitFor(() => expect(existsSync(join(copy, "sql/queries/below/other.d.sql.ts"))).toBe(true), soon);

  rmSync(query);
  await once(child, "message");
  expect(existsSync(types)).toBe(false);

  writeFileSync(query, "SELECT 1 AS one"); // while it makes that it is told to end
  await sleep(100);
  const exit = once(child, "exit"); // "close" does not come after disconnect()
  child.disconnect();
  const [code] = await exit;
  expect(code).toBe(0);
});

test("told to end while it still starts, it ends all the same, and its PostgreSQL with it", async () => {
  const folder = join(copy, "tmp");
  mkdirSync(folder);
  child = spawn(process.execPath, ["--import", "tsx", "loader/record/main.ts", "--watch"], {
    cwd: copy,
    env: { ...process.env, TMPDIR: folder },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  await vi.waitFor(() => expect(readdirSync(folder).join()).toContain("onetbook-record-"), soon);
  const exit = once(child, "exit");
  child.disconnect();
  expect((await exit)[0]).toBe(0);
  expect(readdirSync(folder).filter((name) => name.startsWith("onetbook-record-"))).toEqual([]);
});
