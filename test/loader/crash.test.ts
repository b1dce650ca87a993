import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "../../sql/embedded-postgres.ts";
import { prepareDatabase } from "../../sql/prepare-database.ts";
import { psql } from "../postgres.ts";
import { load, revert } from "./drive.ts";
import { writeMarkedRelease } from "./marked-release.ts";

const older = writeMarkedRelease("29.2", "old", 6);
const newer = writeMarkedRelease("30.3", "new", 6);
const dir = mkdtempSync(join(tmpdir(), "onetbook-crash-"));
// Durable: what is acknowledged must survive the crash of the server.
let server: EmbeddedPostgres = await startEmbeddedPostgres(dir, { durable: true });
afterAll(async () => {
  await server.stop();
  for (const folder of [older, newer, dir]) rmSync(folder, { recursive: true, force: true });
});

const LOAD_STEPS = [
  "stage",
  "copied",
  "bridged",
  "plan",
  "check",
  "renamed#1",
  "built#1",
  "keyed",
  "staged",
  "guard",
  "expand",
  "expanded",
  "contracted",
  "swap",
  "renamed#2",
  "built#2",
  "moved",
  "logged",
  "committed",
  "validated",
  "done",
];
const REVERT_STEPS = [
  "plan",
  "renamed#1",
  "expanded",
  "contracted",
  "renamed#2",
  "moved",
  "logged",
  "committed",
  "validated",
];
/** From here on the transaction has committed. */
const COMMITTED = ["committed", "validated", "done"];

/** Databases to begin with: 29.2 live and annotated, and the same with 30.3 put live after it. */
const TEMPLATES = { load: "live_29", revert: "live_30" };
let cases = 0;
let url: string;

beforeAll(async () => {
  url = await addressOf(TEMPLATES.load);
  await prepareDatabase(url);
  await load(url, older);
  await psql(
    url,
    `INSERT INTO public.occupation (onet_code, note) SELECT onetsoc_code, 'kept' FROM onet.occupation_data;
     INSERT INTO public.hs_skill (onet_element_id, task_statement) SELECT element_id, 'task' FROM onet.content_model_reference`,
  );
  url = await addressOf(TEMPLATES.revert, TEMPLATES.load);
  await load(url, newer, { policy: ["keep"] });
});

async function addressOf(database: string, template?: string): Promise<string> {
  const address = new URL(server.url);
  await psql(server.url, `CREATE DATABASE ${database}${template ? ` TEMPLATE ${template}` : ""}`);
  address.pathname = database;
  return address.href;
}

function runToTheCrash(location: string, step: string, victim: string): Promise<void> {
  const script = fileURLToPath(new URL("crash-child.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", script, url, location, step, victim], {
    stdio: "ignore",
  });
  return new Promise((resolve) => child.once("exit", () => resolve()));
}

async function annotations(): Promise<unknown> {
  return psql(
    url,
    `SELECT (SELECT count(*)::int FROM public.occupation WHERE note = 'kept') AS occupations,
            (SELECT count(*)::int FROM public.hs_skill) + (SELECT count(*)::int FROM public.retired_annotation WHERE restored_at IS NULL) AS elements`,
  );
}

/** The live release is one release through and through, and its views read it. */
async function wholeRelease(): Promise<string> {
  const rows = await psql<{ release: string; stray: number; seen: number }>(
    url,
    `SELECT release,
       (SELECT count(*)::int FROM onet.occupation_data WHERE description NOT LIKE '%<' || release || '>')
       + (SELECT count(*)::int FROM onet.content_model_reference WHERE description NOT LIKE '%<' || release || '>')
       + (SELECT count(*)::int FROM app.occupation_profile WHERE description NOT LIKE '%<' || release || '>') AS stray,
       (SELECT count(*)::int FROM app.occupation_profile WHERE annotated) AS seen
     FROM onet.release`,
  );
  expect(rows).toMatchObject([{ stray: 0, seen: 6 }]);
  return rows[0]!.release;
}

function keys(): Promise<{ on: string; into: string; validated: boolean }[]> {
  return psql(
    url,
    `SELECT c.conrelid::regclass::text AS on, n.nspname AS into, c.convalidated AS validated FROM pg_constraint c
     JOIN pg_class r ON r.oid = c.confrelid JOIN pg_namespace n ON n.oid = r.relnamespace
     WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace AND n.nspname LIKE 'onet%' ORDER BY 1`,
  );
}

const SOUND_KEYS = [
  { on: "hs_skill", into: "onet", validated: true },
  { on: "occupation", into: "onet", validated: true },
];

async function crashAndCarryOn(
  action: "load" | "revert",
  step: string,
  victim: "loader" | "postgres",
): Promise<void> {
  const database = `crash_${++cases}`;
  url = await addressOf(database, TEMPLATES[action]);
  const [from, to] = action === "load" ? ["29.2", "30.3"] : ["30.3", "29.2"];
  const before = await annotations();
  await runToTheCrash(
    action === "load" ? newer : "revert",
    step,
    victim === "loader" ? "self" : String(server.pid),
  );
  if (victim === "postgres") {
    await server.stop();
    server = await startEmbeddedPostgres(dir, { durable: true });
  }
  const live = await wholeRelease();
  expect(live).toBe(COMMITTED.includes(step) ? to : from);
  expect(await annotations()).toEqual(before);
  expect(new Set((await keys()).map(({ on }) => on))).toEqual(new Set(["hs_skill", "occupation"]));
  // The next run succeeds by itself.
  if (action === "revert" && live === from) await revert(url);
  else await load(url, action === "load" ? newer : older, { policy: ["keep"] });
  expect(await wholeRelease()).toBe(to);
  expect(await annotations()).toEqual(before);
  expect(await keys()).toEqual(SOUND_KEYS);
  await psql(server.url, `DROP DATABASE ${database} WITH (FORCE)`);
}

describe.each(["loader", "postgres"] as const)("kill -9 of the %s", (victim) => {
  test.each(LOAD_STEPS)("at step %s of a load leaves a whole release, and the next run succeeds", (step) =>
    crashAndCarryOn("load", step, victim));
  test.each(
    REVERT_STEPS,
  )("at step %s of a revert leaves a whole release, and the next run succeeds", (step) =>
    crashAndCarryOn("revert", step, victim));
});
