/** A source map, as far as lines go. */
interface SourceMap {
  sources: string[];
  mappings: string;
}

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** The line of the notebook in which an error arose, by the source maps of the code in its stack; undefined if none has one. */
export async function sourceLine(error: unknown, source: string): Promise<number | undefined> {
  const frames = String((error as Error | undefined)?.stack).matchAll(/(https?:\/\/[^\s()]+):(\d+):(\d+)/g);
  const name = source.split("/").at(-1)!;
  for (const [, url, line, column] of frames) {
    const map = await readMap(url!).catch(() => undefined);
    const found = map && originalLine(map, Number(line), Number(column) - 1);
    if (found?.source.split(/[/?]/).includes(name)) return found.line;
  }
  return undefined;
}

async function readMap(url: string): Promise<SourceMap | undefined> {
  const script = await (await fetch(url)).text();
  const [, at] = /\/\/# sourceMappingURL=(\S+)\s*$/.exec(script) ?? [];
  if (!at) return undefined;
  if (!at.startsWith("data:")) return (await fetch(new URL(at, url))).json();
  const bytes = Uint8Array.from(atob(at.slice(at.indexOf(",") + 1)), (character) => character.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes));
}

/** Where a place in the code comes from: its line is 1-based, its column 0-based, as in the map's format. */
export function originalLine(
  { sources, mappings }: SourceMap,
  line: number,
  column: number,
): { source: string; line: number } | undefined {
  let source = 0;
  let sourceLine = 0;
  let found: { source: string; line: number } | undefined;
  for (const [index, text] of mappings.split(";", line).entries()) {
    let at = 0;
    for (const segment of text.split(",")) {
      const [columns = 0, sourceStep, lineStep = 0] = numbers(segment);
      at += columns;
      if (sourceStep === undefined) continue;
      source += sourceStep;
      sourceLine += lineStep;
      if (index === line - 1 && at <= column) found = { source: sources[source]!, line: sourceLine + 1 };
    }
  }
  return found;
}

/** Base64 digits of five bits and one that says whether more follow, the lowest first; the lowest bit of all is the sign. */
function numbers(segment: string): number[] {
  const found: number[] = [];
  let value = 0;
  let shift = 0;
  for (const digit of segment) {
    const bits = DIGITS.indexOf(digit);
    value |= (bits & 31) << shift;
    shift += 5;
    if (bits & 32) continue;
    found.push(value & 1 ? -(value >>> 1) : value >>> 1);
    value = shift = 0;
  }
  return found;
}
