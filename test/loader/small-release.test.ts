import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Row } from "../../loader/demonstration/row.ts";
import { expectedTables, fileHeaders, tableNameOf } from "../../loader/official-schema.ts";
import { smallRelease, writeSmallRelease, zipSmallRelease } from "./small-release.ts";
import { faultsIn } from "./table-faults.ts";

test.each([
  ["old", "29.2", 40],
  ["new", "30.3", 45],
] as const)("the %s vocabulary has every table, filled, with sound keys", (vocabulary, release, count) => {
  let seen = new Map<string, Row[]>();
  const files = smallRelease({
    vocabulary,
    change: (tables) => {
      seen = tables;
    },
  });
  expect(files.size).toBe(count + 1);
  expect(files.get("Read Me.txt")).toMatch(`O*NET ${release} Database\n`);
  const schema = expectedTables(release);
  expect(faultsIn(schema, seen)).toEqual([]);
  for (const { table } of schema) expect(seen.get(table)!.length, table).toBeGreaterThan(0);
  expect(seen.get("occupation_data")).toHaveLength(12);
});

test("the old layout is tab-separated text with n/a, CRLF and bare quotes", () => {
  const files = smallRelease({ vocabulary: "old" });
  const lines = files.get("Knowledge.txt")!.split("\r\n");
  const table = expectedTables("29.2").find(({ file }) => file === "Knowledge")!;
  expect(lines[0]).toBe(fileHeaders(table, "29.2").join("\t"));
  expect(lines[1]!.split("\t")[2]).toBe("Administration and Management");
  expect(lines.some((line) => line.includes("\tn/a\t"))).toBe(true);
  expect(lines.at(-1)).toBe("");
  expect(files.get("Tools Used.txt")).toMatch(/\tDisplays of 24" and more\t43210001\tComputer displays\r\n/);
});

test("a release's own columns are written", () => {
  const header = (release: string, file: string) => smallRelease({ release }).get(file)!.split("\r\n")[0]!;
  expect(header("27.0", "Technology Skills.txt")).not.toContain("In Demand");
  expect(header("28.0", "Emerging Tasks.txt")).toContain("Write-in Total");
  expect(smallRelease({ release: "27.0" }).has("RIASEC Keywords.txt")).toBe(false);
});

test("the new vocabulary also comes as text", () => {
  const files = smallRelease({ format: "text" });
  expect(files.get("Essential Skills.txt")).toContain("\tReading Comprehension\t");
  const tables = [...files.keys()].map((name) => tableNameOf(name, "new"));
  expect(tables).toEqual(["read_me", ...expectedTables("30.3").map(({ table }) => table)]);
});

test("changes are written and do not leak into the next release", () => {
  const change = (tables: Map<string, Row[]>) => {
    tables.get("occupation_data")!.find(([code]) => code === "15-1252.00")![1] = "Retitled";
    tables.delete("abilities");
  };
  const changed = smallRelease({ change, occupations: 3 });
  expect(changed.get("job_zones.csv")).toContain(",Retitled,");
  expect(changed.has("abilities.csv")).toBe(false);
  const next = smallRelease({ occupations: 3 });
  expect(next.get("job_zones.csv")).not.toContain("Retitled");
  expect(next.get("occupation_data.csv")!.split("\r\n")).toHaveLength(5);
});

test("a release number of the other vocabulary is refused", () => {
  expect(() => smallRelease({ vocabulary: "old", release: "31.0" })).toThrow("not in the old vocabulary");
});

test("it is written to a folder, and zipped in a folder named like the zip", async () => {
  const folder = await mkdtemp(join(tmpdir(), "onetbook-small-release-"));
  try {
    await writeSmallRelease(join(folder, "files"), { occupations: 2 });
    expect(await readFile(join(folder, "files", "Read Me.txt"), "utf8")).toContain("not O*NET data");
    await zipSmallRelease(join(folder, "db_30_3_csv.zip"), { occupations: 2 });
    const zip = await readFile(join(folder, "db_30_3_csv.zip"));
    expect(zip.includes("db_30_3_csv/essential_skills.csv")).toBe(true);
  } finally {
    await rm(folder, { recursive: true });
  }
});
