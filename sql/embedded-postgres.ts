import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes, randomInt } from "node:crypto";
import * as fs from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Client, DatabaseError } from "pg";
import {
  embeddedBinaries,
  type PostgresBinaries,
  postgresRunner,
  run,
  serverEnvironment,
} from "./embedded-binaries.ts";
import { addUse, isUsed, processStart, readIfThere, withLock } from "./embedded-users.ts";

export { type PostgresBinaries, systemBinaries } from "./embedded-binaries.ts";

export interface EmbeddedPostgres {
  /** postgres://postgres:<password>@127.0.0.1:<port>/onetbook , superuser, database onetbook exists */
  url: string;
  port: number;
  pid: number;
  /** Stops the server, unless another living process uses it too. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  /** false in tests: no fsync, synchronous_commit, full_page_writes; initdb --no-sync */
  durable?: boolean;
  /** default: the embedded PostgreSQL 18; tests pass Debian's 15 (/usr/lib/postgresql/15/bin) */
  binaries?: PostgresBinaries;
  /** extra server parameters, e.g. { max_connections: "200" } */
  parameters?: Record<string, string>;
}

const DEFAULTS = {
  max_connections: "100",
  shared_buffers: "256MB",
  // COPY into a table made in the same transaction then skips the WAL; nothing replicates from this server.
  wal_level: "minimal",
  max_wal_senders: "0",
  max_wal_size: "2GB",
};
const NOT_DURABLE = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };

/** What a start may meet that passes: a port taken meanwhile, the last processes of a killed server. */
const PASSING = /Address already in use|pre-existing shared memory block|"postmaster\.pid" already exists/;
const PASSING_MS = 20_000;
/** Long, for a server that replays its WAL after a crash: stopping it would only begin that anew. */
const START_MS = 300_000;
/** How long a stop waits for a backend that does not react, before it stops as in a crash (which loses nothing). */
const STOP_MS = 10_000;
const LOG_BYTES = 10_000_000;

interface Setup extends Required<EmbeddedOptions> {
  dir: string;
  data: string;
  passwordFile: string;
  log: string;
}

interface Server {
  pid: number;
  port: number;
  status: string;
}

/**
 * Starts the PostgreSQL whose data live under `dir`, or attaches to it when it runs already (it then keeps the
 * parameters it was started with). Errors say what to do, and end with the server's last words where it had any.
 */
export async function startEmbeddedPostgres(
  dir: string,
  options: EmbeddedOptions = {},
): Promise<EmbeddedPostgres> {
  const setup = prepare(dir, options);
  const users = join(setup.dir, "users");
  const lock = join(setup.dir, "start.lock");
  const use = addUse(users);
  const release = () =>
    withLock(lock, use, async () => {
      fs.rmSync(use);
      const server = runningServer(setup.data);
      if (server && !isUsed(users)) await shutDown(server, setup);
    });
  try {
    const { port, pid } = await withLock(lock, use, () => attachOrStart(setup));
    const url = `postgres://postgres:${password(setup)}@127.0.0.1:${port}/onetbook`;
    let released: Promise<void> | undefined;
    const stop = () => {
      released ??= release();
      return released;
    };
    return { url, port, pid, stop };
  } catch (error) {
    await release();
    throw error;
  }
}

function prepare(dir: string, options: EmbeddedOptions): Setup {
  fs.mkdirSync(dir, { recursive: true, mode: 0o700 });
  const own = process.getuid?.();
  const { uid } = fs.statSync(dir);
  if (own !== undefined && uid !== own)
    throw new Error(
      `the data folder ${dir} belongs to user id ${uid}, this program runs as ${own}: start it as that user`,
    );
  fs.chmodSync(dir, 0o700);
  const real = fs.realpathSync(dir); // one name for all who use it: see isPostmaster
  return {
    durable: options.durable ?? true,
    parameters: options.parameters ?? {},
    binaries: options.binaries ?? embeddedBinaries(),
    dir: real,
    data: join(real, "pg"),
    passwordFile: join(real, "password"),
    log: join(real, "postgres.log"),
  };
}

