import { rmSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { prepareDatabase } from "../../sql/prepare-database.ts";
import { freshDatabase, psql, testPostgres } from "../postgres.ts";
import { load, revert } from "./drive.ts";
import { writeMarkedRelease } from "./marked-release.ts";
import { startWorkload } from "./workload.ts";

const server = await testPostgres(18, { max_connections: "60" });
const older = writeMarkedRelease("29.2", "old");
const newer = writeMarkedRelease("30.3", "new");
afterAll(() => {
  for (const folder of [older, newer]) rmSync(folder, { recursive: true });
});

test("20 swaps under readers, writers and a held transaction: no error, no lost save, no empty or mixed answer", async () => {
  const url = await freshDatabase(server);
  await prepareDatabase(url);
  await load(url, older);
  await psql(url, "INSERT INTO public.occupation (onet_code) SELECT onetsoc_code FROM onet.occupation_data");
  const workload = await startWorkload(url, { readers: 8, writers: 2, holdMs: 600 });
  let live = "29.2";
  for (let swaps = 0; swaps < 20; swaps++) {
    // Loads of both formats and reverts take turns.
    if (swaps % 4 === 3) await revert(url);
    else await load(url, live === "29.2" ? newer : older);
    live = live === "29.2" ? "30.3" : "29.2";
  }
  const tally = await workload.stop();
  expect(tally).toMatchObject({ errors: [], mixed: [], empty: [], lost: [] });
  expect(tally.reads).toBeGreaterThan(100);
  expect(tally.saves).toBeGreaterThan(50);
  expect(tally.held).toBeGreaterThan(5);
  expect(await psql(url, "SELECT release FROM onet.release")).toEqual([{ release: live }]);
}, 240_000);

test("the workload notices an answer that mixes releases, and a save that is lost", async () => {
  const url = await freshDatabase(server);
  await prepareDatabase(url);
  await load(url, older);
  await psql(url, "INSERT INTO public.occupation (onet_code) SELECT onetsoc_code FROM onet.occupation_data");
  await psql(
    url,
    "UPDATE onet.occupation_data SET description = 'from elsewhere <30.3>' WHERE onetsoc_code = (SELECT min(onetsoc_code) FROM onet.occupation_data)",
  );
  const workload = await startWorkload(url, { readers: 4, writers: 1, holdMs: 50 });
  while (workload.tally.saves < 3 || workload.tally.reads < 10)
    await new Promise((resolve) => setTimeout(resolve, 20));
  await psql(url, "ALTER TABLE public.occupation DISABLE TRIGGER record");
  const before = workload.tally.saves;
  while (workload.tally.saves < before + 3) await new Promise((resolve) => setTimeout(resolve, 20));
  const tally = await workload.stop();
  expect(tally.mixed.length).toBeGreaterThan(0);
  expect(tally.lost.length).toBeGreaterThan(0);
});
