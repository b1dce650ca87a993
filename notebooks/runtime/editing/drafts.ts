/** What was typed and not saved. */
export interface Draft {
  /** the cell's text in the file when it was opened */
  base: string;
  index: number;
  text: string;
}

/** Drafts of one file's cells, which outlast a reload of the page and not its tab. */
export class Drafts {
  readonly #key: string;

  constructor(file: string) {
    this.#key = `onetbook drafts of ${file}`;
  }

  /** Of the cell that reads so; or of one that stood there, and was changed by somebody else (`isKnown` tells which are not). */
  find(base: string, index: number, isKnown: (base: string) => boolean): Draft | undefined {
    const drafts = this.#read();
    return (
      drafts.find((draft) => draft.base === base) ??
      drafts.find((draft) => draft.index === index && !isKnown(draft.base))
    );
  }

  keep(draft: Draft): void {
    this.#write([...this.#without(draft.base), draft]);
  }

  drop(base: string): void {
    this.#write(this.#without(base));
  }

  #without(base: string): Draft[] {
    return this.#read().filter((draft) => draft.base !== base);
  }

  #read(): Draft[] {
    return JSON.parse(sessionStorage.getItem(this.#key) ?? "[]");
  }

  #write(drafts: Draft[]): void {
    sessionStorage.setItem(this.#key, JSON.stringify(drafts));
  }
}
