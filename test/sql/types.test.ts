import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { Database } from "../../sql/client.ts";
import { jsonRows } from "../../sql/json-rows.ts";
import { columnType, parseArray, parseRows } from "../../sql/types.ts";
import { freshDatabase, majors, psql, testPostgres } from "../postgres.ts";
import { failure } from "./opened.ts";

const SCALARS =
  "bool int2 int4 int8 oid numeric float4 float8 text varchar bpchar name interval uuid date timestamp timestamptz json jsonb";

/** Each value in SQL, and what arrives in TypeScript. */
const VALUES: [sql: string, value: unknown][] = [
  ["true", true],
  ["'-32768'::int2", -32768],
  ["2147483647", 2147483647],
  ["'-9007199254740991'::int8", -9007199254740991],
  ["count(*)", 1],
  ["'onet'::name", "onet"],
  ["1::oid", 1],
  ["4.50::numeric(5,2)", 4.5],
  ["avg(2.25)", 2.25],
  ["0.1::float4", 0.1],
  ["1e300::float8", 1e300],
  ["'-0.001'::numeric", -0.001],
  ["'x'::text", "x"],
  ["''::text", ""],
  ["'x'::varchar(3)", "x"],
  ["'x'::char(3)", "x  "],
  ["'6F9619FF-8B86-D011-B42D-00C04FC964FF'::uuid", "6f9619ff-8b86-d011-b42d-00c04fc964ff"],
  ["'1 day 2 hours'::interval", "1 day 02:00:00"],
  ["'2026-03-29'::date", "2026-03-29"],
  ["'2026-03-29 02:30'::timestamp", "2026-03-29T02:30:00"],
  ["'2026-03-29 02:30:00.125+02'::timestamptz", "2026-03-29T00:30:00.125+00:00"],
  ["'2026-03-29 02:30+05:30'::timestamptz", "2026-03-28T21:00:00+00:00"],
  ["'infinity'::timestamptz", "infinity"],
  [`'{"a": [1, null]}'::json`, { a: [1, null] }],
  [`'"text"'::jsonb`, "text"],
  ["'null'::jsonb", null],
  ["null::numeric", null],
  ["'{}'::int[]", []],
  ["array[1,null,3]", [1, null, 3]],
  [
    "array[[1,2],[3,null]]",
    [
      [1, 2],
      [3, null],
    ],
  ],
  ["'[0:1]={5,6}'::int[]", [5, 6]],
  ["array[null,'NULL','','a,b','{c}',' d ','e\"f\\g']", [null, "NULL", "", "a,b", "{c}", " d ", 'e"f\\g']],
  ["array['line\nbreak', 'ü漢']", ["line\nbreak", "ü漢"]],
  ["array[true,null]", [true, null]],
  ["array[1.5,null]::numeric[]", [1.5, null]],
  ["array['2026-01-02 03:04+00',null]::timestamptz[]", ["2026-01-02T03:04:00+00:00", null]],
  [`array['{"a": "b\\\\c"}', null]::jsonb[]`, [{ a: "b\\c" }, null]],
];

