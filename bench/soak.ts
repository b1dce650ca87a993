import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbeddedPostgres } from "../sql/embedded-postgres.ts";
import { connectOwner } from "../sql/owner.ts";
import { prepareDatabase } from "../sql/prepare-database.ts";
import { load, revert } from "../test/loader/drive.ts";
import { writeMarkedRelease } from "../test/loader/marked-release.ts";
import { startWorkload } from "../test/loader/workload.ts";

/** `npm run soak [-- SWAPS]`: loads and reverts in turn under readers, writers and a held transaction. */
const swaps = Number(process.argv[2] ?? 100);
const folder = mkdtempSync(join(tmpdir(), "onetbook-soak-"));
const base = writeMarkedRelease("29.2", "old");
const loaded = [writeMarkedRelease("30.3", "new"), writeMarkedRelease("29.3", "old")] as const;
const server = await startEmbeddedPostgres(join(folder, "data"));
try {
  await prepareDatabase(server.url);
  await load(server.url, base);
  const owner = await connectOwner(server.url, "soak");
  await owner.query(
    "INSERT INTO public.occupation (onet_code) SELECT onetsoc_code FROM onet.occupation_data",
  );
  await owner.end();
  const workload = await startWorkload(server.url, { readers: 8, writers: 2, holdMs: 2000 });
  for (let swap = 1; swap <= swaps; swap++) {
    await load(server.url, loaded[swap % 2]!);
    await revert(server.url);
    const { reads, saves, held, errors, mixed, empty } = workload.tally;
    process.stdout.write(
      `\r${swap} swaps, ${swap} reverts: ${reads} reads, ${saves} saves, ${held} held transactions, ${errors.length} errors, ${mixed.length} mixed, ${empty.length} empty`,
    );
  }
  const { errors, mixed, empty, lost, ...counts } = await workload.stop();
  const faults = { errors, mixed, empty, lost };
  console.log(`\n${JSON.stringify(counts)}`);
  for (const [kind, found] of Object.entries(faults))
    console.log(`${found.length} ${kind}${found.length ? `: ${found.slice(0, 5).join(" | ")}` : ""}`);
  process.exitCode = Object.values(faults).some((found) => found.length) ? 1 : 0;
} finally {
  await server.stop();
  for (const path of [folder, base, ...loaded]) rmSync(path, { recursive: true, force: true });
}
