import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { describe, expect, test } from "vitest";
import type { TableColumn } from "../../../notebooks/runtime/table.ts";
import { toCsv, toTsv } from "../../../notebooks/runtime/table-csv.ts";
import { toParquet } from "../../../notebooks/runtime/table-parquet.ts";
import { toXlsx } from "../../../notebooks/runtime/table-xlsx.ts";
import { unzip } from "./unzip.ts";

const COLUMNS: TableColumn[] = [
  { name: "title", type: "text" },
  { name: "n", type: "int4" },
  { name: "data_value", type: "numeric" },
  { name: "is_hot", type: "bool" },
  { name: "date", type: "date" },
  { name: "at", type: "timestamptz" },
];
const FULL = {
  title: 'Nurses, "RN"',
  n: -3,
  data_value: 4.25,
  is_hot: true,
  date: "2026-03-01",
  at: "2026-03-01T09:15:10.123456+00:00",
};
const NONE = { title: null, n: null, data_value: null, is_hot: null, date: null, at: null };

const sheet = (type: string, values: unknown[]) => ({
  columns: [{ name: "v", type }],
  rows: values.map((v) => ({ v })),
});
const quiet = () => {};
const csv = async (type: string, values: unknown[]) => (await toCsv(sheet(type, values), quiet)).text();

describe("CSV", () => {
  test("has a header, quotes what needs it, tells no value from an empty text", async () => {
    const file = await toCsv({ columns: COLUMNS, rows: [FULL, NONE, { ...NONE, title: "" }] }, quiet);
    expect(await file.text()).toBe(
      'title,n,data_value,is_hot,date,at\r\n"Nurses, ""RN""",-3,4.25,true,2026-03-01,2026-03-01T09:15:10.123456+00:00\r\n,,,,,\r\n"",,,,,\r\n',
    );
  });

  test("disarms texts that a spreadsheet would run, and leaves numbers as they are", async () => {
    expect(await csv("text", ["=1+1", "+1", "-1", "@x", "\tx", "a=1"])).toBe(
      "v\r\n'=1+1\r\n'+1\r\n'-1\r\n'@x\r\n'\tx\r\na=1\r\n",
    );
    expect(await csv("text", ["\r=1"])).toBe('v\r\n"\'\r=1"\r\n');
    expect(await csv("int4", [-1])).toBe("v\r\n-1\r\n");
    expect(await (await toCsv({ columns: [{ name: "=v", type: "text" }], rows: [] }, quiet)).text()).toBe(
      "'=v\r\n",
    );
  });

  test("has lists and JSON as JSON", async () => {
    expect(await csv("text[]", [["a", null]])).toBe('v\r\n"[""a"",null]"\r\n');
  });

  test("reports how far it is, to the end, and holds every row in order", async () => {
    const done: number[] = [];
    const values = Array.from({ length: 12_000 }, (_, i) => i);
    const file = await toCsv(sheet("int4", values), (part) => done.push(part));
    expect((await file.text()).trimEnd().split("\r\n").slice(1).map(Number)).toEqual(values);
    expect(done.map((part) => part.toFixed(2))).toEqual(["0.42", "0.83", "1.00"]);
  });
});

test("a copy has tabs between its cells, and quotes around cells with tabs, lines or quotes", () => {
  const { columns } = sheet("text", []);
  expect(toTsv({ columns, rows: [{ v: "a,b" }, { v: "a\tb" }, { v: "=1" }, { v: null }] })).toBe(
    'v\r\na,b\r\n"a\tb"\r\n\'=1\r\n\r\n',
  );
});

