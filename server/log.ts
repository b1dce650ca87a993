import { type DestinationStream, type Logger, pino } from "pino";

export type Log = Logger;

/** JSON lines on standard output; short lines for a person where that is a terminal. */
export function openLog(level: string, out: NodeJS.WriteStream = process.stdout): Log {
  return pino(
    { level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime },
    out.isTTY ? forPerson(out) : out,
  );
}

interface Line {
  level: number;
  msg?: string;
  method?: string;
  path?: string;
  status?: number;
  ms?: number;
  err?: { stack?: string };
}

function forPerson(out: NodeJS.WriteStream): DestinationStream {
  return {
    write(json) {
      const { level, msg = "", method, path, status, ms, err }: Line = JSON.parse(json);
      const request = method ? `${method} ${path} ${status} ${ms} ms` : "";
      const mark = level >= 50 ? "error: " : level >= 40 ? "warning: " : "";
      out.write(`${mark}${[request, msg, err?.stack].filter(Boolean).join("  ")}\n`);
    },
  };
}
