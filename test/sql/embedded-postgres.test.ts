import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Client } from "pg";
import { expect, type TestContext, test, vi } from "vitest";
import { embeddedBinaries, packagedBinaries } from "../../sql/embedded-binaries.ts";
import { type EmbeddedOptions, startEmbeddedPostgres, systemBinaries } from "../../sql/embedded-postgres.ts";
import { addUse, processStart, withLock } from "../../sql/embedded-users.ts";

const debian = systemBinaries(15);
const isRootOnLinux = process.platform === "linux" && process.getuid?.() === 0;

/** A data folder path with a space, below a 0700 folder (mkdtemp's), gone after the test. */
function newFolder({ onTestFinished }: TestContext): string {
  const parent = fs.mkdtempSync(join(tmpdir(), "onetbook-test-"));
  onTestFinished(() => fs.rmSync(parent, { recursive: true, force: true }));
  return join(parent, "data of this test");
}

async function start(context: TestContext, dir: string, options: EmbeddedOptions = {}) {
  const server = await startEmbeddedPostgres(dir, { durable: false, ...options });
  context.onTestFinished(() => server.stop());
  return server;
}

/** Another process that uses `dir`; prints the server's pid, stops on a line of input. */
function startElsewhere({ onTestFinished }: TestContext, dir: string, env = process.env) {
  const program = `
    import { startEmbeddedPostgres } from "./sql/embedded-postgres.ts";
    const server = await startEmbeddedPostgres(process.argv[1], { durable: false });
    console.log(server.pid);
    process.stdin.once("data", () => server.stop().then(() => process.exit()));`;
  const args = ["--import", "tsx", "--input-type=module", "--eval", program, dir];
  // A group of its own, as a shell gives each command: what Ctrl-C or a closed terminal ends.
  const child = spawn(process.execPath, args, { env, detached: true, stdio: ["pipe", "pipe", "inherit"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

async function serverPid(child: ChildProcess): Promise<number> {
  const exit = once(child, "exit").then(() => Promise.reject(new Error("it exited, see its error above")));
  const [line] = await Promise.race([once(child.stdout!, "data"), exit]);
  return Number(line);
}

async function end(child: ChildProcess): Promise<void> {
  child.stdin!.write("stop\n");
  expect(await once(child, "exit")).toEqual([0, null]);
}

async function query(url: string, sql: string): Promise<unknown[][]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query({ text: sql, rowMode: "array" })).rows;
  } finally {
    await client.end();
  }
}

function mode(file: string): string {
  return (fs.statSync(file).mode & 0o777).toString(8);
}

function isRunning(pid: number): boolean {
  return processStart(pid) !== undefined;
}

test.concurrent("a new folder gets a server with the settings Onetbook counts on", async (context) => {
  const dir = newFolder(context);
  const server = await start(context, dir, { durable: undefined, parameters: { max_connections: "37" } });
  expect(await query(server.url, "select version(), current_database(), usesuper from pg_user")).toEqual([
    [expect.stringMatching(/^PostgreSQL 18\./), "onetbook", true],
  ]);
  const settings = Object.fromEntries(await query(server.url, "select name, setting from pg_settings"));
  expect(settings).toMatchObject({
    listen_addresses: "127.0.0.1",
    port: String(server.port),
    unix_socket_directories: "",
    password_encryption: "scram-sha-256",
    max_connections: "37",
    wal_level: "minimal",
    max_wal_senders: "0",
    max_wal_size: "2048",
    shared_buffers: "32768", // pages of 8 kB
    fsync: "on",
    synchronous_commit: "on",
    full_page_writes: "on",
  });
  expect(server.port).toBeGreaterThanOrEqual(15_432);
  expect(server.port).toBeLessThan(32_768);
});

test.concurrent("nobody else can read the data or learn the password", async (context) => {
  const dir = newFolder(context);
  fs.mkdirSync(dir, { mode: 0o755 });
  const server = await start(context, dir);
  const { password } = new URL(server.url);
  expect(fs.readFileSync(join(dir, "password"), "utf8")).toBe(password);
  for (const folder of ["", "pg", "users"]) expect(mode(join(dir, folder))).toBe("700");
  for (const file of ["password", "postgres.log", "pg/PG_VERSION"]) expect(mode(join(dir, file))).toBe("600");

  const wrong = server.url.replace(password, "wrong");
  await expect(query(wrong, "select 1")).rejects.toThrow("password authentication failed");
  const rules = fs.readFileSync(join(dir, "pg/pg_hba.conf"), "utf8").match(/^(local|host).*/gm) ?? [];
  expect(rules.length).toBeGreaterThan(0);
  for (const rule of rules) expect(rule).toMatch(/ scram-sha-256$/);

  const processes = execFileSync("ps", ["-eww", "-o", "pid,args"], { encoding: "utf8" });
  expect(processes).toContain(`port=${server.port}`);
  expect(processes).not.toContain(password);
  const log = fs.readFileSync(join(dir, "postgres.log"), "utf8");
  expect(log).toContain("password authentication failed");
  expect(log).not.toContain(password);
});

test.concurrent("a second start attaches, the last stop ends the server, data outlive it", async (context) => {
  const dir = newFolder(context);
  const first = await start(context, dir);
  const second = await start(context, dir);
  expect(second).toMatchObject({ url: first.url, pid: first.pid });
  await query(first.url, "create table note as select 'kept' as text");
  await Promise.all([first.stop(), first.stop()]);
  expect(await query(second.url, "select text from note")).toEqual([["kept"]]);
  await second.stop();
  expect(isRunning(first.pid)).toBe(false);
  expect(fs.readdirSync(join(dir, "users"))).toEqual([]);

  fs.writeFileSync(join(dir, "postgres.log"), Buffer.alloc(11_000_000));
  const third = await start(context, dir);
  expect(third.pid).not.toBe(first.pid);
  expect(third.port).toBe(first.port);
  expect(await query(third.url, "select text from note")).toEqual([["kept"]]);
  expect(fs.statSync(join(dir, "postgres.log")).size).toBeLessThan(10_000);
  expect(fs.existsSync(join(dir, "postgres.log.old"))).toBe(true);
});

test.concurrent("two processes that start at once share one server", async (context) => {
  const dir = newFolder(context);
  const children = [startElsewhere(context, dir), startElsewhere(context, dir)] as const;
  const [pid, other] = await Promise.all(children.map(serverPid));
  expect(other).toBe(pid);
  await end(children[0]);
  expect(isRunning(pid!)).toBe(true);
  await end(children[1]);
  expect(isRunning(pid!)).toBe(false);
});

test.concurrent("a server whose users were all killed is adopted by the next start", async (context) => {
  const dir = newFolder(context);
  const child = startElsewhere(context, dir);
  const pid = await serverPid(child);
  process.kill(-child.pid!, "SIGKILL"); // the whole group, which the server is not part of
  await once(child, "exit");
  const server = await start(context, dir);
  expect(server.pid).toBe(pid);
  await server.stop();
  expect(isRunning(pid)).toBe(false);
});

test.concurrent("a start recovers from a killed server, waiting for its last session", async (context) => {
  const dir = newFolder(context);
  const killed = await start(context, dir, { durable: true });
  await query(killed.url, "create table note as select 'kept' as text");
  const client = new Client({ connectionString: killed.url });
  const lost = new Promise((resolve) => client.on("error", resolve));
  await client.connect();
  const { rows } = await client.query("select pg_backend_pid() as pid");
  process.kill(rows[0].pid, "SIGSTOP");
  process.kill(killed.pid, "SIGKILL");
  const starting = start(context, dir);
  await logged(dir, "pre-existing shared memory block");
  process.kill(rows[0].pid, "SIGCONT");
  await lost;
  const server = await starting;
  expect(server.pid).not.toBe(killed.pid);
  expect(await query(server.url, "select text from note")).toEqual([["kept"]]);
  await killed.stop();
  expect(isRunning(server.pid)).toBe(true);
});

async function logged(dir: string, words: string): Promise<void> {
  const log = join(dir, "postgres.log");
  await vi.waitFor(() => expect(fs.readFileSync(log, "utf8")).toContain(words), { timeout: 30_000 });
}

test.concurrent("files left by dead processes mean nothing, also when their pid is in use again", async (context) => {
  const dir = newFolder(context);
  fs.mkdirSync(join(dir, "users"), { recursive: true });
  for (const name of [`${process.pid}-1-ffffffff`, "4194305-1-ffffffff"]) {
    fs.writeFileSync(join(dir, "users", name), name);
    fs.writeFileSync(join(dir, "start.lock"), name);
  }
  fs.writeFileSync(join(dir, "start.lock.break"), "4194305-1-ffffffff");
  await (await start(context, dir)).stop();
  expect(fs.readdirSync(join(dir, "users"))).toEqual([]);
  expect(fs.readdirSync(dir).sort()).toEqual(["password", "pg", "postgres.log", "users"]);

  const stranger = spawn("sleep", ["60"]);
  context.onTestFinished(() => void stranger.kill());
  const lines = [stranger.pid, join(dir, "pg"), 1, 15432, "", "127.0.0.1", "", "ready"];
  fs.writeFileSync(join(dir, "pg/postmaster.pid"), lines.join("\n"));
  const server = await start(context, dir);
  expect(server.pid).not.toBe(stranger.pid);
});

test.concurrent("a start waits while another process holds the lock", async (context) => {
  const dir = newFolder(context);
  fs.mkdirSync(dir);
  const use = addUse(join(dir, "users"));
  const order: string[] = [];
  let starting: Promise<number> | undefined;
  await withLock(join(dir, "start.lock"), use, async () => {
    starting = start(context, dir).then(() => order.push("started"));
    await vi.waitFor(() => expect(fs.readdirSync(join(dir, "users")).length).toBe(2));
    await new Promise((resolve) => setTimeout(resolve, 100));
    order.push("released");
  });
  await starting;
  fs.rmSync(use);
  expect(order).toEqual(["released", "started"]);
});

test.skipIf(process.platform !== "linux")("a zombie counts as gone", { concurrent: true }, async () => {
  // The sleep that replaces the shell never collects the shell's child.
  const parent = spawn("bash", ["-c", "sleep 0.1 & echo $!; exec sleep 60"]);
  const [line] = await once(parent.stdout, "data");
  const pid = Number(line);
  await vi.waitFor(() => expect(fs.readFileSync(`/proc/${pid}/stat`, "utf8")).toMatch(/\) Z /));
  expect(processStart(pid)).toBeUndefined();
  parent.kill();
});

