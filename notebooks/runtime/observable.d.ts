// The parts of two libraries without types that notebooks use.

declare module "@observablehq/runtime" {
  export interface Observer {
    pending?(): void;
    fulfilled?(value: unknown): void;
    rejected?(error: unknown): void;
  }
  export interface Variable {
    define(
      name: string | null,
      inputs: readonly string[],
      definition: (...inputs: unknown[]) => unknown,
    ): Variable;
    delete(): void;
  }
  export interface Module {
    variable(observer?: Observer): Variable;
  }
  export class Runtime {
    module(): Module;
  }
  /** What a variable gets in place of a value that another one failed to give. */
  export class RuntimeError extends Error {
    readonly input?: string;
  }
}

// Left out on purpose: `table` and `file` (they need inline styles, or files), `form` and `bind` (one view, one name).
declare module "@observablehq/inputs" {
  export type Input<Value> = HTMLFormElement & { value: Value };
  interface Labelled {
    label?: string | Node;
    width?: number;
    disabled?: boolean;
  }
  interface Chooser<Datum, Value> extends Omit<Labelled, "disabled"> {
    format?: (datum: Datum, index: number, data: readonly Datum[]) => unknown;
    keyof?: (datum: Datum) => unknown;
    sort?: boolean | "ascending" | "descending" | ((a: Datum, b: Datum) => number);
    unique?: boolean;
    disabled?: boolean | readonly Value[];
  }
  interface One<Datum, Value> extends Chooser<Datum, Value> {
    value?: NoInfer<Value>;
  }
  interface Several<Datum, Value> extends Chooser<Datum, Value> {
    value?: readonly NoInfer<Value>[];
  }
  /** Of each datum another value is taken. It is no part of the interfaces above: where it may be missing tsc takes the datum's type. */
  interface Valued<Datum, Value> {
    valueof: (datum: Datum) => Value;
  }
  interface Multiple {
    multiple: true | number;
  }
  type Data<Value> = ReadonlyMap<string, Value>;

  export function select<Value>(data: Data<Value>, options?: One<[string, Value], Value>): Input<Value>;
  export function select<Datum, Value>(
    data: Iterable<Datum>,
    options: Several<Datum, NoInfer<Value>> & Valued<Datum, Value> & Multiple,
  ): Input<Value[]>;
  export function select<Datum, Value>(
    data: Iterable<Datum>,
    options: One<Datum, NoInfer<Value>> & Valued<Datum, Value>,
  ): Input<Value>;
  export function select<const Datum>(
    data: Iterable<Datum>,
    options: Several<Datum, Datum> & Multiple,
  ): Input<Datum[]>;
  export function select<const Datum>(data: Iterable<Datum>, options?: One<Datum, Datum>): Input<Datum>;
  export function radio<Value>(data: Data<Value>, options?: One<[string, Value], Value>): Input<Value>;
  export function radio<Datum, Value>(
    data: Iterable<Datum>,
    options: One<Datum, NoInfer<Value>> & Valued<Datum, Value>,
  ): Input<Value>;
  export function radio<const Datum>(data: Iterable<Datum>, options?: One<Datum, Datum>): Input<Datum>;
  export function checkbox<Value>(
    data: Data<Value>,
    options?: Several<[string, Value], Value>,
  ): Input<Value[]>;
  export function checkbox<Datum, Value>(
    data: Iterable<Datum>,
    options: Several<Datum, NoInfer<Value>> & Valued<Datum, Value>,
  ): Input<Value[]>;
  export function checkbox<const Datum>(
    data: Iterable<Datum>,
    options?: Several<Datum, Datum>,
  ): Input<Datum[]>;
  export function toggle(options?: Labelled & { value?: boolean }): Input<boolean>;

  interface NumberOptions extends Labelled {
    value?: number;
    step?: number;
    format?: (value: number) => unknown;
    placeholder?: string;
    transform?: (value: number) => number;
    invert?: (value: number) => number;
  }
  export function range(extent?: readonly [number, number], options?: NumberOptions): Input<number>;
  export function number(extent?: readonly [number, number], options?: NumberOptions): Input<number>;

  interface TextOptions extends Labelled {
    value?: string;
    placeholder?: string;
    pattern?: string;
    minlength?: number;
    maxlength?: number;
    required?: boolean;
    readonly?: boolean;
    datalist?: Iterable<string>;
    submit?: boolean | string;
  }
  export function text(options?: TextOptions): Input<string>;
  export function textarea(options?: TextOptions & { rows?: number; monospace?: boolean }): Input<string>;
  export function date(
    options?: Labelled & {
      value?: Date | string;
      min?: Date | string;
      max?: Date | string;
      required?: boolean;
    },
  ): Input<Date | null>;
  export function color(options?: Labelled & { value?: string }): Input<string>;
  export function button(content: string | Node, options?: Labelled & { value?: number }): Input<number>;
  export function button<Value>(
    content: string | Node,
    options: Labelled & { value: Value; reduce: (value: Value) => Value },
  ): Input<Value>;
  export function search<Datum>(
    data: Iterable<Datum>,
    options?: Labelled & { query?: string; placeholder?: string; columns?: readonly string[] },
  ): Input<Datum[]>;
}
