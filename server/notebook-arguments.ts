import { parseArgs } from "node:util";

export const FORMATS = ["html", "pdf", "png", "ipynb"] as const;
export type Format = (typeof FORMATS)[number];

/** A notebook to write to a file, as the command line asks for it. */
export interface RenderRequest {
  name: string;
  /** of its inputs, as the address of its page has them */
  params: [name: string, value: string][];
  format: Format;
  out: string;
  /** of the server */
  url: string;
}

export const USAGE = `Usage: npm run notebook -- render NAME [options]

Writes a notebook as it is now to a file, through a running server and a Chromium without a window.

  --param KEY=VALUE   value of an input, as the page's address has it; once for each input
  --format FORMAT     ${FORMATS.join(", ")} (html)
  --out FILE          the file to write (NAME.FORMAT)
  --url URL           where the server is (http://localhost:3000)

Exit codes: 0 written, 1 not written (a cell failed, no server, no Chromium), 2 wrong usage.
CHROMIUM=/path/to/chromium names a browser that is not in one of the usual places.`;

/** A command line that can't be understood. */
export class UsageError extends Error {}

/** Undefined where only help is asked for. Errors: UsageError. */
export function readArguments(argv: readonly string[]): RenderRequest | undefined {
  const { values, positionals } = parsed(argv);
  if (values.help) return undefined;
  const [command, name, ...rest] = positionals;
  if (command !== "render") throw new UsageError(`"${command ?? ""}" is no command; there is: render NAME`);
  if (!name) throw new UsageError("render which notebook? Its page is /notebooks/NAME");
  if (!/^[\w-]+$/.test(name))
    throw new UsageError(`"${name}" is no notebook's name: give NAME of /notebooks/NAME`);
  if (rest.length > 0) throw new UsageError(`one notebook at a time: what is "${rest.join(" ")}"?`);
  const format = FORMATS.find((format) => format === values.format);
  if (!format) throw new UsageError(`--format ${values.format} is none of ${FORMATS.join(", ")}`);
  if (!/^https?:\/\/[^/]+\/?$/.test(values.url))
    throw new UsageError(`--url ${values.url} must look like http://localhost:3000`);
  return {
    name,
    params: values.param.map(readParam),
    format,
    out: values.out ?? `${name}.${format}`,
    url: values.url.replace(/\/$/, ""),
  };
}

function parsed(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        param: { type: "string", multiple: true, default: [] },
        format: { type: "string", default: "html" },
        out: { type: "string" },
        url: { type: "string", default: "http://localhost:3000" },
        help: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function readParam(text: string): [string, string] {
  const at = text.indexOf("=");
  if (at < 1) throw new UsageError(`--param ${text} must look like --param from=31-1131.00`);
  return [text.slice(0, at), text.slice(at + 1)];
}
