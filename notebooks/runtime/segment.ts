import type { Query } from "../../sql/typed-query.ts";
import type { Rows } from "./query.ts";

/** What a run of a segment is given: each belongs to this run, and is cancelled or ignored after it. */
export interface Given {
  query(query: Query<object, object>, params?: object): Promise<Rows<object>>;
  display(value: unknown): unknown;
  /** for the last expression of a cell, where undefined is nothing to see */
  show(value: unknown): void;
}

/** What compile/emit.ts makes: a view, or statements that run together. */
export interface Segment {
  /** index of its cell */
  cell: number;
  /** of the notebook, where it begins */
  line: number;
  /** names of other segments; "@width" and the like are the page's */
  inputs: string[];
  /** names that it gives; a view gives one */
  outputs?: string[];
  view?: string;
  run(given: Given, ...inputs: unknown[]): Promise<unknown>;
  /** in development: of its text, and the imports that it uses */
  hash?: string;
  deps?: unknown[];
}

/** A cell as only development tells it; a built page has its cells already. */
export interface DevelopmentCell {
  kind: "code" | "markdown";
  title: string;
  html: string;
  displays: boolean;
  /** offsets in the file */
  start: number;
  end: number;
  line: number;
}

export interface Notebook {
  name: string;
  /** "notebooks/skill-gap.ts" */
  source: string;
  segments: Segment[];
  cells?: DevelopmentCell[];
}
