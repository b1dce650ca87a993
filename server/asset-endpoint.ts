import { promisify } from "node:util";
import { brotliCompress, gzip } from "node:zlib";
import type { MiddlewareHandler } from "hono";
import { acceptsEncoding } from "./accepts-encoding.ts";
import type { Assets } from "./assets.ts";
import type { AppEnvironment } from "./request-log.ts";
import { DATA_HEADERS } from "./security-headers.ts";

type Body = Uint8Array<ArrayBuffer>;

/**
 * GET /assets/<name>: by its name in the map, never a path. The name holds a hash of the content, so it never changes. The
 * headers are those of data: a page's policy would be as long as its small modules.
 */
export function serveAsset({ files }: Pick<Assets, "files">): MiddlewareHandler<AppEnvironment> {
  const packed = new Map([...files].map(([path, { body }]) => [path, new PackedFile(body)]));
  return async function sendAsset(c, next) {
    const file = files.get(c.req.path);
    if (!file) return next();
    const { encoding, body } = await packed.get(c.req.path)!.for(c.req.header("Accept-Encoding"));
    return c.body(body, 200, {
      ...DATA_HEADERS,
      "Content-Type": file.type,
      "Cache-Control": "public, max-age=31536000, immutable",
      Vary: "Accept-Encoding",
      "X-Request-Id": c.get("requestId"),
      ...(encoding && { "Content-Encoding": encoding }),
    });
  };
}

/**
 * Packed when it is first asked for, and once. Brotli makes 80 kB of what gzip makes 94, but takes a second for it: until that
 * is done gzip goes out.
 */
class PackedFile {
  readonly #body: Body;
  #gzip: Promise<Body> | undefined;
  #brotli: Body | "making" | undefined;

  constructor(body: Body) {
    this.#body = body;
  }

  async for(accepted: string | undefined): Promise<{ encoding?: string; body: Body }> {
    if (acceptsEncoding(accepted, "br")) {
      if (typeof this.#brotli === "object") return { encoding: "br", body: this.#brotli };
      if (!this.#brotli) void this.#makeBrotli();
    }
    if (!acceptsEncoding(accepted, "gzip")) return { body: this.#body };
    this.#gzip ??= promisify(gzip)(this.#body);
    return { encoding: "gzip", body: await this.#gzip };
  }

  async #makeBrotli(): Promise<void> {
    this.#brotli = "making";
    this.#brotli = await promisify(brotliCompress)(this.#body);
  }
}
