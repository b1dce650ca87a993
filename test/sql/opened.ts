import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, expect } from "vitest";
import { Database, type DatabaseOptions } from "../../sql/client.ts";
import { psql } from "../postgres.ts";

export type Opened = Database & { name: string; url: string };

export interface Session {
  pid: number;
  state: string;
  query: string;
}

let names = 0;

/** Opens databases whose sessions are told apart by their application name; all end after the file's tests. */
export function opener(url: string): (options?: Partial<DatabaseOptions>) => Opened {
  const opened: Opened[] = [];
  afterAll(() => Promise.all(opened.map((db) => db.end())));
  return function open(options = {}) {
    const name = `test ${++names}`;
    const db = Object.assign(new Database(url, { applicationName: name, ...options }), { name, url });
    opened.push(db);
    return db;
  };
}

/** The server's own view of a database's sessions. */
export function sessions({ name, url }: Opened): Promise<Session[]> {
  const text = `select pid, state, query from pg_stat_activity where application_name = '${name}' order by backend_start`;
  return psql(url, text);
}

export async function states(db: Opened): Promise<string[]> {
  return (await sessions(db)).map(({ state }) => state);
}

/** Waits until a session of `db` runs a statement that contains `text`. */
export async function running(db: Opened, text: string): Promise<Session> {
  for (;;) {
    const found = (await sessions(db)).find(({ state, query }) => state === "active" && query.includes(text));
    if (found) return found;
    await sleep(10);
  }
}

/** The process of the server that answers. */
export async function backend(db: Database): Promise<number> {
  const [row] = await db.query<{ pid: number }>("select pg_backend_pid() as pid");
  return row!.pid;
}

/** What a promise is rejected with. */
export function failure(promise: Promise<unknown>): Promise<Error & { code?: string }> {
  return promise.then(
    (value) => expect.unreachable(`resolved to ${JSON.stringify(value)}`),
    (error) => error,
  );
}