for (const major of majors) {
  const server = await testPostgres(major);
  const url = await freshDatabase(server);
  // The session's own settings must win over what an administrator set.
  const name = new URL(url).pathname.slice(1);
  await psql(
    url,
    `alter database ${name} set timezone = 'Asia/Kolkata'; alter database ${name} set datestyle = 'German'`,
  );
  const db = new Database(url, { applicationName: "types" });
  afterAll(() => db.end());

  test(`the OIDs are those of PostgreSQL ${major}`, async () => {
    const rows = await psql<{ typname: string; oid: number; typarray: number }>(
      url,
      `select typname, oid, typarray from pg_type where typname = any(string_to_array('${SCALARS}', ' '))
       and typnamespace = 'pg_catalog'::regnamespace`,
    );
    expect(rows).toHaveLength(SCALARS.split(" ").length);
    for (const { typname, oid, typarray } of rows) {
      expect(columnType(oid)?.name).toBe(typname);
      expect(columnType(typarray)?.name).toBe(`${typname}[]`);
      expect(columnType(typarray)?.element).toBe(columnType(oid));
    }
  });

  test.each(
    VALUES,
  )(`%s arrives from PostgreSQL ${major} as the same value in rows, cursors and JSON`, async (text, value) => {
    const [row] = await db.query<{ value: unknown }>(`select ${text} as value`);
    expect(row).toEqual({ value });
    expect(JSON.parse(JSON.stringify(row))).toEqual(row);
    expect(JSON.parse(jsonRows(await db.texts(`select ${text} as value`)))).toEqual([row]);
    for await (const rows of db.cursor(`select ${text} as value`, [], 1)) expect(rows).toEqual([row]);
  });

  test(`JSON made of the texts of PostgreSQL ${major} holds the values of rows`, async () => {
    const values = [
      "(random() * 10 ^ (40 * random() - 20))::float8",
      "(random() * 10 ^ (40 * random() - 20))::numeric",
      "(random() * 2 - 1)::float4",
      "((random() - 0.5) * 2 ^ 53)::int8",
      "chr((random() * 500)::int + 1) || '\"\\' || chr((random() * 60000)::int % 55000 + 1)",
      "array[random()::numeric(9, 4)::text, null]",
      "to_timestamp(random() * 10 ^ 10)",
      "jsonb_build_object('a\"b', random(), 'c', null)",
      "nullif(random() > 0.5, true)",
    ];
    const columns = values.map((value, i) => `${value} as "column ${i}"`).join(", ");
    await psql(url, `create table made as select ${columns} from generate_series(1, 2000)`);
    const rows = await db.query("select * from made");
    expect(JSON.parse(jsonRows(await db.texts("select * from made")))).toEqual(rows);
    for (const number of [
      "'NaN'::numeric",
      "'-Infinity'::float8",
      "9007199254740993",
      "'Infinity'::float4",
    ]) {
      const message = await failure(db.query(`select ${number} as value`));
      const texts = await db.texts(`select ${number} as value`);
      expect(() => jsonRows(texts)).toThrow(message.message);
    }
    expect(jsonRows(await db.texts("select from generate_series(1, 2)"))).toBe("[{},{}]");
    expect(jsonRows(await db.texts("select 1 as a where false"))).toBe("[]");
    const twins = await db.texts("select 1 as a, 2 as a");
    expect(() => jsonRows(twins)).toThrow('two columns of the result are named "a"');
  });

  test(`parameters of every kind reach PostgreSQL ${major} by the type the server gives them`, async () => {
    const given: [string, unknown, unknown?][] = [
      ["bool", true],
      ["bool", false],
      ["int4", 7],
      ["int8", 5n, 5],
      ["numeric", 0.1],
      ["float8", 1e-300],
      ["text", "x'y"],
      ["text", 12, "12"],
      ["text", true, "true"],
      ["text", null],
      ["uuid", "6f9619ff-8b86-d011-b42d-00c04fc964ff"],
      ["date", "2026-03-29"],
      ["date", "infinity"],
      // No detour over a Date of this machine's time zone.
      ["timestamp", "2026-03-29T02:30:00"],
      ["timestamptz", "2026-03-29T02:30:00+02:00", "2026-03-29T00:30:00+00:00"],
      ["timestamptz", new Date(Date.UTC(2026, 0, 2)), "2026-01-02T00:00:00+00:00"],
      ["jsonb", { a: [1, { b: null }] }],
      ["jsonb", ["a", 1]],
      ["jsonb", "text"],
      ["int4[]", [1, null, 3]],
      ["int4[]", []],
      [
        "int4[]",
        [
          [1, 2],
          [3, 4],
        ],
      ],
      ["bool[]", [true, null, false]],
      ["text[]", ["a", null, "NULL", "", 'q"\\', "{x,y}"]],
      ["text[]", "{a,NULL}", ["a", null]],
      ["numeric[]", [1.5, null]],
      ["timestamptz[]", [new Date(0)], ["1970-01-01T00:00:00+00:00"]],
      ["jsonb[]", [{ a: 'b"' }, null, "c"]],
    ];
    for (const [type, value, expected = value] of given) {
      expect(await db.query(`select $1::${type} as value`, [value])).toEqual([{ value: expected }]);
    }
  });

  test(`every text array makes the round trip through PostgreSQL ${major}`, async () => {
    const element = fc.oneof(
      fc.constantFrom(null, "NULL", "null", "", "{", "}", ",", '"', "\\", " "),
      fc.string({ unit: "grapheme" }).map((text) => text.replaceAll("\0", "")),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(element), async (value) => {
        expect(await db.query("select $1::text[] as value", [value])).toEqual([{ value }]);
      }),
      { numRuns: 200 },
    );
  });

  test(`numbers that JSON cannot carry are refused, with their column, on PostgreSQL ${major}`, async () => {
    const cases: [string, RegExp][] = [
      ["'NaN'::numeric", /column "share" holds NaN, .* nullif/],
      ["'Infinity'::numeric", /column "share" holds Infinity/],
      ["'-Infinity'::float8", /column "share" holds -Infinity/],
      ["'NaN'::float4", /column "share" holds NaN/],
      ["array[1, 'NaN']::float8[]", /column "share" holds NaN/],
      ["9007199254740992::int8", /column "share" holds 9007199254740992, .* cast it to text/],
      ["array[-9007199254740992]::int8[]", /column "share" holds -9007199254740992/],
    ];
    for (const [text, message] of cases) {
      const query = `select 'a' as code, ${text} as share`;
      await expect(db.query(query)).rejects.toThrow(message);
      await expect(db.begin((tx) => tx.query(query))).rejects.toThrow(message);
      await expect(db.cursor(query, [], 1).next()).rejects.toThrow(message);
    }
    expect(await db.query("select 1 as fine")).toEqual([{ fine: 1 }]);
  });
}

test("two columns of one name are refused: an object would lose one", () => {
  const columns = ["code", "name", "code"].map((name) => ({ name, type: 25 }));
  expect(() => parseRows([], columns)).toThrow('two columns of the result are named "code"');
});

test("what a column is in TypeScript", () => {
  const described = [1700, 20, 16, 25, 1082, 1184, 3802, 1231, 1009, 3807].map((oid) => {
    const { name, typescript, kind } = columnType(oid)!;
    return `${name}: ${typescript}, ${kind}`;
  });
  expect(described).toEqual([
    "numeric: number, number",
    "int8: number, integer",
    "bool: boolean, boolean",
    "text: string, string",
    "date: string, date",
    "timestamptz: string, timestamptz",
    "jsonb: unknown, json",
    "numeric[]: (number | null)[], array",
    "text[]: (string | null)[], array",
    "jsonb[]: (unknown | null)[], array",
  ]);
});

test("a type that is not listed has no description", () => {
  expect([17, 600, 790, 16_384].map(columnType)).toEqual([undefined, undefined, undefined, undefined]);
});

test("an array text that breaks off is refused", () => {
  for (const text of ['{"a', "{a", "{a,", "{{a}"]) expect(() => parseArray(text)).toThrow("cannot be read");
});
