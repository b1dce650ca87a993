import { RuntimeError } from "@observablehq/runtime";
import { Box } from "./box.ts";
import { toNode } from "./display.ts";
import { failure, waiting } from "./failure.ts";
import type { Graph, GraphNode } from "./graph.ts";
import { nameControls } from "./name-controls.ts";
import type { Input } from "./notebook.ts";
import type { Asked } from "./provenance.ts";
import { query, ReleaseChangedError, type Rows, toSearch } from "./query.ts";
import type { ReleaseWatch } from "./release-watch.ts";
import type { Given, Segment } from "./segment.ts";
import type { Views } from "./views.ts";

/** What all segments of a page share. */
export interface PageParts {
  graph: Graph;
  views: Views;
  watch: ReleaseWatch;
  /** of the notebook, for messages */
  source: string;
  /** called when a segment is in another state, or about to be */
  onChange(): void;
}

/** A segment on the page: it runs when what it reads has changed, and shows how that went in its box. */
export class SegmentRunner {
  readonly box: Box;
  /** names what charts and tables show, where they don't themselves */
  label = "";
  /** the queries of its last run */
  asked: Asked[] = [];
  #segment: Segment;
  readonly #parts: PageParts;
  readonly #node: GraphNode;

  /** `id` is unique on the page. */
  constructor(id: string, segment: Segment, parts: PageParts) {
    this.#segment = segment;
    this.#parts = parts;
    this.box = new Box(parts.onChange);
    if (segment.view) this.box.element.dataset.view = segment.view;
    this.#node = parts.graph.define(`@segment ${id}`, segment.inputs, (...run) => this.#run(...run), {
      pending: () => this.box.begin(),
      fulfilled: () => this.box.end("done"),
      rejected: (error) => this.#fail(error),
    });
    if (segment.view) this.#node.output(segment.view, inputValue);
    for (const name of segment.outputs ?? [])
      this.#node.output(name, (result) => (result as Record<string, unknown>)[name]);
  }

  /** Takes over the same segment of an edited notebook, which may stand in another line. */
  replace(segment: Segment): void {
    this.#segment = segment;
  }

  delete(): void {
    this.#node.delete();
    this.box.element.remove();
    if (this.#segment.view) this.#parts.views.remove(this.#segment.view);
  }

  async #run(signal: AbortSignal, ...inputs: unknown[]): Promise<unknown> {
    this.asked = [];
    const result = await this.#segment.run(this.#given(signal), ...inputs);
    if (this.#segment.view && !signal.aborted) this.#take(this.#segment.view, result);
    return result;
  }

  #given(signal: AbortSignal): Given {
    const display = (value: unknown) => {
      if (!signal.aborted) this.box.add(toNode(value, this.label));
      return value;
    };
    return {
      display,
      show: (value) => value !== undefined && display(value),
      query: async ({ name }, params = {}) => {
        const search = toSearch(params);
        const answer = await query<object>(name, search, signal).catch((error) => {
          if (error instanceof ReleaseChangedError && error.release) this.#parts.watch.see(error.release);
          throw error;
        });
        const { rows, columns, truncated, at } = answer;
        if (!signal.aborted) this.asked.push({ name, params: search, rows: rows.length, truncated, at });
        return Object.defineProperty(rows, "columns", { value: columns }) as unknown as Rows<object>;
      },
    };
  }

  /** Shows an input; its value is what the address asks for, if it has that. */
  #take(name: string, result: unknown): void {
    if (!(result instanceof Element && "value" in result))
      throw new TypeError(`view() takes an input: an element with a value, not ${typeof result}`);
    const input = result as Input<unknown>;
    nameControls(input);
    this.#parts.views.adopt(name, input, () => {
      this.#node.output(name, inputValue);
      this.#parts.onChange();
    });
    this.box.add(input);
  }

  #fail(error: unknown): void {
    const { source } = this.#parts;
    if (error instanceof RuntimeError && error.input) this.box.end("waiting", waiting(error.input));
    else
      this.box.end(
        "failed",
        failure(error, source, this.#segment.line, () => this.#node.rerun()),
      );
  }
}

function inputValue(input: unknown): unknown {
  return (input as Input<unknown>).value;
}
