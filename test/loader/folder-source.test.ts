import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkedContent } from "../../loader/checked-content.ts";
import { openSource, type ReleaseFile } from "../../loader/source.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "onetbook-test-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

async function content(file: ReleaseFile): Promise<string> {
  return Buffer.concat(await (await file.open()).toArray()).toString();
}

const release = { "Skills.txt": "a\tb\n", "Read Me.txt": "O*NET 29.2 Database\n", "Abilities.txt": "" };

test("a folder offers its .txt and .csv files in order of name", async () => {
  write({ ...release, "notes.md": "", ".hidden.txt": "", "__MACOSX/._Skills.txt": "" });
  const source = await openSource(folder);
  expect(source.files.map(({ name, bytes }) => [name, bytes])).toEqual([
    ["Abilities.txt", 0],
    ["Read Me.txt", 20],
    ["Skills.txt", 4],
  ]);
  expect(await Promise.all(source.files.map(content))).toEqual(["", "O*NET 29.2 Database\n", "a\tb\n"]);
  expect(source).toMatchObject({ label: folder, bytes: 24 });
  await source.close();
});

test("the files may lie in one sub-folder, with the same checksum", async () => {
  write(release);
  const { sha256 } = await openSource(folder);
  rmSync(folder, { recursive: true });
  write(Object.fromEntries(Object.entries(release).map(([name, text]) => [`db_29_2_text/${name}`, text])));
  expect((await openSource(folder)).sha256).toBe(sha256);
});

test("the checksum changes with a name and with a byte", async () => {
  write(release);
  const before = (await openSource(folder)).sha256;
  write({ "Skills.txt": "a\tc\n" });
  const after = (await openSource(folder)).sha256;
  rmSync(join(folder, "Skills.txt"));
  write({ "Skill.txt": "a\tc\n" });
  expect(new Set([before, after, (await openSource(folder)).sha256]).size).toBe(3);
});

test.each<[string, () => void, RegExp]>([
  ["nothing of use", () => write({ "notes.md": "" }), /holds no \.txt or \.csv files/],
  [
    "a link",
    () => symlinkSync("/etc/passwd", join(folder, "Skills.txt")),
    /Skills\.txt is a link or a device/,
  ],
  ["a link to a folder", () => symlinkSync("/etc", join(folder, "db")), /db is a link or a device/],
  [
    "two releases",
    () => write({ "a/Skills.txt": "", "b/Skills.txt": "" }),
    /in more than one folder \("a\/", "b\/"\)/,
  ],
  [
    "files above and below",
    () => write({ "Skills.txt": "", "b/Abilities.txt": "" }),
    /in more than one folder/,
  ],
  [
    "names that differ by case",
    () => write({ "Skills.txt": "", "skills.txt": "" }),
    /"skills\.txt" occurs twice/i,
  ],
  [
    "too many files",
    () => write(Object.fromEntries(Array.from({ length: 301 }, (_, n) => [`${n}.txt`, ""]))),
    /301 files/,
  ],
  [
    "a file that is too large",
    () => {
      write({ "Skills.txt": "" });
      truncateSync(join(folder, "Skills.txt"), 257 * 1024 * 1024);
    },
    /Skills\.txt has 257 MB, more than 256 MB/,
  ],
])("a folder with %s is refused", async (_, make, message) => {
  make();
  await expect(openSource(folder)).rejects.toThrow(message);
});

test.each<[string, (path: string) => void, RegExp]>([
  ["grew", (path) => appendFileSync(path, "c\td\n"), /holds more than the 4 bytes/],
  ["shrank", (path) => writeFileSync(path, "a"), /ends after 1 of 4 bytes/],
  ["changed", (path) => writeFileSync(path, "x\ty\n"), /does not have the checksum/],
  ["vanished", (path) => rmSync(path), /cannot be read beyond its first 0 bytes/],
])("a file that %s after it was listed fails when it is read", async (_, change, message) => {
  write(release);
  const source = await openSource(folder);
  change(join(folder, "Skills.txt"));
  const attempt = content(source.files[2]!);
  await expect(attempt).rejects.toThrow(message);
  await expect(attempt).rejects.toThrow(/changed while it was being loaded/);
});

test("a file that is left in the middle is closed", async () => {
  let closed = false;
  async function* chunks() {
    try {
      for (;;) yield Buffer.from("x");
    } finally {
      closed = true;
    }
  }
  for await (const chunk of checkedContent({ name: "Skills.txt", bytes: 99, crc32: 0 }, chunks(), "")) {
    expect(chunk.toString()).toBe("x");
    break;
  }
  expect(closed).toBe(true);
});
