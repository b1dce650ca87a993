import "./scratch.css";
import { element } from "../element.ts";
import { loadTables } from "../sql-schema.ts";
import type { KeptCell, KeptCells } from "./kept-cells.ts";
import { ScratchCell } from "./scratch-cell.ts";

/** The scratch cells on the page: as many as are kept, in that order. */
export class CellList {
  readonly #place: HTMLElement;
  readonly #kept: KeptCells;
  readonly #cells = new Map<string, ScratchCell>();
  readonly #tables = loadTables();
  readonly #removed = element("p", { className: "removed", role: "status" });
  readonly #unkept = element("div", { role: "status" });

  constructor(place: HTMLElement, kept: KeptCells) {
    this.#place = place;
    this.#kept = kept;
    place.before(this.#unkept);
    this.arrange();
  }

  add(): void {
    this.#removed.remove();
    const { id } = this.#kept.add();
    this.arrange();
    this.#cells.get(id)!.focus();
  }

  /** Makes the page what is kept. Elements that are in their place already are not touched: they may hold the focus. */
  arrange(): void {
    const { list } = this.#kept;
    const ids = new Set(list.map(({ id }) => id));
    for (const [id, cell] of this.#cells) {
      if (ids.has(id)) continue;
      cell.end();
      cell.element.remove();
      this.#cells.delete(id);
    }
    list.forEach((kept, index) => {
      const cell = this.#cells.get(kept.id) ?? this.#make(kept);
      cell.update(kept, index, list.length);
      const before = list[index - 1];
      const next = before
        ? this.#cells.get(before.id)!.element.nextElementSibling
        : this.#place.firstElementChild;
      if (next !== cell.element && (next !== this.#removed || next.nextElementSibling !== cell.element))
        this.#place.insertBefore(cell.element, next);
    });
    this.#sayUnkept();
  }

  #make(kept: KeptCell): ScratchCell {
    const { id } = kept;
    const cell = new ScratchCell(kept, {
      keep: (changed) => {
        this.#kept.put(changed);
        this.#sayUnkept();
      },
      move: (by) => {
        this.#kept.move(id, by);
        this.arrange();
      },
      remove: () => this.#remove(id),
    });
    this.#cells.set(id, cell);
    void this.#tables.then((tables) => cell.know(tables));
    return cell;
  }

  /** Offers to bring it back, where it stood, until another is deleted or added. */
  #remove(id: string): void {
    const kept = this.#kept.list.find((cell) => cell.id === id)!;
    const undo = element("button", { type: "button", className: "small" }, "Undo");
    undo.ariaLabel = "Undo: bring the scratch cell back";
    undo.addEventListener("click", () => {
      this.#removed.remove();
      this.#kept.put(kept);
      this.arrange();
      this.#cells.get(id)!.focus();
    });
    this.#removed.replaceChildren("Scratch cell deleted. ", undo);
    this.#cells.get(id)!.element.after(this.#removed);
    this.#kept.remove(id);
    this.arrange();
    undo.focus();
  }

  #sayUnkept(): void {
    const text =
      "This browser did not store the newest change, as its storage is full or forbidden: it lasts until the page is closed. Copy what you need.";
    if (this.#kept.isWhole) this.#unkept.replaceChildren();
    else if (!this.#unkept.hasChildNodes()) this.#unkept.append(element("p", { className: "notice" }, text));
  }
}
