import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { Database } from "../../sql/client.ts";
import { freshDatabase, psql, testPostgres } from "../postgres.ts";

const server = await testPostgres(18);

/** Two releases whose columns differ in type, and a swap between them. */
async function twoReleases(): Promise<{ target: string; swap: () => Promise<unknown> }> {
  const target = await freshDatabase(server);
  await psql(
    target,
    `create schema onet; create table onet.skills (code varchar(50), value int, note text);
     insert into onet.skills values ('old', 1, 'x');
     create schema onet_new; create table onet_new.skills (code varchar(100), value numeric, note varchar(5)[]);
     insert into onet_new.skills values ('new', 2.5, '{x,NULL}');`,
  );
  const swap = () =>
    psql(
      target,
      `begin; alter schema onet rename to onet_swap; alter schema onet_new rename to onet;
       alter schema onet_swap rename to onet_new; commit`,
    );
  return { target, swap };
}

const OLD = { code: "old", value: 1, note: "x" };
const NEW = { code: "new", value: 2.5, note: ["x", null] };

// With max_pipeline 1 or 100, postgres.js's own retry left three of four such statements pending for ever.
test("a change of column types under several prepared statements at once is invisible", async () => {
  const { target, swap } = await twoReleases();
  const db = new Database(target, { applicationName: "swap", max: 1 });
  const texts = ["code, value, note", "note, value, code", "value, code, note", "code, note, value"].map(
    (columns) => `select ${columns} from onet.skills where value > $1`,
  );
  const all = () => Promise.all(texts.map((text) => db.query(text, [0])));
  for (const expected of [OLD, NEW, OLD, NEW]) {
    expect(await all()).toEqual(texts.map(() => [expected]));
    expect(await all()).toEqual(texts.map(() => [expected]));
    await swap();
  }
  await db.end();
});

test("8 readers of prepared statements, in and outside transactions, meet no error in 20 swaps", async () => {
  const { target, swap } = await twoReleases();
  const db = new Database(target, { applicationName: "swap" });
  let isOver = false;
  const seen = new Map<string, number>();
  const readers = Array.from({ length: 8 }, async (_, reader) => {
    while (!isOver) {
      const text = "select code, value, note from onet.skills where value > $1";
      const [row] =
        reader % 2 === 0
          ? await db.query(text, [0])
          : await db.begin((tx) => tx.query(text, [0]), { isolation: "repeatable read" });
      const outcome = JSON.stringify(row);
      seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
    }
  });
  for (let swaps = 0; swaps < 20; swaps++) {
    await swap();
    await sleep(10);
  }
  isOver = true;
  await Promise.all(readers);
  expect([...seen.keys()].sort()).toEqual([JSON.stringify(NEW), JSON.stringify(OLD)]);
  await db.end();
});
