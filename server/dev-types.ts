import { execFile } from "node:child_process";
import { join } from "node:path";

export interface TypeProblem {
  /** both 1-based, in the notebook */
  line: number;
  column: number;
  message: string;
}

/** One at a time, a child runs tsc over the project; who asks meanwhile gets the answer of the run after it. */
export function openTypeCheck(root: string): (notebook: string) => Promise<TypeProblem[]> {
  let running: Promise<string> = Promise.resolve("");
  let next: Promise<string> | undefined;
  return async function checkTypes(notebook) {
    next ??= running.then(() => {
      next = undefined;
      running = runTsc(root);
      return running;
    });
    return problemsOf(notebook, await next);
  };
}

function runTsc(root: string): Promise<string> {
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const args = [tsc, "--noEmit", "--pretty", "false"];
  // It ends with 2 where it found something.
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: root, maxBuffer: 2 ** 26 }, (_, stdout) => resolve(stdout));
  });
}

/** Of the lines "notebooks/skill-gap.ts(3,7): error TS2304: Cannot find …", and those indented below, this notebook's. */
export function problemsOf(notebook: string, output: string): TypeProblem[] {
  const found: TypeProblem[] = [];
  let last: TypeProblem | undefined;
  for (const text of output.split("\n")) {
    const [, path, line, column, message] = /^(\S.*?)\((\d+),(\d+)\): error \w+: (.*)$/.exec(text) ?? [];
    if (path !== undefined) {
      last = { line: Number(line), column: Number(column), message: message! };
      if (path === notebook) found.push(last);
    } else if (last && /^\s+\S/.test(text)) last.message += ` ${text.trim()}`;
  }
  return found;
}
