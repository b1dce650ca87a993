import { createHash } from "node:crypto";
import type { Database } from "../sql/client.ts";
import type { LiveRelease } from "../sql/fence.ts";
import type { QueryFile } from "../sql/query-file.ts";
import type { Edition } from "./editions.ts";
import { HttpError } from "./errors.ts";
import { describeQuery, namesMoment, type QueryShape } from "./query-shape.ts";

/** Raise it when answers from unchanged data are written otherwise. */
const ENCODING = 3;

/** The shapes of the queries on the live release; a swap may change them. */
export class Shapes {
  readonly #db: Database;
  readonly #known = new Map<string, { swap: string; shape: Promise<QueryShape> }>();

  constructor(db: Database) {
    this.#db = db;
  }

  /** Errors: HttpError 404 where this release lacks what the query names; PostgreSQL's. */
  async of(query: QueryFile, { release, versions }: Edition): Promise<QueryShape> {
    const swap = `${release.load_id} ${versions.release_log}`;
    const known = this.#known.get(query.name);
    if (known?.swap === swap) return known.shape;
    const shape = describeQuery(this.#db, query).catch((error) => refuseMissing(error, query, release));
    const entry = { swap, shape };
    this.#known.set(query.name, entry);
    return shape.catch((error) => {
      if (this.#known.get(query.name) === entry) this.#known.delete(query.name);
      throw error;
    });
  }
}

/** An administrator may have accepted that: table, column or function is not there (loader: --accept). */
function refuseMissing(error: unknown, { name }: QueryFile, { release }: LiveRelease): never {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (!["42P01", "42703", "42883"].includes(code)) throw error;
  throw new HttpError(404, `${name} does not work on release ${release}: ${(error as Error).message}`);
}

/**
 * A strong ETag of what `asked` (format, parameters, page …) gets in this edition. Undefined where the answer may change
 * while the edition does not: it reads the clock, chance, or a table whose writes nobody counts.
 */
export function entityTag(
  query: QueryFile,
  shape: QueryShape,
  asked: { params: Record<string, unknown>; [detail: string]: unknown },
  { release, versions }: Edition,
): string | undefined {
  const own = shape.reads.filter((table) => !table.startsWith("onet."));
  const counts = own.map((table) => /^public\.(.*)$/.exec(table)?.[1]).map((name) => versions[name ?? ""]);
  if (!shape.isSteady || counts.includes(undefined)) return undefined;
  if (Object.values(asked.params).flat().some(namesMoment)) return undefined;
  const state = [ENCODING, hashOf(query), asked, release.load_id, versions.release_log, own, counts];
  return `"${createHash("sha256").update(JSON.stringify(state)).digest("base64url").slice(0, 27)}"`;
}

const hashes = new WeakMap<QueryFile, string>();

function hashOf(query: QueryFile): string {
  const hash = hashes.get(query) ?? createHash("sha256").update(JSON.stringify(query)).digest("base64url");
  hashes.set(query, hash);
  return hash;
}

/** If-None-Match names the tag, also as a weak one, into which proxies that compress turn it. */
export function isKnown(tag: string, ifNoneMatch: string): boolean {
  return ifNoneMatch.split(",").some((given) => ["*", tag].includes(given.trim().replace(/^W\//, "")));
}
