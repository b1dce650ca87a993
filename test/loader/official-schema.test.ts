import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  columnNameOf,
  compareReleases,
  DEMONSTRATION_RELEASE,
  expectedTables,
  fileHeaders,
  isPublished,
  officialTables,
  tableNameOf,
  vocabularyOf,
} from "../../loader/official-schema.ts";
import { realOnet, withoutRealOnet } from "./real-onet.ts";

const VOCABULARIES = ["old", "new"] as const;

/** The official schema as the listing beside the checkout has it, in the words of `ourListing`. */
function officialListing(file: string) {
  const [head, ...lines] = readFileSync(realOnet(file), "utf8").trimEnd().split("\n");
  const names = head!.split("\t");
  const tables = new Map<
    string,
    { file: string; headers: string[]; columns: object[]; references: string[] }
  >();
  for (const line of lines) {
    const row = Object.fromEntries(line.split("\t").map((value, i) => [names[i]!, value]));
    const fileName = (row.text_file ?? row.csv_file)!.replace(/\.(txt|csv)$/, "");
    const table = tables.get(row.table!) ?? { file: fileName, headers: [], columns: [], references: [] };
    tables.set(row.table!, table);
    const header = (row.text_header ?? row.csv_header)!;
    table.headers.push(header);
    if (row.column === "-") continue;
    table.columns.push({
      header,
      column: row.column,
      type: row.type!.toLowerCase().replace("decimal", "numeric"),
      nullable: row.nullable === "Y",
      primary: row.pk === "Y",
    });
    if (row.references !== "-") {
      table.references.push(
        ...row.references!.split(";").map((target) => referenceOf(row.column!, target.trim())),
      );
    }
  }
  return tables;
}

function referenceOf(column: string, target: string): string {
  const composite = /^\((.+)\)->(\w+)\((.+)\)$/.exec(target);
  if (composite) return `${composite[1]} -> ${composite[2]}(${composite[3]})`;
  const [table, referenced] = target.split(".");
  return `${column} -> ${table}(${referenced})`;
}

function ourListing(release: string) {
  const tables = expectedTables(release).map((table) => {
    const columns = table.columns.filter((column) => isPublished(column, release));
    return [
      table.table,
      {
        file: table.file,
        headers: fileHeaders(table, release),
        columns: columns.map(({ header, column, type, nullable }) => ({
          header,
          column,
          type,
          nullable,
          primary: table.primaryKey?.includes(column) ?? false,
        })),
        references: table.foreignKeys
          .map((key) => `${key.columns} -> ${key.table}(${key.references})`)
          .sort(),
      },
    ] as const;
  });
  return new Map(tables);
}

describe.each([
  ["old", "29.2", "schema_29_2.tsv", 40],
  ["new", "30.3", "schema_30_3.tsv", 45],
] as const)("vocabulary %s", (vocabulary, release, listing, count) => {
  test.skipIf(withoutRealOnet)(
    "equals the official listing in tables, headers, types, keys and order",
    () => {
      const official = officialListing(listing);
      for (const table of official.values()) table.references.sort();
      const ours = ourListing(release);
      expect(official.size).toBe(count);
      expect(Object.fromEntries(ours)).toEqual(Object.fromEntries(official));
      expect([...ours.keys()]).toEqual([...official.keys()]);
    },
  );

  test("drops exactly the headers that repeat a name", () => {
    for (const table of officialTables(vocabulary)) {
      const kept = table.columns.map(({ header }) => header);
      const all = table.columns.flatMap(({ header, nameHeader }) => [
        header,
        ...(nameHeader ? [nameHeader] : []),
      ]);
      expect(table.droppedHeaders).toEqual(all.filter((header) => !kept.includes(header)));
    }
  });
});

test.each(
  VOCABULARIES,
)("a reference of the %s vocabulary leads to the key of an earlier table", (vocabulary) => {
  const earlier = new Map<string, string[]>();
  for (const table of officialTables(vocabulary)) {
    for (const key of table.foreignKeys) {
      expect(key.references, `${table.table} → ${key.table}`).toEqual(earlier.get(key.table));
    }
    earlier.set(table.table, table.primaryKey ?? []);
  }
});

