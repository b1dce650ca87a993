export interface LoadErrorOptions {
  /** 2: refused with a report; 1 (the default): failed. */
  exitCode?: 1 | 2;
  cause?: unknown;
  /** Base name of the release file at fault. */
  file?: string;
  /** Line in that file, 1 = the header. */
  line?: number;
  /** Header name of the column at fault. */
  column?: string;
  value?: string;
}

/**
 * An error that a person can act on; anything else that is thrown is a bug. The message is complete by
 * itself; the fields repeat its parts for pages that show them apart.
 */
export class LoadError extends Error {
  readonly exitCode: 1 | 2;
  readonly file: string | undefined;
  readonly line: number | undefined;
  readonly column: string | undefined;
  readonly value: string | undefined;

  constructor(message: string, options: LoadErrorOptions = {}) {
    super(message, "cause" in options ? { cause: options.cause } : undefined);
    this.name = "LoadError";
    this.exitCode = options.exitCode ?? 1;
    this.file = options.file;
    this.line = options.line;
    this.column = options.column;
    this.value = options.value;
  }
}
