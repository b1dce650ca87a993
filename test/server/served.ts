import { pino } from "pino";
import { afterAll } from "vitest";
import type { AppParts } from "../../server/app.ts";
import { runLoader } from "../../server/loader-process.ts";
import { Scratch } from "../../server/scratch.ts";
import { Database } from "../../sql/client.ts";
import { prepareDatabase } from "../../sql/prepare-database.ts";
import { type QueryFile, readQueryFiles, sqlFolder } from "../../sql/query-file.ts";
import type { ServingLogins } from "../../sql/roles.ts";

/** Makes the synthetic demonstration live in a database, as the server does at its first start. */
export async function loadDemonstration(ownerUrl: string): Promise<void> {
  const environment = { ...process.env, DATABASE_URL: ownerUrl };
  const { exitCode, message } = await runLoader(["load", "demonstration", "--yes"], { environment });
  if (exitCode !== 0) throw new Error(message);
}

/** The pool that the server reads through, ended after the test file. */
export async function reader(ownerUrl: string): Promise<Database> {
  const { readerUrl } = await prepareDatabase(ownerUrl);
  return readerAt(readerUrl);
}

export function readerAt(url: string, statementTimeout = 15_000): Database {
  const db = new Database(url, { applicationName: "onetbook test", readOnly: true, statementTimeout });
  afterAll(() => db.end());
  return db;
}

const silent = pino({ enabled: false });

/** Runs scratch SQL through these logins, until the test file ends. */
export function scratchOf(db: Database, logins: ServingLogins, log = silent): Scratch {
  const scratch = new Scratch(db, logins, log);
  afterAll(() => scratch.end());
  return scratch;
}

const NO_SCRATCH = { appUrl: "postgres://127.0.0.1:1/none", adhocUrl: null, adhocOff: "this test has none" };

const NOTEBOOK = {
  name: "skill-gap",
  source: "notebooks/skill-gap.ts",
  title: "Skill gap",
  summary: "Of two occupations.",
  headings: [],
  cells: [
    { kind: "markdown" as const, title: "", html: "<h1>Skill gap</h1>", displays: false, line: 1 },
    { kind: "code" as const, title: "Chart", html: "", displays: true, line: 3 },
  ],
  queries: ["skill-gap"],
  early: [],
};

/** What createApp takes, with nothing built and nothing logged; scratch SQL is off. */
export async function parts(db: Database, queries?: QueryFile[]): Promise<AppParts> {
  return {
    db,
    queries: queries ?? (await readQueryFiles(sqlFolder("queries"), "sql/queries")),
    scratch: new Scratch(db, NO_SCRATCH, silent),
    assets: {
      files: new Map(),
      url: (source) => `/assets/${source}`,
      preloads: () => [],
      notebooks: async () => [NOTEBOOK],
    },
    log: silent,
  };
}