test.concurrent("a port taken just before the server wants it is replaced by another", async (context) => {
  const dir = newFolder(context);
  const taken = createServer();
  await once(taken.listen(0, "127.0.0.1"), "listening");
  context.onTestFinished(() => void taken.close());
  const { port } = taken.address() as { port: number };
  const { initdb, postgres } = embeddedBinaries();
  const racer = join(dirname(dir), "postgres");
  // At its first start this one finds the port it was given taken.
  const script = `#!/bin/bash
    if [[ $1 == -D && ! -e "$0.lost" ]]; then touch "$0.lost"; set -- "\${@/#port=*/port=${port}}"; fi
    exec "${postgres}" "$@"`;
  fs.writeFileSync(racer, script, { mode: 0o755 });
  const server = await start(context, dir, { binaries: { initdb, postgres: racer } });
  expect(fs.existsSync(`${racer}.lost`)).toBe(true);
  await logged(dir, "Address already in use");
  expect(await query(server.url, "select 1")).toEqual([[1]]);
});

test.concurrent("a stop ends a server one of whose sessions does not react", async (context) => {
  const dir = newFolder(context);
  const server = await start(context, dir);
  const client = new Client({ connectionString: server.url });
  client.on("error", () => {});
  await client.connect();
  const { rows } = await client.query("select pg_backend_pid() as pid");
  process.kill(rows[0].pid, "SIGSTOP");
  await server.stop();
  expect(isRunning(server.pid)).toBe(false);
  expect(isRunning(rows[0].pid)).toBe(false);
});

