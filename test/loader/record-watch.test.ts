import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
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
const soon = { timeout: 20_000, interval: 50 };

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
  await vi.waitFor(
    () => expect(told).toContain('sql/queries/watched.sql: column "titel" does not exist'),
    soon,
  );
  expect(readFileSync(types, "utf8")).toContain("title: string;");

  rmSync(query);
  await once(child, "message");
  expect(existsSync(types)).toBe(false);

  const exit = once(child, "exit"); // "close" does not come after disconnect()
  child.disconnect();
  const [code] = await exit;
  expect(code).toBe(0);
});
