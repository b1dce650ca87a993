import { Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import { dataFiles, identifyRelease } from "../../loader/release.ts";
import { openSource, type ReleaseSource } from "../../loader/source.ts";
import { realOnet, withoutRealOnet } from "./real-onet.ts";

function sourceOf(files: Record<string, string | Buffer>): ReleaseSource {
  const close = async () => {};
  return {
    label: "db.zip",
    sha256: "",
    bytes: 0,
    files: Object.entries(files).map(([name, text]) => ({
      name,
      bytes: text.length,
      open: async () => Readable.from([Buffer.from(text)]),
    })),
    close,
  };
}

const csv = { "skills.csv": "", "education.csv": "" };
const readMe = (format: string, release = "30.3") =>
  `O*NET 30.3 Database\nMay 2026 Release\n----\n\nhttps://www.onetcenter.org/dictionary/${release}/${format}/\n`;

describe("a release is known", () => {
  test.each<[string, Record<string, string>, object]>([
    [
      "by the first two lines of its Read Me",
      { "Read Me.txt": readMe("csv"), ...csv },
      { release: "30.3", label: "May 2026 Release", format: "csv" },
    ],
    [
      "with CRLF and a byte order mark",
      { "ReadMe.txt": "\ufeffO*NET 29.3 Database\r\nMay 2025 Release\r\n", "Skills.txt": "" },
      { release: "29.3", label: "May 2025 Release", format: "text" },
    ],
    [
      "without a second line",
      { "README.TXT": "O*NET 31.0 Database", ...csv },
      { release: "31.0", label: "", format: "csv" },
    ],
    [
      "with a rule in place of the label",
      { "read me.txt": "O*NET 31.0 Database\n-------\n", "A.TXT": "" },
      { release: "31.0", label: "", format: "text" },
    ],
  ])("%s", async (_, files, identity) => {
    expect(await identifyRelease(sourceOf(files))).toEqual(identity);
  });

  test("and its Read Me is no data file", () => {
    expect(dataFiles(sourceOf({ "Read Me.txt": "", "Skills.txt": "" })).map(({ name }) => name)).toEqual([
      "Skills.txt",
    ]);
  });
});

test.each<[string, Record<string, string | Buffer>, RegExp]>([
  [
    "no Read Me",
    csv,
    /^db\.zip has no Read Me; expected is a file "Read Me\.txt" whose first line is like "O\*NET 30\.3 Database"$/,
  ],
  [
    "two Read Mes",
    { "Read Me.txt": readMe("csv"), "README.txt": "", ...csv },
    /two Read Mes, "Read Me\.txt" and "README\.txt"/,
  ],
  [
    "another first line",
    { "Read Me.txt": "Oracle Database\n", ...csv },
    /Read Me\.txt starts with "Oracle Database"/,
  ],
  [
    "more behind the first line",
    { "Read Me.txt": "O*NET 30.3 Database (draft)\n", ...csv },
    /starts with "O\*NET 30\.3 Database \(draft\)"/,
  ],
  ["an empty Read Me", { "Read Me.txt": "", ...csv }, /starts with ""/],
  ["a long Read Me", { "Read Me.txt": "x".repeat(70_000), ...csv }, /70000 bytes, too many for a Read Me/],
  [
    "a Read Me in UTF-16",
    { "Read Me.txt": Buffer.from("\ufeffO*NET", "utf16le"), ...csv },
    /Read Me\.txt is UTF-16/,
  ],
  [
    "a dictionary of the other format",
    { "Read Me.txt": readMe("text"), ...csv },
    /speaks of O\*NET 30\.3 as text, but this is 30\.3 as csv/,
  ],
  [
    "a dictionary of another release",
    { "Read Me.txt": readMe("csv", "30.2"), ...csv },
    /speaks of O\*NET 30\.2 as csv, but this is 30\.3/,
  ],
  [
    "both formats",
    { "Read Me.txt": readMe("csv"), "Skills.txt": "", ...csv },
    /mixes text and CSV \("Skills\.txt", "skills\.csv"\)/,
  ],
  ["no data", { "Read Me.txt": readMe("mysql") }, /has a Read Me but no \.txt or \.csv data/],
])("a source with %s is refused", async (_, files, message) => {
  await expect(identifyRelease(sourceOf(files))).rejects.toThrow(message);
});

test.skipIf(withoutRealOnet).each([
  ["db_23_x_text_partial.zip", { release: "23.2", format: "text" }, 14],
  ["db_29_2_text.zip", { release: "29.2", label: "February 2025 Release", format: "text" }, 40],
  ["db_29_3_text.zip", { release: "29.3", label: "May 2025 Release", format: "text" }, 40],
  ["db_30_3_csv.zip", { release: "30.3", label: "May 2026 Release", format: "csv" }, 45],
])("%s says what it is", async (zip, identity, tables) => {
  const source = await openSource(realOnet(zip));
  expect(await identifyRelease(source)).toMatchObject(identity);
  expect(dataFiles(source)).toHaveLength(tables);
  await source.close();
});
