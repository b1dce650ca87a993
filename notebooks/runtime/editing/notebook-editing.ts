import {
  isHidden,
  locate,
  queriesOf,
  textOf,
  withCell,
  withCellAgain,
  withExchanged,
  withHidden,
  withNewCell,
  withoutCell,
} from "./cell-text.ts";
import { CellTools, type Tool } from "./cell-tools.ts";
import { Drafts } from "./drafts.ts";
import { EditedFile, type FileState, type Problem, type QueryFault } from "./edited-file.ts";
import { EditingBar } from "./editing-bar.ts";
import type { PartEditor, PartOptions } from "./part-editor.ts";

/** ms after the last change */
const TYPES_AFTER = 300;

interface EditedCell {
  tools: CellTools;
  /** of the cell in the file when the page showed it */
  text: string;
}

interface Opened {
  editor: PartEditor;
  /** the cell's section, or undefined: the whole file */
  section: HTMLElement | undefined;
  /** "cell", "file" or the query's name */
  subject: string;
}

/** In development: the cells of a page can be edited in it, and their file is written. */
export class NotebookEditing {
  readonly #root: HTMLElement;
  readonly #name: string;
  readonly #file: EditedFile;
  readonly #drafts: Drafts;
  readonly #bar: EditingBar;
  readonly #cells = new Map<HTMLElement, EditedCell>();
  readonly #opened = new Set<Opened>();
  #types: { hash: string; found: Problem[] } | undefined;
  /** hash of the text whose types are being looked at, or have been */
  #checked: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** to be done once the page shows what was written */
  #next: { hash: string; run: () => void } | undefined;

  constructor(root: HTMLElement) {
    this.#root = root;
    this.#name = root.dataset.name!;
    this.#file = new EditedFile(this.#name);
    this.#drafts = new Drafts(this.#name);
    this.#bar = new EditingBar(root.querySelector("#cells")!, () => void this.#open(undefined, "file"));
    root.addEventListener("notebook:show", () => void this.#follow());
    import.meta.hot?.on("onetbook:queries", () => {
      this.#checked = undefined;
      void this.#follow();
    });
    void this.#follow();
  }

  async #follow(): Promise<void> {
    try {
      await this.#file.load();
    } catch (error) {
      this.#bar.say(`This notebook can't be edited here: ${(error as Error).message}.`);
      return;
    }
    this.#update();
    this.#runNext();
  }

