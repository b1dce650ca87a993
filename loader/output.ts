import type { Result } from "./commands.ts";
import { LoadError } from "./errors.ts";
import type { LoadEvent } from "./events.ts";
import type { Status } from "./status.ts";
import { statusText } from "./status-text.ts";
import { Refusal } from "./swap.ts";
import { terminalReport } from "./terminal.ts";

/** Where a command's events and result go: to a person or to a machine. */
export interface Output {
  report(event: LoadEvent): void;
  /** text for a person only */
  say(text: string): void;
  result(verb: string, result: Result): void;
  error(verb: string, error: unknown): void;
}

/** One JSON object a line on standard output: every event, last the result. */
export function jsonOutput(): Output {
  const line = (value: object) => process.stdout.write(`${JSON.stringify(value)}\n`);
  return {
    report: line,
    say() {},
    result: (verb, result) => line({ type: "result", verb, ...result }),
    error(verb, error) {
      const { message } = error as Error;
      const place =
        error instanceof LoadError
          ? { file: error.file, line: error.line, column: error.column, value: error.value }
          : {};
      const report = error instanceof Refusal ? { plan: error.plan, problems: error.problems } : {};
      line({
        type: "result",
        verb,
        exitCode: error instanceof LoadError ? error.exitCode : 1,
        message,
        ...place,
        ...report,
      });
      process.stderr.write(`${describe(error)}\n`);
    },
  };
}

/** Progress on standard error, results on standard output. */
export function terminalOutput(): Output {
  const progress = terminalReport(process.stderr);
  return {
    report: progress.report,
    say(text) {
      progress.clear();
      process.stdout.write(`${text}\n`);
    },
    result(_verb, result) {
      progress.clear();
      if (result.status) process.stdout.write(`${statusText(result.status as Status)}\n`);
      if (typeof result.message === "string") process.stdout.write(`${result.message}\n`);
    },
    error(_verb, error) {
      progress.clear();
      process.stderr.write(`${describe(error)}\n`);
    },
  };
}

/** What went wrong in a line where it is known; anything else is a bug and keeps its stack. */
function describe(error: unknown): string {
  if (error instanceof LoadError) return error.message;
  return (error as Error).stack ?? String(error);
}
