import { arrangeCells } from "./arrange-cells.ts";
import type { State } from "./box.ts";
import { byId } from "./element.ts";
import { Graph } from "./graph.ts";
import { Notices } from "./notices.ts";
import { release } from "./page-release.ts";
import { showProvenance } from "./provenance.ts";
import { ReleaseWatch } from "./release-watch.ts";
import { type PageParts, SegmentRunner } from "./runner.ts";
import { offerToSave, type Shown } from "./save-controls.ts";
import type { Notebook, Segment } from "./segment.ts";
import { Views } from "./views.ts";

/** A cell is in the first of these states that one of its segments is in. */
const STATES: readonly State[] = ["failed", "pending", "stale", "waiting", "done"];

/**
 * The notebook's part of a page, which the server has laid out: #notebook with #notices, #cells and #provenance. Each cell,
 * .cell[data-cell=<index>], tells its state by data-state; #notebook's is "settled" when nothing is left to run.
 */
export class NotebookPage {
  readonly #root: HTMLElement;
  readonly #cells = byId("cells");
  readonly #notices = new Notices(byId("notices"));
  readonly #parts: PageParts;
  #runners = new Map<string, { runner: SegmentRunner; segment: Segment }>();
  #frame = 0;

  constructor(root: HTMLElement, source: string) {
    this.#root = root;
    const graph = new Graph();
    this.#parts = {
      graph,
      views: new Views(this.#notices),
      watch: new ReleaseWatch(byId("live")),
      source,
      onChange: () => this.#refreshSoon(),
    };
    graph.set("@release", release());
    followDark(graph);
    followWidth(graph, root);
    offerToSave(byId("save"), () => this.#shown());
  }

  /** Runs what is new in this notebook or was made otherwise; all else stays as it is, with its inputs. */
  show(notebook: Notebook): void {
    this.#notices.remove("compile");
    const before = this.#runners;
    const keys = keysOf(notebook.segments);
    this.#runners = new Map();
    notebook.segments.forEach((segment, index) => {
      const old = before.get(keys[index]!);
      if (!old || !isSame(old.segment, segment)) return;
      before.delete(keys[index]!);
      old.runner.replace(segment);
      this.#runners.set(keys[index]!, { runner: old.runner, segment });
    });
    // What is gone gives its names free before others take them.
    for (const { runner } of before.values()) runner.delete();
    if (notebook.cells) arrangeCells(this.#cells, notebook.cells, this.#boxesByCell());
    notebook.segments.forEach((segment, index) => {
      const key = keys[index]!;
      const cell = this.#cells.querySelector<HTMLElement>(`[data-cell="${segment.cell}"]`)!;
      const known = this.#runners.get(key)?.runner;
      const runner = known ?? new SegmentRunner(`${key} ${performance.now()}`, segment, this.#parts);
      runner.label = cell.dataset.title || this.#root.dataset.title || notebook.name;
      this.#runners.set(key, { runner, segment });
    });
    for (const [cell, boxes] of this.#boxesByCell(keys))
      place(this.#cells.querySelector(`[data-cell="${cell}"]`)!, boxes);
    this.#refreshSoon();
    this.#root.dispatchEvent(new CustomEvent("notebook:show", { detail: notebook }));
  }

  /** Says what is wrong with the notebook's text, until one without fault is shown. */
  complain(message: string): void {
    this.#notices.show("compile", message);
  }

  /** In the order of `keys`. */
  #boxesByCell(keys: Iterable<string> = this.#runners.keys()): Map<number, HTMLElement[]> {
    const boxes = new Map<number, HTMLElement[]>();
    for (const key of keys) {
      const { runner, segment } = this.#runners.get(key)!;
      boxes.set(segment.cell, [...(boxes.get(segment.cell) ?? []), runner.box.element]);
    }
    return boxes;
  }

  /** In the frame after the one in which the graph has told what runs. */
  #refreshSoon(): void {
    this.#root.dataset.state = "running";
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#refresh());
  }

  #refresh(): void {
    const runners = [...this.#runners.values()].map(({ runner }) => runner);
    for (const cell of this.#cells.querySelectorAll<HTMLElement>(".cell")) {
      const states = runners.filter(({ box }) => cell.contains(box.element)).map(({ box }) => box.state);
      cell.dataset.state = STATES.find((state) => states.includes(state)) ?? "done";
    }
    const isRunning = runners.some(({ box }) => box.state === "pending" || box.state === "stale");
    this.#root.dataset.state = isRunning ? "running" : "settled";
    if (isRunning) return;
    this.#root.dataset.ran = "";
    const { asked, inputs } = this.#shown();
    showProvenance(byId("run"), asked, inputs);
  }

  /** What the page shows is made of these. */
  #shown(): Shown {
    const runners = [...this.#runners.values()];
    const asked = runners.flatMap(({ runner }) => runner.asked);
    const once = new Map(asked.map((one) => [JSON.stringify([one.name, one.params]), one]));
    const names = runners.flatMap(({ segment }) => segment.view ?? []);
    return { asked: [...once.values()], inputs: this.#parts.views.values(names) };
  }
}

/** By its text and, where that occurs again, how often before: a cell put in above changes no other's. */
function keysOf(segments: readonly Segment[]): string[] {
  const counts = new Map<string, number>();
  return segments.map(({ hash }, index) => {
    if (hash === undefined) return String(index);
    const count = counts.get(hash) ?? 0;
    counts.set(hash, count + 1);
    return `${hash} ${count}`;
  });
}

/** An edited import is another object, though the text that uses it is the same. */
function isSame(a: Segment, b: Segment): boolean {
  const [old, now] = [a.deps ?? [], b.deps ?? []];
  return old.length === now.length && old.every((dep, index) => dep === now[index]);
}

/** Elements that are in their place already are not touched: they may hold the focus. */
function place(cell: HTMLElement, boxes: HTMLElement[]): void {
  let after: Element | null = null;
  for (const box of boxes) {
    const next: ChildNode | null = after ? after.nextSibling : cell.firstChild;
    if (next !== box) cell.insertBefore(box, next);
    after = box;
  }
}

function followDark(graph: Graph): void {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  graph.set("@dark", dark.matches);
  dark.addEventListener("change", () => graph.set("@dark", dark.matches));
}

/** A page that is not laid out, in a frame that is hidden, has no width: the last one stands, at first Plot's own. */
function followWidth(graph: Graph, element: HTMLElement): void {
  let width = Math.floor(element.clientWidth) || 640;
  graph.set("@width", width);
  new ResizeObserver(() => {
    const now = Math.floor(element.clientWidth);
    if (now === 0 || now === width) return;
    width = now;
    graph.set("@width", width);
  }).observe(element);
}
