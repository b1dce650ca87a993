import { randomBytes } from "node:crypto";
import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * When a living process started, in clock ticks since boot ("0" where there is no /proc); undefined when it is gone.
 * With it a pid names one process for good, though pids are given out again.
 */
export function processStart(pid: number): string | undefined {
  if (existsSync("/proc/self/stat")) {
    const stat = readIfThere(`/proc/${pid}/stat`) ?? "";
    // The command, in brackets, may hold brackets and spaces itself: count the fields after it.
    const [state = "", ...rest] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    // A zombie is gone: in a container often nobody ever collects it.
    return state === "Z" || state === "X" ? undefined : rest[18];
  }
  try {
    process.kill(pid, 0);
    return "0";
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM" ? "0" : undefined;
  }
}

/** Notes in `folder` that this process uses what the folder stands for; returns the file to remove at the end. */
export function addUse(folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const name = `${process.pid}-${processStart(process.pid)}-${randomBytes(4).toString("hex")}`;
  const use = join(folder, name);
  writeFileSync(use, name, { mode: 0o600 });
  return use;
}

/** Whether a living process uses it; forgets those that died without saying so. */
export function isUsed(folder: string): boolean {
  const names = readdirSync(folder);
  for (const name of names.filter((name) => !isLiving(name))) rmSync(join(folder, name), { force: true });
  return names.some(isLiving);
}

function isLiving(name: string): boolean {
  const [pid, start] = name.split("-");
  return processStart(Number(pid)) === start;
}

/**
 * Runs `work` while no other holder of `lock` runs. The lock is a hard link to the holder's use file: made in one
 * step together with the name in it. One left by a dead process is removed, by one process only: two that saw it
 * at once would otherwise remove each other's new lock.
 */
export async function withLock<T>(lock: string, use: string, work: () => Promise<T>): Promise<T> {
  while (!takeLock(lock, use)) {
    if (isHeldByTheDead(lock)) {
      await withLock(`${lock}.break`, use, async () => {
        if (isHeldByTheDead(lock)) rmSync(lock);
      });
    } else await sleep(20);
  }
  try {
    return await work();
  } finally {
    rmSync(lock);
  }
}

function takeLock(lock: string, use: string): boolean {
  try {
    linkSync(use, lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

function isHeldByTheDead(lock: string): boolean {
  const holder = readIfThere(lock);
  return holder !== undefined && !isLiving(holder);
}

/** A file's text; undefined when there is none, also of a process that ends meanwhile. */
export function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ESRCH") return undefined;
    throw error;
  }
}
