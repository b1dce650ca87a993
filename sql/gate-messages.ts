import type { Answer, OriginColumn } from "./connection.ts";
import type { QueryFile } from "./query-file.ts";

// What the loader and the process in which it has notebooks run (server/gate) tell each other.

export type FromNotebooks =
  /** Everything is loaded; `faults` are of notebooks that do not compile. */
  | { type: "ready"; notebooks: string[]; faults: NotebookFault[] }
  /** to be run, or only described, on the incoming release */
  | { type: "statement"; id: number; how: "run" | "describe"; text: string; values: readonly unknown[] }
  | { type: "done"; notebook: string; faults: NotebookFault[] };

export type ToNotebooks =
  /** at first: all queries that there are */
  | { type: "start"; queries: readonly QueryFile[] }
  | { type: "run"; notebook: string }
  | { type: "answer"; id: number; answer: Answer | Description }
  | { type: "error"; id: number; message: string; code: string | undefined };

export interface Description {
  parameters: number[];
  columns: OriginColumn[];
}

export interface NotebookFault {
  /** "skill-gap" */
  notebook: string;
  /** with file and line, in words */
  message: string;
}
