import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { LoadError } from "../../loader/errors.ts";
import { openSource, type ReleaseFile, type ReleaseSource } from "../../loader/source.ts";
import { makeZip, type ZipPart } from "./make-zip.ts";
import { realOnet, withoutRealOnet } from "./real-onet.ts";

const folder = mkdtempSync(join(tmpdir(), "onetbook-test-"));
afterAll(() => rmSync(folder, { recursive: true }));

const SKILLS = "Element ID\tScale ID\r\n2.A.1.a\tIM\r\n";
const good: ZipPart = { name: "db/Skills.txt", data: SKILLS };

async function openBytes(bytes: Buffer): Promise<ReleaseSource> {
  const path = join(folder, "release.zip");
  writeFileSync(path, bytes);
  return openSource(path);
}

async function content(file: ReleaseFile): Promise<string> {
  return Buffer.concat(await (await file.open()).toArray()).toString();
}

describe("a good zip", () => {
  test("offers its files with base names, sizes and contents, sorted by name", async () => {
    const bytes = makeZip([
      { name: "db/", mode: 0o040755, store: true },
      good,
      { name: "db/Read Me.txt", data: "O*NET 29.2 Database\n", store: true },
    ]);
    const source = await openBytes(bytes);
    expect(source.files.map(({ name, bytes }) => [name, bytes])).toEqual([
      ["Read Me.txt", 20],
      ["Skills.txt", SKILLS.length],
    ]);
    expect(await content(source.files[1]!)).toBe(SKILLS);
    expect(await content(source.files[0]!)).toBe("O*NET 29.2 Database\n");
    expect(source.label).toBe(join(folder, "release.zip"));
    expect(source.bytes).toBe(bytes.length);
    expect(source.sha256).toBe(createHash("sha256").update(bytes).digest("hex"));
    await source.close();
  });

  test("may have its files at the top, an empty file and a comment", async () => {
    const source = await openBytes(
      makeZip([{ name: "skills.csv", data: "", store: true }, { name: "education.csv" }], {
        comment: "as published",
      }),
    );
    expect(await Promise.all(source.files.map(content))).toEqual(["", ""]);
    await source.close();
  });

  test("is stripped of what macOS adds, and of everything that is no table", async () => {
    const source = await openBytes(
      makeZip([
        good,
        { name: "__MACOSX/db/._Skills.txt", data: "x" },
        { name: "db/.DS_Store", data: "x" },
        { name: "db/._Skills.txt", data: "x" },
        { name: "db/licence.pdf", data: "x" },
      ]),
    );
    expect(source.files.map(({ name }) => name)).toEqual(["Skills.txt"]);
    await source.close();
  });

  test("lets several files, and one file twice, be read at once", async () => {
    const long = Array.from({ length: 50_000 }, (_, n) => `${n}\t${(n * 7919) % 10007}\n`).join("");
    const source = await openBytes(
      makeZip([
        { name: "a.txt", data: long },
        { name: "b.txt", data: SKILLS.repeat(9) },
      ]),
    );
    const [a, b] = source.files as [ReleaseFile, ReleaseFile];
    expect(await Promise.all([a, b, a].map(content))).toEqual([long, SKILLS.repeat(9), long]);
    await source.close();
  });

  test("can be left in the middle of a file without a complaint", async () => {
    const source = await openBytes(
      makeZip([{ name: "a.txt", data: Buffer.alloc(1e6), store: true, crc: 1 }]),
    );
    const stream = await source.files[0]!.open();
    for await (const chunk of stream) {
      expect(chunk.length).toBeGreaterThan(0);
      break;
    }
    expect(stream.destroyed).toBe(true);
    await source.close();
  });
});

const MB = 1024 * 1024;
const with_ = (part: Partial<ZipPart>) => makeZip([{ ...good, ...part }]);
const whole = makeZip([good, { name: "db/Read Me.txt", data: "O*NET 29.2 Database\n" }]);
const patched = (bytes: Buffer, patch: (copy: Buffer) => void) => {
  const copy = Buffer.from(bytes);
  patch(copy);
  return copy;
};
/** a.txt is stored and holds what looks like the entry b.txt; both are in the directory. */
const overlapping = () => {
  const b: ZipPart = { name: "db/b.txt", data: SKILLS };
  const a: ZipPart = { name: "db/a.txt", data: makeZip([b]), store: true };
  return makeZip([a, { ...b, offset: 30 + a.name.length }]);
};
/** A locator that sends the reader to a byte that no file offset can name. */
const zip64 = () => {
  const locator = Buffer.alloc(20, 0xff);
  locator.write("PK\x06\x07", "latin1");
  return Buffer.concat([whole.subarray(0, -22), locator, whole.subarray(-22)]);
};

