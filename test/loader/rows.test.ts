import { Readable } from "node:stream";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CopyRows, findLines, readHeader } from "../../loader/rows.ts";
import { openSource } from "../../loader/source.ts";
import { realOnet, withoutRealOnet } from "./real-onet.ts";
import {
  copy,
  date,
  dropped,
  type Field,
  type Format,
  fileOf,
  never,
  other,
  parseCopy,
  plan,
  text,
  type Value,
} from "./row-files.ts";

const copyText = (input: string | Buffer, ...fields: Field[]) => copy(plan("text", ...fields), fileOf(input));
const copyCsv = (input: string | Buffer, ...fields: Field[]) => copy(plan("csv", ...fields), fileOf(input));

describe("rows of a text file", () => {
  test("come out with tabs, LF, and \\N for n/a", async () => {
    expect(await copyText("Title\tData Value\r\na b\t4.12\r\nn/a\tn/a\r\n", text, other)).toBe(
      "a b\t4.12\n\\N\t\\N\n",
    );
  });

  test("keep their quotes and escape their backslashes", async () => {
    expect(await copyText('h\th\n"a" 5" b\t\\N\n\\.\tC:\\n\n', text, text)).toBe(
      '"a" 5" b\t\\\\N\n\\\\.\tC:\\\\n\n',
    );
  });

  test("take n/a as NULL only where it is all of the field", async () => {
    expect(await copyText("h\th\nn/a b\tN/A\nn/\ta\n", text, text)).toBe("n/a b\tN/A\nn/\ta\n");
  });

  test("keep a CR that ends no line", async () => {
    expect(await copyText("h\th\r\na\rb\t\rc\r\n", text, text)).toBe("a\\rb\t\\rc\n");
  });

  test("keep an empty text, which is not n/a", async () => {
    expect(await copyText("h\th\n\t\n", text, text)).toBe("\t\n");
  });
});

describe("rows of a CSV file", () => {
  test("come out with \\N for nothing, and '' for quoted nothing", async () => {
    expect(await copyCsv('h,h,h\r\n,"",x\r\n', text, text, text)).toBe("\\N\t\tx\n");
  });

  test("may hold separators, quotes and line ends in quotes", async () => {
    expect(await copyCsv('h,h\n"a, ""b""","c\r\nd\te\n"\n', text, text)).toBe('a, "b"\tc\\r\\nd\\te\\n\n');
  });

  test("have n/a as text, and a tab as text", async () => {
    expect(await copyCsv("h,h\nn/a,a\tb\n", text, text)).toBe("n/a\ta\\tb\n");
  });

  test("may quote dates and numbers", async () => {
    expect(await copyCsv('h,h\n"08/2024","4.12"\n', date, other)).toBe("2024-08-01\t4.12\n");
  });
});

test("a field without a column is left out, wherever it stands", async () => {
  expect(await copyText("h\th\th\nx\\\ta\ty\n", dropped, text, dropped)).toBe("a\n");
  expect(await copyCsv('h,h,h\n"x, ""\n",a,\n', dropped, text, dropped)).toBe("a\n");
});

test("NULL becomes '' where the column cannot be NULL", async () => {
  expect(await copyText("h\th\nn/a\tn/a\n", never, text)).toBe("\t\\N\n");
  expect(await copyCsv("h,h\n,\n", text, never)).toBe("\\N\t\n");
});

test("MM/YYYY becomes the first of the month, YYYY-MM-DD stays, n/a is NULL", async () => {
  expect(await copyText("h\n08/2024\n12/2004\n2024-02-29\nn/a\n", date)).toBe(
    "2024-08-01\n2004-12-01\n2024-02-29\n\\N\n",
  );
});

test("a byte order mark, a missing last line end and empty lines at the end are accepted", async () => {
  expect(await copyText("\ufeffh\th\na\tb", text, text)).toBe("a\tb\n");
  expect(await copyText("h\th\r\na\tb\r\n\r\n\r\n", text, text)).toBe("a\tb\n");
  expect(await copyCsv("h,h\na,b\n\n", text, text)).toBe("a\tb\n");
  expect(await copyCsv('h,h\na,"b"', text, text)).toBe("a\tb\n");
});

test("a file with column names only has no rows", async () => {
  for (const header of ["h\th\r\n", "h\th"]) expect(await copyText(header, text, text)).toBe("");
});