function password({ passwordFile, data }: Setup): string {
  const text = readIfThere(passwordFile);
  if (text) return text;
  throw new Error(
    `${passwordFile} is missing, and with it the password of the database in ${data}: ` +
      "put it back, or move the folder away to begin with an empty database",
  );
}

async function attachOrStart(setup: Setup): Promise<Server> {
  const { prefix, major, account } = await postgresRunner(setup.binaries.postgres, setup.data);
  const made = readIfThere(join(setup.data, "PG_VERSION"))?.trim();
  if (made === undefined) await initialize(setup, prefix);
  else if (Number(made) !== major) throw otherVersion(setup, made, major);
  const begun = Date.now();
  let launched: Launched | undefined;
  for (;;) {
    const server = runningServer(setup.data);
    if (server?.status === "ready" && (await answers(server, setup))) return server;
    if (server?.status === "stopping") await shutDown(server, setup);
    if (!server && !isRunning(launched)) {
      if (launched) await refuseUnlessPassing(setup, launched, begun);
      if (account) await run(["chown", "-R", `${account}:${account}`, setup.data]);
      launched = await launch(setup, prefix);
    }
    if (Date.now() > begun + START_MS)
      throw new Error(`PostgreSQL in ${setup.data} is not ready after 5 minutes:\n${lastWords(setup.log)}`);
    await sleep(20);
  }
}

/** A new database cluster; it takes its name only when it is complete. */
async function initialize(setup: Setup, prefix: string[]): Promise<void> {
  const unfinished = `${setup.data}.init`;
  fs.rmSync(unfinished, { recursive: true, force: true });
  fs.writeFileSync(setup.passwordFile, randomBytes(24).toString("base64url"), { mode: 0o600, flush: true });
  try {
    await run([
      ...[...prefix, setup.binaries.initdb, "-D", unfinished, "-U", "postgres", "-E", "UTF8", "--locale=C"],
      ...["--auth=scram-sha-256", `--pwfile=${setup.passwordFile}`, "--no-instructions"],
      ...(setup.durable ? [] : ["--no-sync"]),
    ]);
  } catch (error) {
    throw new Error(`cannot make a database in ${setup.data}: ${(error as Error).message.trim()}`);
  }
  fs.renameSync(unfinished, setup.data);
}

function otherVersion({ data }: Setup, made: string, major: number): Error {
  return new Error(
    `the database in ${data} was made by PostgreSQL ${made}, and this is PostgreSQL ${major}, which cannot read it: ` +
      `run it with PostgreSQL ${made} and export what you need, or move the folder away to begin with an empty one`,
  );
}

interface Launched {
  process: ChildProcess;
  /** Where its words begin in the log. */
  logStart: number;
}

async function launch(setup: Setup, prefix: string[]): Promise<Launched> {
  // A server killed with SIGKILL leaves this file. Its pid may be another process by now, or a zombie, for which
  // PostgreSQL would refuse to start; it finds remaining processes of the old server by their shared memory.
  fs.rmSync(join(setup.data, "postmaster.pid"), { force: true });
  const parameters = {
    ...DEFAULTS,
    ...(setup.durable ? {} : NOT_DURABLE),
    ...setup.parameters,
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    port: String(await freePort(lastPort(setup.data))),
  };
  const [command = "", ...args] = [...prefix, setup.binaries.postgres, "-D", setup.data];
  for (const [name, value] of Object.entries(parameters)) args.push("-c", `${name}=${value}`);
  if ((fs.statSync(setup.log, { throwIfNoEntry: false })?.size ?? 0) > LOG_BYTES)
    fs.renameSync(setup.log, `${setup.log}.old`);
  const log = fs.openSync(setup.log, "a", 0o600);
  const logStart = fs.fstatSync(log).size;
  // Detached: a Ctrl-C in the terminal is for the program, which stops the server when it no longer needs it.
  const started = spawn(command, args, {
    cwd: "/",
    env: serverEnvironment(),
    detached: true,
    stdio: ["ignore", log, log],
  });
  fs.closeSync(log);
  started.on("error", (error) => fs.appendFileSync(setup.log, `${error.message}\n`));
  started.unref();
  return { process: started, logStart };
}

