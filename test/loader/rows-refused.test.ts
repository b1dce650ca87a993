import { expect, test } from "vitest";
import { copy, date, type Field, fileOf, other, plan, text } from "./row-files.ts";

/** Whole, and in pieces so small that every row is cut. */
const cuts = (input: string | Buffer) => (input.length > 1000 ? [64 * 1024] : [64 * 1024, 7, 1]);

const utf8 = (...parts: (string | number[])[]) =>
  Buffer.concat(parts.map((part) => Buffer.from(part as string)));

test.each<[string, string | Buffer, Field[], object]>([
  [
    "a short row",
    "h\th\th\na\tb\tc\r\na\tb\r\n",
    [text, text, text],
    { line: 3, message: /^Skills\.txt, line 3: 2 fields instead of 3 in the row "a\\tb"$/ },
  ],
  [
    "a long row",
    "h\th\na\tb\tc\td\n",
    [text, text],
    { line: 2, message: /4 fields instead of 2 in the row "a\\tb\\tc\\td"/ },
  ],
  [
    "a row that is long and cut",
    `h\n${"abc".repeat(99)}\tb`,
    [text],
    { line: 2, message: /2 fields instead of 1 in the row "(abc){20}…"/ },
  ],
  [
    "a blank line in the middle",
    "h\th\na\tb\n\n\r\na\tb\n",
    [text, text],
    { line: 3, message: /line 3: a blank line before the end/ },
  ],
  [
    "a word as date",
    "h\th\na\tsoon\n",
    [text, date],
    {
      line: 2,
      column: "Date",
      value: "soon",
      message: /^Skills\.txt, line 2, column "Date": "soon" is not a date like 08\/2024$/,
    },
  ],
  ["month 13", "h\n13/2024\n", [date], { value: "13/2024" }],
  ["month 0", "h\n00/2024\n", [date], { value: "00/2024" }],
  ["letters in a year", "h\n08/20x4\n", [date], { value: "08/20x4" }],
  ["letters in a month", "h\n0x/2024\n", [date], { value: "0x/2024" }],
  ["another separator", "h\n08-2024\n", [date], { value: "08-2024" }],
  ["day 30 of February", "h\n2024-02-30\n", [date], { value: "2024-02-30" }],
  ["an American date", "h\n08/01/2024\n", [date], { value: "08/01/2024" }],
  ["an empty date", "h\th\n\ta\n", [date, text], { column: "Date", value: "" }],
  [
    "an empty number",
    "h\th\na\t\n",
    [text, other],
    {
      line: 2,
      column: "Data Value",
      value: "",
      message: /an empty value; where there is none, n\/a is expected/,
    },
  ],
  [
    "a date shifted by a lost tab, as a short row",
    "h\th\th\na\t08/2024\n",
    [date, text, date],
    { message: /2 fields instead of 3/ },
  ],
  ["a NUL byte", "h\th\na\tb\na\tb\0\n", [text, text], { line: 3, message: /line 3: a NUL byte/ }],
  [
    "a byte that is not UTF-8",
    utf8("h\na\né\n", [0xe9], "\nb\n"),
    [text],
    { line: 4, message: /line 4: not valid UTF-8: save the file as UTF-8/ },
  ],
  [
    "a character cut off at the end",
    utf8("h\na\n", [0xe2, 0x82]),
    [text],
    { line: 3, message: /not valid UTF-8/ },
  ],
  ["invalid UTF-8 in the column names", utf8([0xff], "h\na\n"), [text], { line: 1 }],
  [
    "UTF-16, little end first",
    Buffer.from("\ufeffh\na\n", "utf16le"),
    [text],
    { line: 1, message: /^Skills\.txt is UTF-16: save the file as UTF-8/ },
  ],
  [
    "UTF-16, big end first",
    Buffer.from("\ufeffh\na\n", "utf16le").swap16(),
    [text],
    { message: /is UTF-16/ },
  ],
  [
    "UTF-16 without a mark",
    Buffer.from("h\na\n", "utf16le"),
    [text],
    { message: /a NUL byte, so this is not plain text/ },
  ],
  ["no bytes at all", "", [text], { line: 1, message: /the file is empty; at least a line of column names/ }],
  [
    "a row of more than 1 MB",
    `h\nshort\n${"x".repeat(1024 * 1024)}\nshort\n`,
    [text],
    { line: 3, message: /line 3: the row is longer than 1 MB$/ },
  ],
  ["a last row without end of more than 1 MB", `h\n${"x".repeat(1024 * 1024 + 1)}`, [text], { line: 2 }],
  ["column names of more than 1 MB", "x".repeat(3e6), [text], { line: 1, message: /longer than 1 MB/ }],
])("a text file with %s is refused", async (_, input, fields, expected) => {
  const error = { name: "LoadError", file: "Skills.txt", ...match(expected) };
  for (const size of cuts(input)) {
    const attempt = copy(plan("text", ...fields), fileOf(input, { sizes: [size] }));
    await expect(attempt).rejects.toMatchObject(error);
  }
});

test.each<[string, string, object]>([
  [
    "a short row behind a line end in quotes",
    'h,h\n"a\n\n",b\nc\n',
    { line: 5, message: /^skills\.csv, line 5: 1 field instead of 2/ },
  ],
  ["a long row", 'h,h\n"a,b",c,"d,e"\n', { line: 2, message: /3 fields instead of 2/ }],
  [
    "a quote that is never closed",
    'h,h\na,b\nc,"d\ne,f\n',
    { line: 3, message: /line 3: the row has a quote that is never closed/ },
  ],
  [
    "a quote never closed in a long file",
    `h,h\na,"b\n${"e,f\n".repeat(300_000)}`,
    { line: 2, message: /longer than 1 MB: is a quote not closed\?/ },
  ],
  ["text behind a closing quote", 'h,h\n"a"b,c\n', { line: 2, message: /text behind the closing quote/ }],
  ["a space behind a closing quote", 'h,h\n"a" ,c\n', { message: /text behind the closing quote/ }],
  ["a CR alone behind a closing quote", 'h,h\n"a"\rb,c\n', { message: /text behind the closing quote/ }],
  [
    "a quote inside a field",
    'h,h\n5" pipe,c\n',
    { line: 2, message: /a quote inside a field that does not start with one/ },
  ],
  [
    "a quoted empty number",
    'h,h\na,""\n',
    { line: 2, column: "Data Value", message: /where there is none, nothing at all is expected/ },
  ],
])("a CSV file with %s is refused", async (_, input, expected) => {
  const error = { name: "LoadError", file: "skills.csv", ...match(expected) };
  for (const size of cuts(input)) {
    const attempt = copy(plan("csv", text, other), fileOf(input, { sizes: [size] }));
    await expect(attempt).rejects.toMatchObject(error);
  }
});

function match({ message, ...rest }: { message?: RegExp }): object {
  return { ...rest, ...(message && { message: expect.stringMatching(message) }) };
}