describe("Excel", () => {
  const unzipped = async (file: Blob) => unzip(Buffer.from(await file.arrayBuffer()));
  /** The sheet's cells, as XML, by their references. */
  async function cells(file: Blob): Promise<Record<string, string>> {
    const xml = (await unzipped(file))["xl/worksheets/sheet1.xml"]!;
    const found = xml.matchAll(/<c r="([A-Z]+\d+)"(?: s="(\d)")?(?: t="(\w+)")?(?: s="(\d)")?>(.*?)<\/c>/gs);
    return Object.fromEntries(
      [...found].map(([, reference, before, type, after, content]) => {
        const style = before ?? after;
        return [reference, `${type ?? "n"}${style ? `/${style}` : ""} ${content!.replace(/<[^>]+>/g, "")}`];
      }),
    );
  }
  const column = async (type: string, values: unknown[]) =>
    Object.values(await cells(await toXlsx(sheet(type, values), quiet))).slice(1);

  test("numbers, booleans, dates and times are such, with the formats of a date and of a time in UTC", async () => {
    expect(await cells(await toXlsx({ columns: COLUMNS, rows: [NONE, FULL] }, quiet))).toEqual({
      A1: "inlineStr/1 title",
      B1: "inlineStr/1 n",
      C1: "inlineStr/1 data_value",
      D1: "inlineStr/1 is_hot",
      E1: "inlineStr/1 date",
      F1: "inlineStr/1 at",
      A3: 'inlineStr Nurses, "RN"',
      B3: "n -3",
      C3: "n 4.25",
      D3: "b 1",
      E3: "n/2 46082",
      F3: `n/4 ${46082 + (9 * 3600 + 15 * 60 + 10.123) / 86400}`,
    });
    const { "xl/styles.xml": styles } = await unzipped(await toXlsx(sheet("date", []), quiet));
    expect([...styles!.matchAll(/formatCode="([^"]*)"/g)].map(([, code]) => code)).toEqual([
      "yyyy-mm-dd",
      "yyyy-mm-dd hh:mm:ss",
      "yyyy-mm-dd hh:mm:ss &quot;UTC&quot;",
    ]);
  });

  test("what Excel knows no number for stays text, and no text becomes a formula", async () => {
    expect(await column("date", ["1900-02-28", "1900-03-01", "infinity"])).toEqual([
      "inlineStr 1900-02-28",
      "n/2 61",
      "inlineStr infinity",
    ]);
    expect(await column("text", ["=1+1", "2026-03-01", "12"])).toEqual([
      "inlineStr =1+1",
      "inlineStr 2026-03-01",
      "inlineStr 12",
    ]);
  });

  test("texts are escaped for XML, and characters that XML has no room for Excel's way", async () => {
    expect(await column("text", ["<b> & \u0001\r\n_x0041_ \uffff"])).toEqual([
      "inlineStr &#60;b&#62; &#38; _x0001__x000D_\n_x005F_x0041_ _xFFFF_",
    ]);
  });

  test("columns after Z are AA, AB …", async () => {
    const columns = Array.from({ length: 703 }, (_, i) => ({ name: `c${i}`, type: "text" }));
    const references = Object.keys(await cells(await toXlsx({ columns, rows: [] }, quiet)));
    expect([references[25], references[26], references[701], references[702]]).toEqual([
      "Z1",
      "AA1",
      "ZZ1",
      "AAA1",
    ]);
  });

  test("holds every row in order", async () => {
    const values = Array.from({ length: 12_000 }, (_, i) => i);
    expect(await column("int4", values)).toEqual(values.map((value) => `n ${value}`));
  });

  test("a text or a number of rows that Excel cannot hold is refused with a way out", async () => {
    await expect(toXlsx(sheet("text", ["a", "x".repeat(32_768)]), quiet)).rejects.toThrow(
      "cell A3 has 32,768 characters and Excel holds 32,767: take CSV or Parquet",
    );
    const rows = new Array<Record<string, unknown>>(1_048_576).fill({});
    await expect(toXlsx({ columns: COLUMNS, rows }, quiet)).rejects.toThrow("Excel holds 1,048,575 rows");
  });
});

describe("Parquet", () => {
  const read = async (file: Blob) => parquetReadObjects({ file: await file.arrayBuffer() });
  const column = async (type: string, values: unknown[]) =>
    (await read(await toParquet(sheet(type, values), quiet))).map(({ v }) => v);

  test("keeps types and no values", async () => {
    expect(await read(await toParquet({ columns: COLUMNS, rows: [FULL, NONE] }, quiet))).toEqual([
      { ...FULL, date: new Date("2026-03-01"), at: new Date("2026-03-01T09:15:10.123Z") },
      NONE,
    ]);
    expect(await column("int8", [9_007_199_254_740_991, null])).toEqual([9_007_199_254_740_991n, null]);
    expect(await column("int2", [1])).toEqual([1]);
    expect(await column("numeric", [1])).toEqual([1]);
    expect(await column("jsonb", [{ a: [1] }, null])).toEqual([{ a: [1] }, null]);
    expect(await column("text[]", [["a", null], [], null])).toEqual([["a", null], [], undefined]);
    expect(await column("timestamp", ["2026-03-01T09:15:10"])).toEqual([new Date("2026-03-01T09:15:10Z")]);
    expect(await column("interval", ["1 day"])).toEqual(["1 day"]);
  });

  test("has its columns without rows, and every row in order with many", async () => {
    const none = parquetMetadata(
      await (await toParquet({ columns: COLUMNS, rows: [] }, quiet)).arrayBuffer(),
    );
    expect(none.schema.slice(1).map(({ name, type }) => [name, type])).toEqual([
      ["title", "BYTE_ARRAY"],
      ["n", "INT32"],
      ["data_value", "DOUBLE"],
      ["is_hot", "BOOLEAN"],
      ["date", "INT32"],
      ["at", "INT64"],
    ]);
    const values = Array.from({ length: 12_000 }, (_, i) => i);
    expect(await column("int4", values)).toEqual(values);
  });

  test("refuses a date that it has no place for", async () => {
    await expect(column("date", ["infinity"])).rejects.toThrow(
      "Parquet has no place for the date infinity; take CSV",
    );
  });
});