test.each<[string, () => Buffer, RegExp]>([
  [
    "a path that leads out",
    () => with_({ name: "../Skills.txt" }),
    /entry "\.\.\/Skills\.txt" leads out of the zip/,
  ],
  ["a path that leads out later", () => with_({ name: "db/../../x.txt" }), /leads out of the zip/],
  ["an absolute path", () => with_({ name: "/etc/skills.txt" }), /has an absolute path/],
  ["a drive letter", () => with_({ name: "C:skills.txt" }), /has an absolute path/],
  ["a backslash", () => with_({ name: "db\\Skills.txt" }), /has a backslash/],
  ["a line end in a name", () => with_({ name: "db/Skills\n.txt" }), /entry ".*" has control characters/],
  ["a NUL in a name", () => with_({ name: "db/Skills.txt\0.png" }), /has control characters/],
  ["an empty part in a path", () => with_({ name: "db//Skills.txt" }), /has an empty part/],
  ["a dot in a path", () => with_({ name: "./Skills.txt" }), /has an empty part/],
  ["an entry without a name", () => with_({ name: "" }), /has an empty part/],
  ["a symbolic link", () => with_({ mode: 0o120777, data: "/etc/passwd" }), /is a symbolic link/],
  ["a device", () => with_({ mode: 0o020666 }), /is a device/],
  ["a pipe", () => with_({ mode: 0o010666 }), /is a device or another special file/],
  ["a name twice", () => makeZip([good, good]), /"db\/Skills\.txt" occurs twice/],
  [
    "a name twice but for case",
    () => makeZip([good, { ...good, name: "DB/SKILLS.TXT" }]),
    /"DB\/SKILLS\.TXT" occurs twice/,
  ],
  ["an encrypted entry", () => with_({ flags: 1 }), /is encrypted: unpack it/],
  ["a strongly encrypted entry", () => with_({ flags: 0x41 }), /strong encryption is not supported/],
  ["an encrypted directory", () => with_({ flags: 0x2000 }), /is encrypted/],
  ["bzip2", () => with_({ method: 12 }), /packed with method 12 \(bzip2\)/],
  ["Zstandard", () => with_({ method: 93 }), /packed with method 93 \(Zstandard\)/],
  ["a method nobody knows", () => with_({ method: 77 }), /packed with method 77 \(unknown\)/],
  [
    "two folders",
    () => makeZip([good, { ...good, name: "db2/Skills.txt" }]),
    /in more than one folder \("db\/", "db2\/"\)/,
  ],
  ["files at the top and in a folder", () => makeZip([good, { name: "a.txt" }]), /in more than one folder/],
  ["a folder in a folder", () => with_({ name: "a/b/Skills.txt" }), /too deep, in "a\/b\/"/],
  ["no data", () => with_({ name: "db/skills.sql" }), /holds no \.txt or \.csv files/],
  ["no entries", () => makeZip([]), /holds no \.txt or \.csv files/],
  [
    "301 entries",
    () => makeZip(Array.from({ length: 301 }, (_, n) => ({ name: `${n}.txt` }))),
    /301 entries/,
  ],
  ["a claim of 65,535 entries", () => makeZip([good], { entryCount: 65_535 }), /65535 entries/],
  ["fewer entries than it claims", () => makeZip([good], { entryCount: 2 }), /not a whole zip/],
  ["an entry inside another", overlapping, /entries "db\/a\.txt" and "db\/b\.txt" overlap/],
  [
    "a ratio of more than 120",
    () => with_({ data: Buffer.alloc(MB) }),
    /claims to unpack to \d{3,} times its size/,
  ],
  [
    "something packed into nothing",
    () => with_({ store: true, data: "", bytes: 10 }),
    /claims to unpack to Infinity times/,
  ],
  [
    "an entry of more than 256 MB",
    () => with_({ store: true, data: Buffer.alloc(3 * MB), bytes: 257 * MB }),
    /db\/Skills\.txt has 257 MB, more than 256 MB/,
  ],
  [
    "more than 1 GB together",
    () =>
      makeZip(
        Array.from({ length: 5 }, (_, n) => ({
          name: `${n}.txt`,
          store: true,
          data: Buffer.alloc(2 * MB),
          bytes: 220 * MB,
        })),
      ),
    /1100 MB unpacked, more than 1024 MB/,
  ],
  [
    "another name in the entry's header",
    () => with_({ localName: "db/Skulls.txt" }),
    /differs between the zip's directory and the file's own header/,
  ],
  [
    "another method in the entry's header",
    () => patched(whole, (copy) => copy.writeUInt16LE(0, 8)),
    /differs between/,
  ],
  ["its last byte missing", () => whole.subarray(0, -1), /not a whole zip/],
  [
    "half of it missing",
    () => whole.subarray(0, whole.length / 2),
    /not a whole zip \(End of central directory/,
  ],
  ["its first half missing", () => whole.subarray(40), /not a whole zip/],
  ["bytes behind its end", () => Buffer.concat([whole, Buffer.from("x")]), /not a whole zip/],
  ["no bytes", () => Buffer.alloc(0), /not a whole zip/],
  ["a web page", () => Buffer.from("<html>Not here</html>"), /not a whole zip/],
  [
    "a directory that is none",
    () => patched(whole, (copy) => copy.fill(0, copy.indexOf("PK\x01\x02"), copy.indexOf("PK\x01\x02") + 4)),
    /invalid central directory/,
  ],
  [
    "an entry behind its end",
    () => patched(whole, (copy) => copy.writeUInt32LE(0xfffffff0, copy.indexOf("PK\x01\x02") + 42)),
    /it ends before byte/,
  ],
  ["more packed bytes than it has", () => with_({ packedBytes: 5000 }), /file data overflows file bounds/],
  ["an offset that is no number", zip64, /it ends before byte/],
])("a zip with %s is refused", async (_, make, message) => {
  const attempt = openBytes(make());
  await expect(attempt).rejects.toThrow(message);
  await expect(attempt).rejects.toBeInstanceOf(LoadError);
});

test.each<[string, Buffer, RegExp]>([
  ["has another checksum", with_({ crc: 1 }), /^Skills\.txt does not have the checksum/],
  ["is longer than declared", with_({ bytes: 10 }), /^Skills\.txt holds more than the 10 bytes declared/],
  ["is shorter than declared", with_({ bytes: 1000 }), /^Skills\.txt ends after 33 of 1000 bytes/],
  ["is stored and longer than declared", with_({ store: true, bytes: 10 }), /holds more than the 10 bytes/],
  [
    "is no deflate stream",
    with_({ store: true, method: 8 }),
    /^Skills\.txt cannot be read beyond its first \d+ bytes/,
  ],
  [
    "is cut off while packed",
    with_({ packedBytes: 12 }),
    /cannot be read beyond its first .* \(unexpected end of file\)/,
  ],
])("a file that %s fails when it is read", async (_, zip, message) => {
  const source = await openBytes(zip);
  const attempt = content(source.files[0]!);
  await expect(attempt).rejects.toThrow(message);
  await expect(attempt).rejects.toMatchObject({ name: "LoadError", file: "Skills.txt" });
  await source.close();
});

test("a zip that shrinks after it was opened fails when it is read", async () => {
  const source = await openBytes(whole);
  writeFileSync(join(folder, "release.zip"), whole.subarray(0, 50));
  await expect(content(source.files[1]!)).rejects.toThrow(/the zip has become shorter/);
  await source.close();
});

test("a zip with changed bytes is refused or gives the same contents", async () => {
  const contents = new Map([
    ["Read Me.txt", "O*NET 29.2 Database\n"],
    ["Skills.txt", SKILLS],
  ]);
  const change = fc.record({ at: fc.nat(whole.length - 1), byte: fc.integer({ min: 0, max: 255 }) });
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
      const bytes = patched(whole, (copy) => {
        for (const { at, byte } of changes) copy[at] = byte;
      });
      try {
        const source = await openBytes(bytes);
        const texts = await Promise.all(source.files.map(content)).finally(() => source.close());
        // A changed name is for the schema to notice; content never passes under its own name if it differs.
        for (const [n, { name }] of source.files.entries())
          if (contents.has(name)) expect(texts[n]).toBe(contents.get(name));
      } catch (error) {
        expect(error).toBeInstanceOf(LoadError);
      }
    }),
    { numRuns: 1000 },
  );
});

test("openSource says what it takes when the name is none of it", async () => {
  await expect(openSource(join(folder, "missing.zip"))).rejects.toThrow(
    /missing\.zip cannot be found \(ENOENT\); name a zip, a folder, .* or a release number such as 30\.3/,
  );
  await expect(openSource("/dev/null")).rejects.toThrow("/dev/null is neither a file nor a folder");
  await expect(openSource("ftp://example.org/db.zip")).rejects.toThrow("is not an http or https address");
});

test.skipIf(withoutRealOnet)("every entry of the real releases is whole", async () => {
  for (const [zip, entries] of [
    ["db_29_2_text.zip", 41],
    ["db_30_3_csv.zip", 46],
  ] as const) {
    const source = await openSource(realOnet(zip));
    expect(source.files).toHaveLength(entries);
    for (const file of source.files) {
      let bytes = 0;
      for await (const chunk of await file.open()) bytes += (chunk as Buffer).length;
      expect(bytes, file.name).toBe(file.bytes);
    }
    expect(source.sha256).toBe(
      createHash("sha256")
        .update(readFileSync(realOnet(zip)))
        .digest("hex"),
    );
    await source.close();
  }
});