test("output comes in chunks of 64 KB and more, and a row of 1 MB passes", async () => {
  const rows = `${"x".repeat(998)}\n`.repeat(5000);
  const long = `${"y".repeat(1024 * 1024 - 1)}\n`;
  const chunks: Buffer[] = await Readable.from([Buffer.from(`h\n${rows}${long}`)])
    .pipe(new CopyRows(plan("text", text)))
    .toArray();
  expect(Buffer.concat(chunks).toString() === rows + long).toBe(true);
  const sizes = chunks.map(({ length }) => length);
  expect(Math.min(...sizes.slice(0, -1))).toBeGreaterThanOrEqual(64 * 1024);
  expect(Math.max(...sizes.slice(0, -2))).toBeLessThan(256 * 1024);
});

test("a plan that keeps nothing is a mistake of the caller", () => {
  expect(() => new CopyRows(plan("text", dropped))).toThrow("no column is kept");
});

describe("column names", () => {
  test.each<[string, Format, string, string[]]>([
    ["by tabs", "text", "O*NET-SOC Code\tTitle\r\nx\ty\r\n", ["O*NET-SOC Code", "Title"]],
    ["with bare quotes", "text", 'a"\t"b\n', ['a"', '"b']],
    ["by commas, in quotes or not", "csv", 'Title,"Shown, ""or"" not",\nx', ["Title", 'Shown, "or" not', ""]],
    ["behind a byte order mark", "csv", "\ufeffTitle\n", ["Title"]],
    ["without a line end", "csv", "Title,Task", ["Title", "Task"]],
  ])("are read %s", async (_, format, input, names) => {
    for (const sizes of [[1], [65536]])
      expect(await readHeader(fileOf(input, { sizes }), format)).toEqual(names);
  });

  test("are read without reading on", async () => {
    let read = 0;
    const endless = async function* () {
      for (; read < 100; read++) yield Buffer.from("a\tb\n".repeat(10_000));
    };
    await readHeader({ name: "a.txt", bytes: 0, open: async () => Readable.from(endless()) }, "text");
    expect(read).toBeLessThan(20);
  });

  test.each<[string, string | Buffer, RegExp]>([
    ["an empty file", "", /Skills\.txt, line 1: the line is empty; column names are expected/],
    ["an empty first line", "\r\na,b\r\n", /the line is empty/],
    ["lines that end with CR alone", "a,b\rc,d\r", /lines end with CR alone, where CRLF or LF is needed/],
    ["an open quote", 'a,"b\n', /a quote is out of place/],
    ["text behind a quote", '"a"b,c\n', /a quote is out of place/],
    ["UTF-16", Buffer.from("\ufeffa,b\n", "utf16le"), /is UTF-16/],
    ["a NUL byte", "a\0,b\n", /a NUL byte/],
    ["a long first line", "x".repeat(70_000), /longer than 64 KB: is it not a table\?/],
    ["a byte that is not UTF-8", Buffer.from("\xffa,b\n", "latin1"), /not valid UTF-8/],
  ])("are not found in %s", async (_, input, message) => {
    await expect(readHeader(fileOf(input), "csv")).rejects.toThrow(message);
  });
});

describe("lines of rows", () => {
  const rows = plan(
    "csv",
    { ...text, column: "onetsoc_code" },
    dropped,
    { ...text, column: "scale_id" },
    date,
  );
  const file = fileOf('h,h,h,h\n1,"x\r\ny\\n",IM,08/2024\n2,z,,08/2024\n1,x,IM,08/2024\n1,x,LV,08/2024', {
    sizes: [3],
  });

  test("are found by the values of some columns, line ends in quotes counted", async () => {
    expect(
      await findLines(
        file,
        rows,
        ["onetsoc_code", "scale_id"],
        [
          ["1", "IM"],
          ["2", null],
          ["9", "9"],
        ],
        10,
      ),
    ).toEqual([
      { line: 2, values: ["1", "IM"] },
      { line: 4, values: ["2", null] },
      { line: 5, values: ["1", "IM"] },
    ]);
  });

  test("are found up to a limit, and with dates as they are stored", async () => {
    expect(await findLines(file, rows, ["date_updated"], [["2024-08-01"]], 2)).toEqual([
      { line: 2, values: ["2024-08-01"] },
      { line: 4, values: ["2024-08-01"] },
    ]);
  });

  test("are none in a file with column names only", async () => {
    expect(await findLines(fileOf("h\n"), plan("text", text), ["title"], [[""]], 9)).toEqual([]);
  });

  test("cannot be asked for by a column that the plan lacks", async () => {
    await expect(findLines(file, rows, ["title"], [], 1)).rejects.toThrow("skills.csv has no column title");
  });
});

const awkward = fc.constantFrom(
  '"',
  '""',
  ",",
  "\\",
  "\\N",
  "\\.",
  "n/a",
  "n/",
  " ",
  "'",
  "é",
  "€",
  "💡",
  "\ufeff",
  "\u2028",
);
const unit = fc.string({ unit: "binary", maxLength: 6 }).map((text) => text.replaceAll("\0", ""));
const words = (...extra: string[]) =>
  fc
    .array(fc.oneof(awkward, unit, fc.constantFrom("abc", ...extra)), { maxLength: 5 })
    .map((parts) => parts.join(""));
