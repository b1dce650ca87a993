export interface ZipEntry {
  name: string;
  parts: readonly Uint8Array<ArrayBuffer>[];
}

/** The earliest day a zip file can hold: when it was made is nobody's business. */
const FIRST_OF_1980 = 0x21;
const DEFLATE = 8;
/** 2.0, the first with deflate */
const VERSION = 20;

/** A zip file, each entry deflated. Without the 64-bit extension: up to 4 GB an entry. */
export async function zip(entries: readonly ZipEntry[]): Promise<Blob> {
  const files: BlobPart[] = [];
  const directory: Uint8Array<ArrayBuffer>[] = [];
  let offset = 0;
  for (const { name, parts } of entries) {
    const packed = await deflate(parts);
    const path = new TextEncoder().encode(name);
    const about = join(
      [uint16(VERSION), uint16(0), uint16(DEFLATE), uint16(0), uint16(FIRST_OF_1980)],
      [uint32(crc32(parts)), uint32(packed.size), uint32(lengthOf(parts)), uint16(path.length), uint16(0)],
    );
    const local = join([uint32(0x04034b50), about, path]);
    files.push(local, packed);
    // comment length, disk, internal and external attributes
    const rest = join([uint16(0), uint16(0), uint16(0), uint32(0), uint32(offset)]);
    directory.push(uint32(0x02014b50), uint16(VERSION), about, rest, path);
    offset += local.length + packed.size;
  }
  const count = uint16(entries.length);
  const disks = uint32(0);
  const end = [
    uint32(0x06054b50),
    disks,
    count,
    count,
    uint32(lengthOf(directory)),
    uint32(offset),
    uint16(0),
  ];
  return new Blob([...files, ...directory, ...end]);
}

/** The browser's own, off this thread. */
function deflate(parts: readonly Uint8Array<ArrayBuffer>[]): Promise<Blob> {
  const packed = new Blob([...parts]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  return new Response(packed).blob();
}

const CRC = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});

function crc32(parts: readonly Uint8Array[]): number {
  let crc = -1;
  for (const part of parts) {
    for (let i = 0; i < part.length; i++) crc = CRC[(crc ^ part[i]!) & 0xff]! ^ (crc >>> 8);
  }
  return ~crc >>> 0;
}

function uint16(value: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.of(value, value >>> 8);
}

function uint32(value: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.of(value, value >>> 8, value >>> 16, value >>> 24);
}

function lengthOf(parts: readonly Uint8Array[]): number {
  return parts.reduce((sum, { length }) => sum + length, 0);
}

function join(...groups: Uint8Array[][]): Uint8Array<ArrayBuffer> {
  const parts = groups.flat();
  const joined = new Uint8Array(lengthOf(parts));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
