/** The steps of a load, in order. A test may stop the loader at any of them. */
export type Step =
  | "recover"
  | "open"
  | "stage"
  | "copied"
  | "keyed"
  | "bridged"
  | "staged"
  | "plan"
  | "check"
  | "guard"
  | "expand"
  | "expanded"
  | "contracted"
  | "swap"
  | "renamed"
  | "built"
  | "moved"
  | "logged"
  | "committed"
  | "validated"
  | "done"
  | "annotated";

/** What a load tells while it runs: for the terminal, for a page and for a log. */
export type LoadEvent =
  | { type: "step"; step: Step; detail?: string }
  | { type: "download"; bytes: number; total: number | undefined }
  | { type: "staging"; tables: number; bytes: number }
  | { type: "copy"; table: string; rows: number; bytes: number; totalBytes: number }
  | { type: "table"; table: string; rows: number; bytes: number }
  | { type: "warning"; message: string }
  | { type: "waiting"; message: string };

/** Receives events. A step waits for what this returns, so a listener sees each step before it happens. */
export type Report = (event: LoadEvent) => void | Promise<void>;