const month = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1990, max: 2030 }))
  .map(([month, year]) => `${String(month).padStart(2, "0")}/${year}`);

const table = (format: Format) => {
  const value = (field: Field): fc.Arbitrary<Value> => {
    if (field.kind === "date") return fc.option(month);
    const any =
      format === "csv"
        ? words("\t", "\n", "\r\n", "\r")
        : words().map((text) => text.replace(/[\t\n\r]|^n\/a$/g, ""));
    return fc.option(field.kind === "other" ? any.map((text) => text || "1") : any);
  };
  return fc
    .array(fc.constantFrom(text, other, date, dropped, never), { minLength: 1, maxLength: 6 })
    .chain((fields) =>
      fc.record({
        fields: fc.constant([text, ...fields]),
        rows: fc.array(fc.tuple(...[text, ...fields].map(value)), { maxLength: 30 }),
        quoteAll: fc.boolean(),
        lineEnd: fc.constantFrom("\n", "\r\n"),
        lastEnd: fc.boolean(),
        mark: fc.constantFrom("", "\ufeff"),
        sizes: fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 8 }),
      }),
    );
};

test.each<Format>([
  "text",
  "csv",
])("any %s table, cut into any chunks, comes out with the same values", async (format) => {
  await fc.assert(
    fc.asyncProperty(table(format), async ({ fields, rows, quoteAll, lineEnd, lastEnd, mark, sizes }) => {
      const write = (value: Value) => {
        if (format === "text") return value ?? "n/a";
        if (value === null) return "";
        return quoteAll || value === "" || /[",\r\n]/.test(value)
          ? `"${value.replaceAll('"', '""')}"`
          : value;
      };
      const separator = format === "csv" ? "," : "\t";
      const lines = [fields.map(({ header }) => header), ...rows].map((row) =>
        row.map(write).join(separator),
      );
      const input = mark + lines.join(lineEnd) + (lastEnd ? lineEnd : "");
      const file = fileOf(input, { sizes });
      const output = await copy(plan(format, ...fields), file);
      const stored = (row: Value[]) =>
        row.flatMap((value, n) => {
          const field = fields[n]!;
          if (field.column === null) return [];
          if (value === null) return [field.emptyIsText ? "" : null];
          return [field.kind === "date" ? `${value.slice(3)}-${value.slice(0, 2)}-01` : value];
        });
      expect(parseCopy(output)).toEqual(rows.map(stored));

      const found = await findLines(
        file,
        plan(format, ...fields),
        ["title"],
        rows.map((row) => [row[0]!]),
        1000,
      );
      const before = (n: number) =>
        lines
          .slice(0, n + 1)
          .join("\n")
          .split("\n").length;
      expect(found).toEqual(rows.map((row, n) => ({ line: before(n) + 1, values: [row[0]] })));
    }),
    { numRuns: 300 },
  );
});

test.skipIf(withoutRealOnet)(
  "tables of the real releases have their rows, and a text table all its values",
  async () => {
    const expected: [string, Record<string, number>][] = [
      [
        "db_29_2_text.zip",
        { "Tools Used.txt": 41_662, "Task Statements.txt": 18_796, "Work Context.txt": 297_102 },
      ],
      [
        "db_30_3_csv.zip",
        { "work_context.csv": 302_172, "content_model_reference.csv": 3_006, "task_statements.csv": 18_796 },
      ],
    ];
    for (const [zip, tables] of expected) {
      const source = await openSource(realOnet(zip));
      const format = zip.includes("csv") ? "csv" : "text";
      for (const file of source.files.filter(({ name }) => name in tables)) {
        const names = await readHeader(file, format);
        const fields = names.map(
          (header) => ({ header, column: header, kind: header === "Date" ? "date" : "other" }) as const,
        );
        const rows = new CopyRows({ file: file.name, format, fields });
        const output: Buffer[] = [];
        const keep = file.name === "Tools Used.txt";
        for await (const chunk of (await file.open()).pipe(rows)) if (keep) output.push(chunk as Buffer);
        expect(rows.rows, file.name).toBe(tables[file.name]);
        if (!keep) continue;
        const bytes = Buffer.concat(await (await file.open()).toArray());
        const lines = bytes.toString().trimEnd().split("\r\n").slice(1);
        expect(parseCopy(Buffer.concat(output).toString())).toEqual(lines.map((line) => line.split("\t")));
      }
      await source.close();
    }
  },
);
