import { createHash } from "node:crypto";
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { LoadError } from "./errors.ts";
import type { SourceOptions } from "./source.ts";

export interface Download {
  /** A file in a folder that only this user can read. */
  path: string;
  sha256: string;
  bytes: number;
  /** Removes the file. */
  remove(): Promise<void>;
}

const OFFICIAL = "https://www.onetcenter.org";
const ATTEMPTS = 3;
const MAX_REDIRECTS = 5;
/** A progress event for every so many bytes; an official zip has 12 to 15 MB. */
const REPORT_EVERY = 512 * 1024;
const LIMITS = { bytes: 500 * 1024 * 1024, idleMs: 30_000, retryMs: 1_000 };

/** Where the publisher offers a release such as "30.3": as CSV since 30.3, as text before. */
export function officialAddress(release: string): string {
  const parts = /^(\d+)\.(\d+)$/.exec(release);
  if (!parts) throw new LoadError(`"${release}" is not a release number such as 30.3`);
  const [major, minor] = [Number(parts[1]), Number(parts[2])];
  const format = major > 30 || (major === 30 && minor >= 3) ? "csv" : "text";
  return `${OFFICIAL}/dl_files/database/db_${major}_${minor}_${format}.zip`;
}

/**
 * Fetches `address` into a temporary file, following redirects and trying again when the network fails.
 * Throws LoadError, and leaves no file behind then.
 */
export async function download(
  address: string,
  options: SourceOptions = {},
  limits = LIMITS,
): Promise<Download> {
  checkAddress(address);
  const folder = await mkdtemp(join(tmpdir(), "onetbook-"));
  const remove = () => rm(folder, { recursive: true, force: true });
  const path = join(folder, "release.zip");
  try {
    for (let attempt = 1; ; attempt++) {
      try {
        return { path, remove, ...(await fetchInto(path, address, options, limits)) };
      } catch (error) {
        options.signal?.throwIfAborted();
        if (error instanceof LoadError) throw error;
        if (attempt === ATTEMPTS) throw unreachable(address, error);
        await delay(limits.retryMs * attempt, undefined, { signal: options.signal });
      }
    }
  } catch (error) {
    await remove();
    throw error;
  }
}

async function fetchInto(path: string, address: string, options: SourceOptions, limits: typeof LIMITS) {
  const idle = new AbortController();
  const timer = setTimeout(() => {
    idle.abort(new Error(`no byte for ${limits.idleMs / 1000} s`));
  }, limits.idleMs);
  const signal = options.signal ? AbortSignal.any([options.signal, idle.signal]) : idle.signal;
  const file = await open(path, "w", 0o600);
  try {
    const response = await follow(address, signal);
    const total = Number(response.headers.get("content-length")) || undefined;
    const hash = createHash("sha256");
    let bytes = 0;
    let reported = 0;
    for await (const chunk of response.body ?? []) {
      timer.refresh();
      bytes += chunk.length;
      if (Math.max(bytes, total ?? 0) > limits.bytes) throw tooLarge(address, limits.bytes);
      hash.update(chunk);
      await file.writeFile(chunk);
      if (bytes - reported < REPORT_EVERY) continue;
      reported = bytes;
      options.report?.({ type: "download", bytes, total });
    }
    options.report?.({ type: "download", bytes, total: bytes });
    return { bytes, sha256: hash.digest("hex") };
  } finally {
    clearTimeout(timer);
    await file.close();
  }
}

/** Redirects are followed by hand, so that each address is checked before it is asked. */
async function follow(address: string, signal: AbortSignal): Promise<Response> {
  let at = address;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
    // "identity": a compressed answer would not have the size that content-length says.
    const response = await fetch(at, {
      redirect: "manual",
      signal,
      headers: { "accept-encoding": "identity" },
    });
    const location = response.headers.get("location");
    if (response.ok) return response;
    await response.body?.cancel();
    if (response.status < 300 || response.status >= 400 || location === null)
      throw refused(at, response.status);
    at = redirectTarget(at, location);
  }
  throw new LoadError(`${address} redirects more than ${MAX_REDIRECTS} times: check the address`);
}

/** The absolute address that a redirect leads to. Throws LoadError where it should not be followed. */
export function redirectTarget(from: string, location: string): string {
  const target = URL.canParse(location, from) ? new URL(location, from).href : location;
  checkAddress(target);
  if (from.startsWith("https:") && !target.startsWith("https:"))
    throw new LoadError(`${from} redirects to ${target}, which is not encrypted: download the zip by hand`);
  return target;
}

function checkAddress(address: string): void {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol !== "https:" && url?.protocol !== "http:")
    throw new LoadError(`${address} is not an http or https address`);
  if (url.username !== "" || url.password !== "")
    throw new LoadError("an address with a user name or password is not accepted: download the zip by hand");
}

/** The error for an answer that is neither the file nor a redirect. */
export function refused(address: string, status: number): LoadError {
  const there = address.startsWith(OFFICIAL)
    ? `see ${OFFICIAL}/db_releases.html for the releases there are`
    : "check the address";
  const advice = status === 404 ? there : status >= 500 ? "try again later" : "download the zip by hand";
  return new LoadError(`${address} answered with HTTP status ${status}: ${advice}`);
}

function tooLarge(address: string, limit: number): LoadError {
  const megabytes = Math.round(limit / 1024 / 1024);
  return new LoadError(
    `${address} is larger than ${megabytes} MB, which no O*NET release is: check the address`,
  );
}

function unreachable(address: string, error: unknown): LoadError {
  const { message, cause } = error as Error;
  // fetch says only "fetch failed" or "terminated"; what happened is in its cause.
  const detail = cause instanceof Error ? cause.message : message;
  const advice = "check the connection, or download the zip by hand and name the file";
  return new LoadError(`${address} could not be downloaded in ${ATTEMPTS} attempts (${detail}): ${advice}`, {
    cause: error,
  });
}