test.each(
  VOCABULARIES,
)("keys and indexes of the %s vocabulary name columns and do not repeat each other", (vocabulary) => {
  for (const { table, columns, primaryKey, naturalKey, indexes } of officialTables(vocabulary)) {
    const names = columns.map(({ column }) => column);
    const keys = [primaryKey, naturalKey].filter((key) => key !== undefined);
    expect(keys.length, `${table} has one key at most`).toBeLessThanOrEqual(1);
    for (const column of [...keys, ...indexes].flat()) expect(names, table).toContain(column);
    for (const index of indexes) {
      for (const key of keys) expect(key.slice(0, index.length), table).not.toEqual(index);
    }
  }
});

test.each(
  VOCABULARIES,
)("every table of the %s vocabulary has a sentence for the schema browser", (vocabulary) => {
  for (const { table, comment } of officialTables(vocabulary)) {
    expect(comment, table).toMatch(/^[A-Z].{15,}\.$/);
  }
});

test.each(VOCABULARIES)("files of the %s vocabulary map to their tables in any spelling", (vocabulary) => {
  for (const { table, file } of officialTables(vocabulary)) {
    for (const spelling of [file, file.toUpperCase(), `${file}.txt`, `${file}.CSV`]) {
      expect(tableNameOf(spelling, vocabulary)).toBe(table);
    }
    // From 30.3 on the text edition names its files in words.
    if (vocabulary === "new") expect(tableNameOf(`${file.replaceAll("_", " ")}.txt`, vocabulary)).toBe(table);
  }
});

test("a file the schema does not know gets O*NET's rule", () => {
  expect(tableNameOf("Green Occupations", "old")).toBe("green_occupations");
  expect(tableNameOf("2019 Crosswalk.txt", "new")).toBe("_2019_crosswalk");
  expect(tableNameOf('"; DROP TABLE x', "new")).toBe("drop_table_x");
  expect(tableNameOf("x".repeat(100), "new")).toHaveLength(63);
});

test("interest illustrations are shortened in the old vocabulary only", () => {
  expect(tableNameOf("Interests Illustrative Activities", "old")).toBe("interests_illus_activities");
  expect(tableNameOf("Interests Illustrative Activities", "new")).toBe("interests_illustrative_activities");
});

test.each([
  ["O*NET-SOC Code", "onetsoc_code"],
  ["Related O*NET-SOC Code", "related_onetsoc_code"],
  ["Date", "date_updated"],
  ["Index", "related_index"],
  ["Source(s)", "sources"],
  ["Lower CI Bound", "lower_ci_bound"],
  ["Shown in My Next Move", "shown_in_my_next_move"],
  ["% Time", "time"],
])("header %s is column %s", (header, column) => {
  expect(columnNameOf(header)).toBe(column);
});

test("releases are ordered by their numbers", () => {
  const ordered = ["0.1", "9.0", "18.1", "23.x", "23.2", "29.2", "29.3", "30.0", "30.3", "31.0"];
  expect([...ordered].reverse().sort(compareReleases)).toEqual(ordered);
  expect(compareReleases("30", "30.0")).toBe(0);
  expect(compareReleases("nonsense", "30.3")).toBeLessThan(0);
});

test("the vocabulary changes at 30.3", () => {
  expect(["23.x", "29.2", "30.2"].map(vocabularyOf)).toEqual(["old", "old", "old"]);
  expect(["30.3", "31.0", DEMONSTRATION_RELEASE].map(vocabularyOf)).toEqual(["new", "new", "new"]);
});

test("expected tables follow what each release is known to publish", () => {
  const names = (release: string) => expectedTables(release).map(({ table }) => table);
  expect(names("29.2")).toHaveLength(40);
  expect(names("31.0")).toHaveLength(45);
  expect(names(DEMONSTRATION_RELEASE)).toHaveLength(45);
  expect(names("27.1")).not.toContain("riasec_keywords");
  expect(names("27.2")).toContain("riasec_keywords");
  expect(names("30.1")).toContain("work_values");
  expect(names("30.1")).not.toContain("unspsc_reference");
  expect(names("30.2")).not.toContain("work_values");
});

test("columns come and go with their releases", () => {
  const headers = (table: string, release: string) =>
    fileHeaders(officialTables("old").find((each) => each.table === table)!, release);
  expect(headers("technology_skills", "27.0")).not.toContain("In Demand");
  expect(headers("technology_skills", "27.1")).toContain("In Demand");
  expect(headers("work_styles", "30.0")).toContain("Recommend Suppress");
  expect(headers("work_styles", "30.1")).not.toContain("Recommend Suppress");
  expect(headers("emerging_tasks", "28.3")).toContain("Write-in Total");
  expect(headers("emerging_tasks", "29.0")).not.toContain("Write-in Total");
});
