/** A notebook that can't be compiled: where, why, and what to do about it. */
export class CompileError extends Error {
  readonly path: string;
  readonly line: number;
  /** 1-based, as editors count */
  readonly column: number;
  readonly reason: string;

  constructor(path: string, { line, column }: Position, reason: string) {
    super(`${path}:${line}:${column}: ${reason}`);
    this.name = "CompileError";
    this.path = path;
    this.line = line;
    this.column = column;
    this.reason = reason;
  }
}

/** Both 1-based. */
export interface Position {
  line: number;
  column: number;
}

/** A file's text, whose offsets can be told as lines. */
export class Source {
  /** for messages: "notebooks/skill-gap.ts" */
  readonly path: string;
  readonly code: string;

  constructor(path: string, code: string) {
    this.path = path;
    this.code = code;
  }

  at(offset: number): Position {
    const before = this.code.slice(0, offset);
    return { line: before.split("\n").length, column: offset - before.lastIndexOf("\n") };
  }

  fail(offset: number, reason: string): never {
    throw new CompileError(this.path, this.at(offset), reason);
  }
}