function isRunning(launched: Launched | undefined): boolean {
  return launched?.process.exitCode === null && launched.process.signalCode === null;
}

async function refuseUnlessPassing(
  { log, data }: Setup,
  { logStart }: Launched,
  begun: number,
): Promise<void> {
  const words = lastWords(log, logStart);
  if (!PASSING.test(words) || Date.now() > begun + PASSING_MS)
    throw new Error(`PostgreSQL does not start in ${data}:\n${words}`);
  await sleep(200);
}

function lastWords(log: string, from = 0): string {
  const words = fs.readFileSync(log).subarray(from).toString().trim();
  return words.split("\n").slice(-10).join("\n");
}

/** The port of the last run: whoever knows the server by its address finds it again after a crash. */
function lastPort(data: string): number | undefined {
  const port = /"port=(\d+)"/.exec(readIfThere(join(data, "postmaster.opts")) ?? "")?.[1];
  return port ? Number(port) : undefined;
}

/** A port nobody listens on, below those the system gives to outgoing connections (32768 and up). */
async function freePort(preferred: number | undefined): Promise<number> {
  for (let port = preferred ?? randomInt(15_432, 32_001); ; port = randomInt(15_432, 32_001)) {
    const isFree = await new Promise<boolean>((resolve) => {
      const probe = createServer().once("error", () => resolve(false));
      probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
    });
    if (isFree) return port;
  }
}

/** The living server of a data folder, from the postmaster.pid it keeps: pid, port and status in lines 1, 4, 8. */
function runningServer(data: string): Server | undefined {
  const lines = readIfThere(join(data, "postmaster.pid"))?.split("\n") ?? [];
  const pid = Number(lines[0]);
  if (!(pid > 0) || !isPostmaster(pid, data)) return undefined;
  return { pid, port: Number(lines[3]), status: lines[7]?.trim() ?? "starting" };
}

function isPostmaster(pid: number, data: string): boolean {
  if (processStart(pid) === undefined) return false;
  // Where there is no /proc, a pid that was given out again looks like a server that never gets ready.
  return readIfThere(`/proc/${pid}/cmdline`)?.split("\0").includes(data) ?? !fs.existsSync("/proc/self");
}

/** Whether the server takes connections; makes database onetbook if it is not there yet. */
async function answers({ port }: Server, setup: Setup): Promise<boolean> {
  const client = new Client({
    ...{ host: "127.0.0.1", port, user: "postgres", password: password(setup), database: "postgres" },
    ...{ ssl: false, connectionTimeoutMillis: 5_000 },
  });
  client.on("error", () => {}); // a connection lost later rejects the query as well
  try {
    await client.connect();
    const { rowCount } = await client.query("select from pg_database where datname = 'onetbook'");
    if (rowCount === 0) await client.query("create database onetbook");
    return true;
  } catch (error) {
    // 57P..: starting up or shutting down. Without a code of PostgreSQL's there was no connection yet.
    if (!(error instanceof DatabaseError) || error.code?.startsWith("57P")) return false;
    throw new Error(
      `PostgreSQL in ${setup.data} does not take the password in ${setup.passwordFile}: ${error.message}`,
    );
  } finally {
    await client.end();
  }
}

/** Fast shutdown: ends the sessions and writes a checkpoint. */
async function shutDown({ pid }: Server, { data, binaries }: Setup): Promise<void> {
  if (process.platform === "win32") {
    await run([join(dirname(binaries.postgres), "pg_ctl.exe"), "stop", "-m", "fast", "-D", data]);
    return;
  }
  const begun = Date.now();
  signal(pid, "SIGINT");
  while (isPostmaster(pid, data)) {
    if (Date.now() > begun + STOP_MS) signal(pid, "SIGQUIT");
    await sleep(10);
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error; // ESRCH: it ended meanwhile
  }
}
