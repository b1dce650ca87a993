import { type Observer, Runtime, type Variable } from "@observablehq/runtime";

/** How one run of a node went: `ended` tells where it is superseded by the next. */
export interface NodeObserver {
  pending(): void;
  fulfilled(): void;
  rejected(error: unknown): void;
}

/**
 * Names and what they depend on, over Observable's runtime: what changes runs again with all that depends on it, in the
 * next frame and in order. A run that is superseded is aborted, and the new one does not wait for it.
 */
export class Graph {
  readonly #module = new Runtime().module();
  readonly #values = new Map<string, Variable>();

  /** Gives a name a value, as of now. */
  set(name: string, value: unknown): void {
    const variable = this.#values.get(name) ?? this.#module.variable();
    this.#values.set(
      name,
      variable.define(name, [], () => value),
    );
  }

  define(
    name: string,
    inputs: readonly string[],
    run: (signal: AbortSignal, ...inputs: unknown[]) => Promise<unknown>,
    observer: NodeObserver,
  ): GraphNode {
    return new GraphNode((observer) => this.#module.variable(observer), { name, inputs, run }, observer);
  }
}

interface Definition {
  name: string;
  inputs: readonly string[];
  run: (signal: AbortSignal, ...inputs: unknown[]) => Promise<unknown>;
}

/** Something that runs, and the names that it gives. */
export class GraphNode {
  readonly #makeVariable: (observer?: Observer) => Variable;
  readonly #definition: Definition;
  readonly #variable: Variable;
  readonly #outputs = new Map<string, Variable>();
  #running = new AbortController();

  constructor(
    makeVariable: (observer?: Observer) => Variable,
    definition: Definition,
    observer: NodeObserver,
  ) {
    this.#makeVariable = makeVariable;
    this.#definition = definition;
    this.#variable = makeVariable({
      pending: () => {
        this.#abort();
        observer.pending();
      },
      fulfilled: () => observer.fulfilled(),
      rejected: (error) => observer.rejected(error),
    });
    this.rerun();
  }

  rerun(): void {
    const { name, inputs } = this.#definition;
    this.#variable.define(name, inputs, (...values) => this.#run(values));
  }

  /** Gives a name what `read` takes from the result; called again, it takes anew, and what depends on it runs again. */
  output(name: string, read: (result: unknown) => unknown): void {
    const variable = this.#outputs.get(name) ?? this.#makeVariable();
    this.#outputs.set(name, variable.define(name, [this.#definition.name], read));
  }

  delete(): void {
    this.#abort();
    for (const variable of [this.#variable, ...this.#outputs.values()]) variable.delete();
  }

  #run(values: unknown[]): Promise<unknown> {
    this.#abort();
    this.#running = new AbortController();
    const { signal } = this.#running;
    // Observable's runtime waits for a superseded run: this ends it, whatever the run itself waits for.
    const aborted = new Promise((_, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason));
    });
    return Promise.race([this.#definition.run(signal, ...values), aborted]);
  }

  #abort(): void {
    this.#running.abort();
  }
}