  /** Once both the page and its tools are those of the file that was written. */
  #runNext(): void {
    const next = this.#next;
    const { hash, cells } = this.#file.state!;
    const sections = this.#sections();
    const isShown = (section: HTMLElement, index: number) =>
      this.#cells.has(section) && section.dataset.title === cells[index]?.title;
    if (next?.hash !== hash || sections.length !== cells.length || !sections.every(isShown)) return;
    this.#next = undefined;
    next.run();
  }

  /** Fits the tools to the cells of the page and the file. */
  #update(): void {
    const file = this.#file.state!;
    const sections = this.#sections();
    for (const section of this.#cells.keys()) if (!sections.includes(section)) this.#cells.delete(section);
    if (sections.length === file.cells.length)
      for (const [index, section] of sections.entries()) this.#fit(section, file, index);
    for (const opened of [...this.#opened]) if (opened.section?.isConnected === false) this.#reopen(opened);
    this.#showProblems();
    this.#checkTypesSoon();
  }

  #fit(section: HTMLElement, file: FileState, index: number): void {
    const text = textOf(file, index);
    const known = this.#cells.get(section);
    const tools = known?.tools ?? new CellTools(section, (tool) => void this.#use(section, tool));
    this.#cells.set(section, { tools, text });
    const { title, line } = file.cells[index]!;
    const isKnown = (base: string) => locate(file, base, index) !== undefined;
    tools.show({
      ...{ title, line, isHidden: isHidden(text) },
      isFirst: index === 0,
      isLast: index === file.cells.length - 1,
      hasDraft: this.#drafts.find(text, index, isKnown) !== undefined,
      queries: queriesOf(file.text, text),
    });
  }

  async #use(section: HTMLElement, tool: Tool): Promise<void> {
    const { text } = this.#cells.get(section)!;
    const shown = Number(section.dataset.cell);
    const title = section.dataset.title || `in line ${this.#file.state!.cells[shown]?.line}`;
    const at = locate(this.#file.state!, text, shown) ?? shown;
    if (tool === "edit") return this.#open(section, "cell");
    if (tool.startsWith("query ")) return this.#open(section, tool.slice("query ".length));
    this.#bar.clear();
    switch (tool) {
      case "code":
      case "text": {
        const kind = tool === "text" ? "markdown" : "code";
        const open = () => void this.#open(this.#sections()[at + 1], "cell");
        return this.#change(text, shown, (file, at) => withNewCell(file, at, kind), open);
      }
      case "up":
      case "down": {
        const by = tool === "up" ? -1 : 1;
        const focus = () => this.#cells.get(this.#sections()[at + by]!)?.tools.focus(tool);
        return this.#change(text, shown, (file, at) => withExchanged(file, Math.min(at, at + by)), focus);
      }
      case "hide":
        return this.#change(text, shown, (file, at) => withCell(file, at, withHidden(text)));
      case "delete": {
        const undo = () =>
          void this.#write((file) => withCellAgain(file, at, text)).then(() => this.#bar.clear());
        const say = () => this.#bar.say(`Deleted cell ${title}.`, undo);
        return this.#change(text, shown, withoutCell, undefined, say);
      }
    }
  }

  /** Writes the file with the cell that reads so changed. `then` runs when the page shows it, `now` when it is written. */
  async #change(
    text: string,
    index: number,
    change: (file: FileState, at: number) => string,
    then?: () => void,
    now?: () => void,
  ): Promise<void> {
    const isWritten = await this.#write((file) => {
      const at = locate(file, text, index);
      return at === undefined ? undefined : change(file, at);
    });
    if (!isWritten) return;
    now?.();
    if (then) this.#next = { hash: this.#file.state!.hash, run: then };
    this.#runNext();
  }

  async #write(change: (file: FileState) => string | undefined): Promise<boolean> {
    try {
      if (await this.#file.save(change)) {
        if (this.#file.state!.error) this.#update(); // the page shows the text before
        return true;
      }
      this.#bar.say("The file was changed meanwhile: nothing was done. Try again.");
      await this.#follow();
    } catch (error) {
      this.#bar.say(`Nothing was done: ${(error as Error).message}.`);
    }
    return false;
  }

  async #open(section: HTMLElement | undefined, subject: string): Promise<void> {
    const fits = this.#sections().length === this.#file.state?.cells.length;
    if (section && subject === "cell" && !fits) return this.#open(undefined, "file");
    const same = [...this.#opened].find((one) => one.section === section && one.subject === subject);
    if (same) return same.editor.focus();
    const query = section && subject !== "cell" ? subject : undefined;
    const name = query ? `${this.#name}/queries/${query}` : this.#name;
    const file = query ? new EditedFile(name) : this.#file;
    const [{ PartEditor }] = await Promise.all([import("./part-editor.ts"), query ? file.load() : undefined]);
    const index = subject === "cell" ? Number(section!.dataset.cell) : undefined;
    const source = query ? `sql/queries/${query}.sql` : `notebooks/${this.#name}.ts`;
    const options: PartOptions = {
      file,
      drafts: index === undefined ? new Drafts(`all of ${name}`) : this.#drafts,
      ...(index !== undefined && { index }),
      language: query ? "sql" : index !== undefined ? file.state!.cells[index]!.kind : "code",
      label: index === undefined ? source : `${source}, line ${file.state!.cells[index]!.line}`,
      onSaved: () => !query && this.#update(),
      onClose: () => this.#close(opened),
    };
    const { root, place } = section ? this.#cells.get(section)!.tools : this.#bar;
    const opened: Opened = { editor: new PartEditor(root, place, options), section, subject };
    this.#opened.add(opened);
    this.#showProblems();
  }

  #close(opened: Opened): void {
    opened.editor.remove();
    this.#opened.delete(opened);
    if (!opened.section?.isConnected) return;
    this.#update();
    this.#cells.get(opened.section)?.tools.focus("edit");
  }

  /** Its section has gone; what was typed is a draft. */
  #reopen(opened: Opened): void {
    opened.editor.remove();
    this.#opened.delete(opened);
    const again = this.#sections().find((section) => this.#cells.get(section)?.text === opened.editor.base);
    if (again) void this.#open(again, opened.subject);
  }

  #showProblems(): void {
    const file = this.#file.state!;
    const { error, queries: faults = [] } = file;
    const compile = error ? [{ line: error.line, column: error.column, message: error.reason }] : [];
    const types = !error && this.#types?.hash === file.hash ? this.#types.found : [];
    const problems = [...compile, ...types];
    const sections = this.#sections();
    const fits = sections.length === file.cells.length;
    sections.forEach((section, index) => {
      const from = file.cells[index]?.line ?? 0;
      const to = file.cells[index + 1]?.line ?? Number.POSITIVE_INFINITY;
      const own = problems.filter(({ line }) => line >= from && line < to);
      const queries = fits ? queriesOf(file.text, textOf(file, index)) : [];
      const broken = faults.filter(({ name }) => queries.includes(name));
      this.#cells
        .get(section)
        ?.tools.showProblems([...(fits ? own.map(told) : []), ...broken.map(toldOfQuery)]);
    });
    this.#bar.showProblems(fits ? [] : problems.map(told));
    for (const { editor, subject } of this.#opened) {
      const isQuery = subject !== "cell" && subject !== "file";
      const own = faults.filter(({ name }) => name === subject);
      editor.update(isQuery ? own.map((fault) => ({ line: 1, ...fault })) : problems);
    }
  }

  #checkTypesSoon(): void {
    const { hash } = this.#file.state!;
    if (this.#checked === hash) return;
    this.#checked = hash;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(async () => {
      try {
        const found = await this.#file.types();
        if (this.#file.state!.hash !== hash) return;
        this.#types = { hash, found };
        this.#showProblems();
      } catch (error) {
        this.#bar.say(`Types are not checked: ${(error as Error).message}.`);
      }
    }, TYPES_AFTER);
  }

  #sections(): HTMLElement[] {
    return [...this.#root.querySelectorAll<HTMLElement>("#cells > .cell")];
  }
}

function told({ line, message }: Problem): string {
  return `line ${line}: ${message}`;
}

function toldOfQuery({ name, line, message }: QueryFault): string {
  return `sql/queries/${name}.sql${line === undefined ? "" : `, line ${line}`}: ${message}`;
}