test.concurrent("a server that refuses to start says why", async (context) => {
  const dir = newFolder(context);
  const refused = start(context, dir, { parameters: { wal_level: "none" } });
  await expect(refused).rejects.toThrow(/does not start in .*data of this test.*wal_level/s);
  expect(fs.readdirSync(join(dir, "users"))).toEqual([]);

  const { password } = new URL((await start(context, dir)).url);
  fs.writeFileSync(join(dir, "password"), "other");
  await expect(start(context, dir)).rejects.toThrow(/does not take the password in .*\/password: /);
  fs.rmSync(join(dir, "password"));
  await expect(start(context, dir)).rejects.toThrow(/\/password is missing.*put it back/);
  fs.writeFileSync(join(dir, "password"), password);
  await start(context, dir);
});

test.concurrent("a package without symlinks and modes is healed", async (context) => {
  const root = join(dirname(newFolder(context)), "package");
  const original = dirname(dirname(dirname(embeddedBinaries().postgres)));
  fs.cpSync(original, root, { recursive: true, filter: (file) => !fs.lstatSync(file).isSymbolicLink() });
  for (const name of ["initdb", "postgres"]) fs.chmodSync(join(root, "native/bin", name), 0o644);
  const { postgres, initdb } = packagedBinaries(root);
  for (const file of [postgres, initdb])
    expect(execFileSync(file, ["--version"], { encoding: "utf8" })).toContain("18.");
  const links = fs
    .readdirSync(join(root, "native/lib"), { withFileTypes: true })
    .filter((f) => f.isSymbolicLink());
  expect(links.length).toBeGreaterThan(0);
  for (const { name } of links) expect(fs.readlinkSync(join(root, "native/lib", name))).not.toContain("/");

  fs.rmSync(join(root, "native/lib"), { recursive: true });
  expect(() => packagedBinaries(root)).toThrow(/package lacks its link native\/lib.*run npm rebuild/);
});

