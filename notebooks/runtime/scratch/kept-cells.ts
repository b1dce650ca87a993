import type { ChartChoice } from "./chart-choice.ts";

/** A scratch cell as this browser keeps it; its result is not kept. */
export interface KeptCell {
  id: string;
  /** It stands among the others by this: ms since 1970 when it was added. */
  at: number;
  text: string;
  shows: "table" | "chart";
  /** undefined: what its columns suggest */
  chart?: ChartChoice;
}

/**
 * The scratch cells of one notebook, each under a key of its own in localStorage: so two tabs never write over each other's
 * cells. Where nothing can be stored they last as long as the page.
 */
export class KeptCells {
  readonly #prefix: string;
  readonly #cells = new Map<string, KeptCell>();
  /** those whose newest change could not be stored */
  readonly #lost = new Set<string>();

  constructor(notebook: string) {
    this.#prefix = `onetbook.scratch:${notebook}:`;
    for (const key of keys()) if (key.startsWith(this.#prefix)) this.#read(key);
  }

  /** In their order. */
  get list(): readonly KeptCell[] {
    return [...this.#cells.values()].sort((a, b) => a.at - b.at || a.id.localeCompare(b.id));
  }

  /** Whether all changes are stored. */
  get isWhole(): boolean {
    return this.#lost.size === 0;
  }

  add(): KeptCell {
    const at = Math.max(Date.now(), (this.list.at(-1)?.at ?? 0) + 1);
    // Two tabs may add one in the same millisecond.
    const id = `${at.toString(36)}-${Math.random().toString(36).slice(2)}`;
    const cell: KeptCell = { id, at, text: "", shows: "table" };
    this.put(cell);
    return cell;
  }

  put(cell: KeptCell): void {
    this.#cells.set(cell.id, cell);
    const { id, ...kept } = cell;
    this.#lost.delete(id);
    try {
      localStorage.setItem(this.#prefix + id, JSON.stringify(kept));
    } catch {
      this.#lost.add(id); // full or forbidden
    }
  }

  remove(id: string): void {
    this.#cells.delete(id);
    this.#lost.delete(id);
    try {
      localStorage.removeItem(this.#prefix + id);
    } catch {
      // nothing was stored
    }
  }

  /** Moves a cell before its neighbour (-1) or after it (1). */
  move(id: string, by: -1 | 1): void {
    const { list } = this;
    const index = list.findIndex((cell) => cell.id === id);
    const neighbour = list[index + by];
    if (!neighbour) return;
    const beyond = list[index + 2 * by]?.at ?? neighbour.at + 2 * by;
    this.put({ ...list[index]!, at: (neighbour.at + beyond) / 2 });
  }

  /** Calls back when another tab has changed cells of this notebook. */
  follow(onChange: () => void): void {
    addEventListener("storage", ({ key }) => {
      if (key === null)
        this.#cells.clear(); // everything was cleared
      else if (key.startsWith(this.#prefix)) this.#read(key);
      else return;
      onChange();
    });
  }

  /** Anything may stand there: another version's, or half of it. */
  #read(key: string): void {
    const id = key.slice(this.#prefix.length);
    try {
      const kept: unknown = JSON.parse(localStorage.getItem(key) ?? "null");
      if (isKept(kept)) this.#cells.set(id, { ...kept, id });
      else this.#cells.delete(id);
    } catch {
      this.#cells.delete(id);
    }
  }
}

function keys(): string[] {
  try {
    return Object.keys(localStorage);
  } catch {
    return []; // forbidden
  }
}

function isKept(value: unknown): value is Omit<KeptCell, "id"> {
  const { text, at, shows, chart } = (value ?? {}) as Partial<KeptCell>;
  const isChart = chart === undefined || [chart?.mark, chart?.x, chart?.y, chart?.color].every(isText);
  return isText(text) && Number.isFinite(at) && (shows === "table" || shows === "chart") && isChart;
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}
