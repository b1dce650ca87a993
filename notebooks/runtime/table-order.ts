import type { Row, TableColumn } from "./table.ts";
import { matches, searchText } from "./table-filter.ts";
import { type Direction, type Ranks, rank, sortByRank } from "./table-sort.ts";

/** Which of the rows are shown, and in what order. What sorting and filtering need is made when first asked for, and kept. */
export class TableOrder {
  /** numbers of the rows shown, first to last */
  shown: Uint32Array;
  /** how the rows are sorted; undefined: as they came */
  sorted: { column: number; direction: Direction } | undefined;
  readonly #columns: readonly TableColumn[];
  readonly #rows: readonly Row[];
  readonly #original: Uint32Array;
  readonly #ranks = new Map<number, Ranks>();
  #order: Uint32Array;
  #searchTexts: string[] | undefined;
  #matches: Uint8Array | undefined;

  constructor(columns: readonly TableColumn[], rows: readonly Row[]) {
    this.#columns = columns;
    this.#rows = rows;
    this.#original = Uint32Array.from(rows.keys());
    this.#order = this.#original;
    this.shown = this.#original;
  }

  /** Sorts by the column: ascending, then descending, then not at all. */
  cycleSort(column: number): void {
    const last = this.sorted?.column === column ? this.sorted.direction : undefined;
    if (last === "descending") this.sorted = undefined;
    else this.sorted = { column, direction: last ? "descending" : "ascending" };
    this.#order = this.sorted ? sortByRank(this.#rank(column), this.sorted.direction) : this.#original;
    this.#choose();
  }

  /** Shows the rows that hold every word of the text. */
  filter(text: string): void {
    if (text.trim() === "") {
      this.#matches = undefined;
    } else {
      this.#searchTexts ??= this.#rows.map((row) => searchText(row, this.#columns));
      this.#matches = matches(this.#searchTexts, text);
    }
    this.#choose();
  }

  #rank(column: number): Ranks {
    const { name, type } = this.#columns[column]!;
    const known = this.#ranks.get(column);
    const ranks =
      known ??
      rank(
        this.#rows.map((row) => row[name]),
        type,
      );
    this.#ranks.set(column, ranks);
    return ranks;
  }

  #choose(): void {
    const matching = this.#matches;
    this.shown = matching ? this.#order.filter((row) => matching[row] === 1) : this.#order;
  }
}