test.concurrent("binaries that do not run are named", async (context) => {
  const dir = newFolder(context);
  const binaries = { initdb: "/nowhere/initdb", postgres: "/nowhere/postgres" };
  const named = /\/nowhere\/postgres does not run here: .*set DATABASE_URL/s;
  await expect(start(context, dir, { binaries })).rejects.toThrow(named);
});

test.skipIf(!debian && !process.env.CI)(
  "Debian's PostgreSQL 15 runs too, and its data are refused by 18",
  { concurrent: true },
  async (context) => {
    const dir = newFolder(context);
    const server = await start(context, dir, { binaries: debian! });
    expect(await query(server.url, "show server_version")).toEqual([[expect.stringMatching(/^15\./)]]);
    await server.stop();
    const refusal =
      /the database in .* was made by PostgreSQL 15, and this is PostgreSQL 18.*move the folder/;
    await expect(start(context, dir)).rejects.toThrow(refusal);
  },
);

test.skipIf(!isRootOnLinux)(
  "root without user namespaces runs the server as nobody, and goes on so",
  { concurrent: true },
  async (context) => {
    const dir = newFolder(context);
    await (await start(context, dir)).stop();
    const owner = () => fs.statSync(join(dir, "pg/base")).uid;
    expect(owner()).toBe(0);
    const path = join(dirname(dir), "bin");
    fs.mkdirSync(path);
    for (const name of ["setpriv", "chown"]) {
      fs.symlinkSync(execFileSync("which", [name], { encoding: "utf8" }).trim(), join(path, name));
    }
    const child = startElsewhere(context, dir, { ...process.env, PATH: path });
    const pid = await serverPid(child);
    expect(fs.statSync(`/proc/${pid}`).uid).toBe(65534);
    await end(child);
    expect(owner()).toBe(65534);
    const server = await start(context, dir);
    expect(await query(server.url, "select 1")).toEqual([[1]]);
  },
);

test.skipIf(!isRootOnLinux)("a folder of another user is refused", { concurrent: true }, async (context) => {
  const dir = newFolder(context);
  fs.mkdirSync(dir);
  fs.chownSync(dir, 1234, 1234);
  await expect(start(context, dir)).rejects.toThrow(/belongs to user id 1234, this program runs as 0/);
});
