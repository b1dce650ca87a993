import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { expect, test } from "vitest";
import { loadCatalog } from "../../sql/catalog.ts";
import { describe } from "../../sql/describe.ts";
import { prepareDatabase } from "../../sql/prepare-database.ts";
import { type Shape, shapeChanges, shapeOf } from "../../sql/shape.ts";
import { load } from "../loader/drive.ts";
import { writeSmallRelease } from "../loader/small-release.ts";
import { freshDatabase, majors, testPostgres } from "../postgres.ts";
import { queries } from "./library.ts";

test("a release of 6 occupations, old or new, goes live on the oldest PostgreSQL and leaves each query its columns", async () => {
  const url = await freshDatabase(await testPostgres(majors.at(-1)!));
  await prepareDatabase(url);
  const shapes = new Map<string, Shape[]>();
  for (const release of ["27.0", "29.0", "31.0"]) {
    const small = mkdtempSync(join(tmpdir(), "onetbook-library-"));
    await writeSmallRelease(small, { release, occupations: 6 });
    const { accepted } = await load(url, small, { policy: ["keep"] });
    rmSync(small, { recursive: true });
    expect([release, accepted]).toEqual([release, []]);
    for (const [name, shape] of await shapesOn(url)) shapes.set(name, [...(shapes.get(name) ?? []), shape]);
  }
  const changes = [...shapes].flatMap(([name, [first, ...others]]) =>
    others
      .flatMap((shape) => [...shapeChanges(first!, shape), ...shapeChanges(shape, first!)])
      .map(({ message }) => `${name}: ${message}`),
  );
  expect(shapes.size).toBe(queries.length);
  expect(changes).toEqual([]);
});

async function shapesOn(url: string): Promise<Map<string, Shape>> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("BEGIN");
    const catalog = await loadCatalog(client);
    const shapes = new Map<string, Shape>();
    for (const { name, text, order } of queries)
      shapes.set(name, shapeOf(await describe(client, text, catalog), order));
    return shapes;
  } finally {
    await client.end();
  }
}
