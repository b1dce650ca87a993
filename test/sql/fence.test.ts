import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { Database, type Transaction } from "../../sql/client.ts";
import { type FenceOptions, NoReleaseError, withinRelease } from "../../sql/fence.ts";
import { freshDatabase, psql, testPostgres } from "../postgres.ts";

const server = await testPostgres(18);

const SWAP = `begin; alter schema onet rename to onet_swap; alter schema onet_new rename to onet;
  alter schema onet_swap rename to onet_new; commit`;

/** Two staged releases A (live) and B, each with its own name in every table. */
async function twoReleases(): Promise<{ db: Database; url: string; swap: () => Promise<unknown> }> {
  const url = await freshDatabase(server);
  for (const [schema, release] of [
    ["onet", "A"],
    ["onet_new", "B"],
  ]) {
    await psql(
      url,
      `create schema ${schema};
       create table ${schema}.release (release text, label text, source text, sha256 text, format text, synthetic boolean,
                                       load_id uuid, loaded_at timestamptz);
       insert into ${schema}.release values ('${release}', 'O*NET ${release}', 'x.zip', '0', 'text', true,
                                             '00000000-0000-0000-0000-00000000000${release}', now());
       create table ${schema}.skills as select '${release}' as release;
       create table ${schema}.tasks as select '${release}' as release;`,
    );
  }
  const db = new Database(url, { applicationName: "fence" });
  afterAll(() => db.end());
  return { db, url, swap: () => psql(url, SWAP) };
}

const releaseOf = async (db: Database | Transaction, table: string): Promise<string> =>
  (await db.query<{ release: string }>(`select release from onet.${table}`))[0]!.release;

const WAYS: [name: string, options: FenceOptions][] = [
  ["on the pool", {}],
  ["in read committed", { isolation: "read committed" }],
  ["in repeatable read", { isolation: "repeatable read" }],
];

test.each(WAYS)("the release named %s is the live one", async (_, options) => {
  const { db } = await twoReleases();
  const { value, release } = await withinRelease(
    db,
    (db, seen) => releaseOf(db, "skills").then((own) => [own, seen]),
    options,
  );
  const expected = {
    release: "A",
    label: "O*NET A",
    synthetic: true,
    load_id: "00000000-0000-0000-0000-00000000000a",
  };
  expect(release).toEqual(expected);
  expect(value).toEqual(["A", expected]);
});

test.each(WAYS)("a swap between two statements %s makes the fence read again", async (_, options) => {
  const { db, swap } = await twoReleases();
  const attempts: string[][] = [];
  const { value, release } = await withinRelease(
    db,
    async (db) => {
      const skills = await releaseOf(db, "skills");
      if (attempts.length === 0) await swap();
      const seen = [skills, await releaseOf(db, "tasks")];
      attempts.push(seen);
      return seen;
    },
    options,
  );
  // The mixed read did happen, in repeatable read too, and did not get out.
  expect(attempts).toEqual([
    ["A", "B"],
    ["B", "B"],
  ]);
  expect(value).toEqual(["B", "B"]);
  expect(release.release).toBe("B");
});

test.each(
  WAYS,
)("a swap after the last statement %s does not let the wrong release be named", async (_, options) => {
  const { db, swap } = await twoReleases();
  let reads = 0;
  const { value, release } = await withinRelease(
    db,
    async (db) => {
      const own = await releaseOf(db, "skills");
      if (++reads === 1) await swap();
      return own;
    },
    options,
  );
  expect([value, release.release, reads]).toEqual(["B", "B", 2]);
});

test("a release that changes under every attempt is given up", async () => {
  const { db, swap } = await twoReleases();
  let reads = 0;
  const read = withinRelease(db, async () => {
    reads++;
    await swap();
  });
  await expect(read).rejects.toThrow("swapped during each of 5 attempts");
  expect(reads).toBe(5);
});

test("an error of the read itself is passed on at once", async () => {
  const { db } = await twoReleases();
  let reads = 0;
  const read = withinRelease(db, async (db) => {
    reads++;
    await db.query("select nothing from onet.skills");
  });
  await expect(read).rejects.toMatchObject({ code: "42703" });
  expect(reads).toBe(1);
});

test("a plan that the swap outdated is read again: cached plan must not change result type", async () => {
  const { db, url, swap } = await twoReleases();
  await psql(url, "alter table onet_new.skills alter release type varchar(9)");
  let reads = 0;
  const { value } = await withinRelease(
    db,
    async (tx) => {
      await tx.query(`prepare own_${++reads} as select release from onet.skills`);
      if (reads === 1) await swap();
      await releaseOf(tx, "tasks"); // a transaction hears of a swap when it locks another table
      return tx.query(`execute own_${reads}`);
    },
    { isolation: "read committed" },
  );
  expect([value, reads]).toEqual([[{ release: "B" }], 2]);
});

test("without a release the fence says so", async () => {
  const url = await freshDatabase(server);
  const db = new Database(url, { applicationName: "fence" });
  const refusals = () =>
    Promise.all(
      WAYS.map(([, options]) => withinRelease(db, async () => 1, options).catch((error: unknown) => error)),
    );
  for (const refusal of await refusals()) expect(refusal).toBeInstanceOf(NoReleaseError);
  await psql(url, "create schema onet");
  for (const refusal of await refusals())
    expect((refusal as Error).message).toContain("no release is live yet");
  await db.end();
});

test("an aborted reader stops the fence", async () => {
  const { db } = await twoReleases();
  const signal = AbortSignal.abort(new Error("left"));
  await expect(withinRelease(db, async () => 1, { signal })).rejects.toThrow("left");
});

test("8 readers see no mixed release in a second of swaps", async () => {
  const { db, url } = await twoReleases();
  let isOver = false;
  const mixed: unknown[] = [];
  let reads = 0;
  const readers = Array.from({ length: 8 }, async (_, reader) => {
    const options = WAYS[reader % WAYS.length]![1];
    while (!isOver) {
      const { value, release } = await withinRelease(
        db,
        async (db) => [await releaseOf(db, "skills"), await releaseOf(db, "tasks")],
        options,
      );
      if (value.some((own) => own !== release.release)) mixed.push({ value, release });
      reads++;
    }
  });
  for (let swaps = 0; swaps < 30; swaps++) {
    await psql(url, SWAP);
    await sleep(20);
  }
  isOver = true;
  await Promise.all(readers);
  expect(mixed).toEqual([]);
  expect(reads).toBeGreaterThan(0);
});
