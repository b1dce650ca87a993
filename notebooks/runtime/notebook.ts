import type { Query } from "../../sql/typed-query.ts";
import type { Release, Rows } from "./query.ts";

// What a notebook imports from "#notebook". What is only declared here is put in by the compiler (compile/imports.ts).

export * as Inputs from "@observablehq/inputs";
export * as Plot from "@observablehq/plot";
export { element } from "./element.ts";
export { elementPicker } from "./element-picker.ts";
export { exchangeButton } from "./exchange-button.ts";
export { md } from "./markdown.ts";
export { occupationPicker } from "./occupation-picker.ts";
export type { Release, Rows } from "./query.ts";
export { dataTable } from "./table.ts";

/** An element that a person changes: it has a value, and says "input" when that changes. */
export type Input<Value> = Element & { readonly value: Value };

/**
 * Shows an input and gives its value: `const top = view(Inputs.range([5, 35], { value: 15 }))`. What uses `top` runs again
 * when a person changes it, and the page's address keeps it as `?top=20`.
 */
export declare function view<Value>(input: Input<Value>): Value;

/** Shows an element, a table of rows, or any value, where the cell stands; returns it. The last expression of a cell needs no call. */
export declare function display<Value>(value: Value): Value;

/**
 * The rows of a query on the release that the page shows. Errors: QueryError in words for the person; when the cell runs
 * again meanwhile the query is cancelled.
 */
export declare function query<Params extends object, Row extends object>(
  query: Query<Params, Row>,
  // A query without required parameters can be asked without any.
  ...params: Record<never, never> extends Params ? [params?: Params] : [params: Params]
): Promise<Rows<Row>>;

/** px that a cell has, from side to side */
export declare const width: number;

/** Whether the page is shown in dark colours. */
export declare const dark: boolean;

/** The release that every row on the page is of. */
export declare const release: Release;
