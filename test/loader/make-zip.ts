import { crc32, deflateRawSync } from "node:zlib";

/** One entry; everything but name and data exists to make zips that are wrong in a chosen way. */
export interface ZipPart {
  name: string;
  data?: string | Buffer;
  store?: boolean;
  method?: number;
  flags?: number;
  /** Unix mode with file type, as 0o120777 for a link. */
  mode?: number;
  crc?: number;
  /** Unpacked and packed size as declared. */
  bytes?: number;
  packedBytes?: number;
  /** Name in the entry's own header. */
  localName?: string;
  /** Where the directory says that the entry starts. */
  offset?: number;
}

export function makeZip(parts: ZipPart[], { entryCount = parts.length, comment = "" } = {}): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const part of parts) {
    const data = Buffer.from(part.data ?? "");
    const packed = part.store ? data : deflateRawSync(data);
    const common = Buffer.alloc(22); // flags to sizes: the same in both headers
    common.writeUInt16LE(part.flags ?? 0, 0);
    common.writeUInt16LE(part.method ?? (part.store ? 0 : 8), 2);
    common.writeUInt32LE(part.crc ?? crc32(data), 8);
    common.writeUInt32LE(part.packedBytes ?? packed.length, 12);
    common.writeUInt32LE(part.bytes ?? data.length, 16);
    const header = (signature: string, name: Buffer, versions: number[], rest: Buffer) => {
      const lengths = Buffer.from(common);
      lengths.writeUInt16LE(name.length, 20);
      return Buffer.concat([Buffer.from(signature, "latin1"), Buffer.from(versions), lengths, rest, name]);
    };
    const local = header("PK\x03\x04", Buffer.from(part.localName ?? part.name), [20, 0], Buffer.alloc(2));
    const rest = Buffer.alloc(16); // extra, comment, disk, internal, external, offset
    rest.writeUInt32LE(((part.mode ?? 0o100644) * 65536) >>> 0, 8);
    rest.writeUInt32LE(part.offset ?? at, 12);
    directory.push(header("PK\x01\x02", Buffer.from(part.name), [20, 3, 20, 0], rest));
    locals.push(local, packed);
    at += local.length + packed.length;
  }
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(entryCount, 8);
  end.writeUInt16LE(entryCount, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(at, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...locals, ...directory, end, Buffer.from(comment)]);
}
