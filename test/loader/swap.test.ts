import { rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { LoadEvent } from "../../loader/events.ts";
import { openSession } from "../../loader/session.ts";
import { check, swap } from "../../loader/swap.ts";
import { connectOwner } from "../../sql/owner.ts";
import { prepareDatabase } from "../../sql/prepare-database.ts";
import { readQueryFiles } from "../../sql/query-file.ts";
import { freshDatabase, majors, psql, testPostgres } from "../postgres.ts";
import { asLoader, load, revert, stageFrom, swapOptions } from "./drive.ts";
import { writeMarkedRelease } from "./marked-release.ts";
import { writeSmallRelease } from "./small-release.ts";

const older = writeMarkedRelease("29.2", "old", 6);
const newer = writeMarkedRelease("30.3", "new", 6);
afterAll(() => {
  for (const folder of [older, newer]) rmSync(folder, { recursive: true });
});

describe.each(majors)("on PostgreSQL %i", async (major) => {
  const server = await testPostgres(major, { max_prepared_transactions: "2" });
  let template: string;
  let clones = 0;
  beforeAll(async () => {
    template = await freshDatabase(server);
    await prepareDatabase(template);
    await load(template, older);
    await psql(template, "INSERT INTO occupation (onet_code) SELECT onetsoc_code FROM onet.occupation_data");
  });
  /** A database with 29.2 live and every occupation annotated. */
  async function live(): Promise<string> {
    const url = new URL(template);
    url.pathname = `swap_${++clones}`;
    await psql(server.url, `CREATE DATABASE swap_${clones} TEMPLATE ${new URL(template).pathname.slice(1)}`);
    return url.href;
  }
  const release = async (url: string) =>
    (await psql<{ release: string }>(url, "SELECT release FROM onet.release"))[0]?.release;

  test("a check changes nothing, and neither does a refused swap", async () => {
    const url = await live();
    const state = () =>
      psql(url, "SELECT nspname, oid FROM pg_namespace WHERE nspname ~ '^(onet|app)' ORDER BY 1");
    await asLoader(url, async (session) => {
      await stageFrom(session, newer);
      const before = await state();
      expect(await check(session, swapOptions("load"))).toEqual([]);
      expect((await swap(session, swapOptions("load", { confirm: async () => false }))).swapped).toBe(false);
      expect(await state()).toEqual(before);
    });
    expect(await release(url)).toBe("29.2");
  });

  test("a query that the release breaks is named, refuses the swap and can be accepted by name", async () => {
    const url = await live();
    const folder = `${newer}-without`;
    await writeSmallRelease(folder, {
      release: "30.3",
      vocabulary: "new",
      occupations: 6,
      change: (tables) => {
        tables.delete("essential_skills");
        tables.delete("transferable_skills");
      },
    });
    const allowMissing = { allowMissing: true, policy: ["keep"] as const };
    const refusal = await load(url, folder, allowMissing).catch((error) => error);
    const broken = refusal.problems.map(({ name }: { name: string }) => name);
    expect(broken).toEqual(
      expect.arrayContaining(["app.program_skill_profile", "app.skill_rating", "occupations", "skill-gap"]),
    );
    expect(broken.length).toBeLessThan((await readQueryFiles()).length);
    expect(refusal.message).toMatch(
      /sql\/queries\/skill-gap\.sql:(24|30): relation "onet\.(essential|transferable)_skills" does not exist/,
    );
    expect(await release(url)).toBe("29.2");
    const accept = refusal.problems.map(({ name }: { name: string }) => name);
    await expect(load(url, folder, { ...allowMissing, accept: accept.slice(1) })).rejects.toThrow(
      "is not put live",
    );
    const { accepted } = await load(url, folder, { ...allowMissing, accept });
    expect(accepted.map(({ name }) => name).sort()).toEqual([...accept].sort());
    expect(await psql(url, "SELECT accepted FROM release_log ORDER BY swapped_at DESC LIMIT 1")).toEqual([
      { accepted: accepted.map(({ name }) => name) },
    ]);
    rmSync(folder, { recursive: true });
  });

  test.each([
    ["view", "CREATE VIEW public.mine AS SELECT title FROM onet.occupation_data", "view public.mine"],
    [
      "materialized view",
      "CREATE MATERIALIZED VIEW public.mine AS SELECT title FROM app.occupation_profile",
      "materialized view public.mine",
    ],
    [
      "foreign key",
      "CREATE TABLE public.mine (code character(10) REFERENCES onet.occupation_data)",
      "constraint mine_code_fkey on table public.mine",
    ],
    [
      "function",
      "CREATE FUNCTION public.mine() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM onet.skills; END",
      "function public.mine()",
    ],
  ])("a %s made by hand that is bound to the release is named before the swap", async (_kind, statement, name) => {
    const url = await live();
    await psql(url, statement);
    const refusal = await load(url, newer, { policy: ["keep"] }).catch((error) => error);
    expect(refusal.problems).toEqual([
      expect.objectContaining({ name: expect.stringContaining(name.split(" ").at(-1)!) }),
    ]);
    expect(refusal.problems[0].message).toContain("of the release that is live now");
    const accepted = { policy: ["keep"] as const, accept: [refusal.problems[0].name] };
    await load(url, newer, accepted);
    // What still reads the release before the previous one keeps it from being dropped, and says so.
    const warnings: LoadEvent[] = [];
    await load(url, older, {
      policy: ["keep"],
      report: (event) => void (event.type === "warning" && warnings.push(event)),
    });
    expect(JSON.stringify(warnings)).toContain("can't be dropped");
  });

  test("the swap waits for a snapshot from before staging, then goes on", async () => {
    const url = await live();
    const reader = await connectOwner(url, "an old snapshot");
    await reader.query("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT FROM pg_class LIMIT 1");
    const waits: string[] = [];
    const loading = load(url, newer, {
      policy: ["keep"],
      report: (event) => void (event.type === "waiting" && waits.push(event.message)),
    });
    while (!waits.length) await sleep(50);
    expect(waits[0]).toMatch(/an old snapshot \(pid \d+/);
    expect(await release(url)).toBe("29.2");
    await reader.query("COMMIT");
    await reader.end();
    await loading;
    expect(await release(url)).toBe("30.3");
  });

  test("a snapshot that never ends refuses the swap by name, with the keys back in force", async () => {
    const url = await live();
    const reader = await connectOwner(url, "pg_dump");
    await reader.query("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT FROM pg_class LIMIT 1");
    await expect(load(url, newer, { policy: ["keep"], waitSeconds: 0.3 })).rejects.toThrow(
      /--wait SECONDS: pg_dump \(pid/,
    );
    await reader.end();
    expect(await release(url)).toBe("29.2");
    await expect(psql(url, "INSERT INTO occupation (onet_code) VALUES ('99-9999.99')")).rejects.toMatchObject(
      { code: "23503" },
    );
  });

  test("a prepared transaction from before staging holds the swap back too", async () => {
    const url = await live();
    await psql(
      url,
      "BEGIN; UPDATE institution SET name = name; SELECT pg_current_xact_id(); PREPARE TRANSACTION 'forgotten'",
    );
    await expect(load(url, newer, { policy: ["keep"], waitSeconds: 0.3 })).rejects.toThrow(
      /prepared transaction 'forgotten'/,
    );
    await psql(url, "ROLLBACK PREPARED 'forgotten'");
    await load(url, newer, { policy: ["keep"] });
  });

  test("a reader in a long transaction does not block others while the swap waits for a gap", async () => {
    const url = await live();
    const reader = await connectOwner(url, "long reader");
    await asLoader(url, (session) => stageFrom(session, newer));
    await reader.query(
      "BEGIN; SELECT count(*) FROM public.occupation o JOIN onet.occupation_data USING (onetsoc_code)".replace(
        "USING (onetsoc_code)",
        "d ON d.onetsoc_code = o.onet_code",
      ),
    );
    const waits: string[] = [];
    const loading = load(url, newer, {
      policy: ["keep"],
      report: (event) => void (event.type === "waiting" && waits.push(event.message)),
    });
    while (!waits.length) await sleep(50);
    // Whoever comes now must not queue behind the loader.
    await psql(
      url,
      "SET statement_timeout = '1s'; SELECT count(*) FROM public.occupation; SELECT count(*) FROM onet.occupation_data; UPDATE public.occupation SET note = 'saved while it waits'",
    );
    await reader.query("COMMIT");
    await reader.end();
    await loading;
    expect(await psql(url, "SELECT DISTINCT note FROM occupation")).toEqual([
      { note: "saved while it waits" },
    ]);
  });

  test("a second loader is refused while one works", async () => {
    const url = await live();
    await asLoader(url, async () => {
      await expect(openSession(url, () => {})).rejects.toMatchObject({
        exitCode: 2,
        message: expect.stringContaining("another loader is at work"),
      });
    });
  });

  test("a loader that can't see other sessions' transactions is refused, with the grant that helps", async () => {
    const url = await live();
    await psql(url, "DROP ROLE IF EXISTS blind; CREATE ROLE blind LOGIN PASSWORD 'blind'");
    const blind = new URL(url);
    [blind.username, blind.password] = ["blind", "blind"];
    await expect(openSession(blind.href, () => {})).rejects.toThrow('GRANT pg_read_all_stats TO "blind"');
  });

  test("there is always a validated key into the live release, also after reverts", async () => {
    const url = await live();
    const keys = () =>
      psql(
        url,
        "SELECT conrelid::regclass::text AS on, n.nspname AS into, convalidated AS valid FROM pg_constraint c JOIN pg_class r ON r.oid = confrelid JOIN pg_namespace n ON n.oid = r.relnamespace WHERE contype = 'f' AND n.nspname LIKE 'onet%' AND connamespace = 'public'::regnamespace ORDER BY 1",
      );
    const sound = [
      { on: "hs_skill", into: "onet", valid: true },
      { on: "occupation", into: "onet", valid: true },
    ];
    expect(await keys()).toEqual(sound);
    await load(url, newer);
    expect(await keys()).toEqual(sound);
    await revert(url);
    expect(await keys()).toEqual(sound);
    expect(await release(url)).toBe("29.2");
  });

  test("a revert without a previous release says so", async () => {
    await expect(revert(await live())).rejects.toThrow("no previous release to revert to");
  });

  test("readers may not look into the staged or the previous release", async () => {
    const url = await live();
    const { readerUrl } = await prepareDatabase(url);
    await load(url, newer);
    await asLoader(url, (session) => stageFrom(session, older));
    for (const schema of ["onet_new", "onet_old", "app_old"]) {
      const table = schema === "app_old" ? "occupation_profile" : "occupation_data";
      await expect(psql(readerUrl, `SELECT FROM ${schema}.${table}`)).rejects.toMatchObject({
        code: "42501",
      });
    }
    expect((await psql(readerUrl, "SELECT FROM app.occupation_profile")).length).toBe(6);
    await expect(psql(readerUrl, "SELECT FROM public.skills_assessment")).rejects.toMatchObject({
      code: "42501",
    });
    await expect(
      psql(readerUrl, "BEGIN READ WRITE; UPDATE public.occupation SET note = ''"),
    ).rejects.toMatchObject({ code: "42501" });
  });

  test("an annotation made for a release that did not go live is kept for review and comes back with it", async () => {
    const url = await live();
    const recoded = writeMarkedRelease("30.4", "new", 6, ([first]) => ({ [first!]: "99-0001.00" }));
    const crash = new Error("the loader dies here");
    const dying = load(url, recoded, {
      policy: ["keep"],
      report: async (event) => {
        if (event.type !== "step" || event.step !== "swap") return;
        await psql(url, "INSERT INTO occupation (onet_code, note) VALUES ('99-0001.00', 'early')");
        throw crash;
      },
    });
    await expect(dying).rejects.toBe(crash);
    expect(await psql(url, "SELECT reason FROM retired_annotation WHERE onet_key = '99-0001.00'")).toEqual([
      { reason: "annotated for a release that did not go live" },
    ]);
    await load(url, recoded, { policy: ["keep"] });
    expect(await psql(url, "SELECT note FROM occupation WHERE onet_code = '99-0001.00'")).toEqual([
      { note: "early" },
    ]);
    rmSync(recoded, { recursive: true });
  });
});
