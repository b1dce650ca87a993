import { element } from "../element.ts";
import { fromEditable, locate, textOf, toEditable, withCell, withCellAgain } from "./cell-text.ts";
import { comparison } from "./comparison.ts";
import type { Drafts } from "./drafts.ts";
import type { EditedFile, FileState, Meaning, Problem, Suggestions } from "./edited-file.ts";
import { EditorField, type Language } from "./editor-field.ts";
import type { AskTypeScript } from "./editor-typescript.ts";

export interface PartOptions {
  file: EditedFile;
  drafts: Drafts;
  /** of a cell; undefined: all of the file */
  index?: number;
  language: Language;
  /** what is edited, for its person: "notebooks/skill-gap.ts" */
  label: string;
  onSaved(): void;
  onClose(): void;
}

/** The editor of a cell, or of a whole file: what was typed is kept as a draft until it is saved or given up. */
export class PartEditor {
  readonly element = element("div", { className: "editor" });
  readonly index: number | undefined;
  readonly #options: PartOptions;
  readonly #field: EditorField;
  readonly #status = element("span", { role: "status" });
  readonly #conflict = element("div");
  /** what this part was in the file when it was read */
  #base: string;
  #at: number;
  #count: number;
  #isSaving = false;
  /** was asked for while a save was under way */
  #isSaveDue = false;

  constructor(root: ShadowRoot, place: HTMLElement, options: PartOptions) {
    this.#options = options;
    this.index = options.index;
    this.#at = options.index ?? 0;
    const now = this.#cells();
    this.#count = now.cells.length;
    const text = textOf(now, this.#at);
    const isKnown = (base: string) => now.cells.some((_, index) => textOf(now, index) === base);
    const draft = options.drafts.find(text, this.#at, isKnown);
    this.#base = draft?.base ?? text;
    const button = (title: string, onclick: () => void) =>
      element("button", { type: "button", onclick }, title);
    const host = element("div", { className: "field" });
    this.element.append(
      element("p", { className: "label" }, options.label),
      host,
      element(
        "div",
        { className: "row" },
        button("Save", () => void this.save()),
        button("Close", options.onClose),
        button("Undo all", () => this.#take(this.#base)),
        element("kbd", {}, "Ctrl-Enter saves, Escape closes"),
        this.#status,
      ),
      this.#conflict,
    );
    place.append(this.element);
    this.#field = new EditorField(root, host, {
      language: options.language,
      label: `${options.label}. Ctrl-Enter saves, Escape closes.`,
      text: draft?.text ?? this.#editable(text),
      ask: this.#typeScript(),
      onRun: () => void this.save(),
      onEscape: () => {
        options.onClose();
        return true;
      },
      onChange: () => this.#keepDraft(),
    });
    if (draft) this.#say("This is your draft, not saved yet.");
    this.update([]);
    this.#field.focus();
  }

  get base(): string {
    return this.#base;
  }

  /** Follows the file: its lines, and what is wrong with it. */
  update(problems: readonly Problem[]): void {
    const now = this.#cells();
    const at = locate(now, this.#base, this.#at);
    if (at !== undefined) {
      const { line } = now.cells[at]!;
      this.#at = at;
      this.#count = now.cells.length;
      this.#field.startAt(this.#options.language === "markdown" ? line + 1 : line);
    }
    this.#field.mark(problems);
  }

  focus(): void {
    this.#field.focus();
  }

  async save(): Promise<void> {
    this.#isSaveDue = this.#isSaving;
    if (this.#isSaving) return;
    const edited = this.#field.text;
    await this.#write((now) => {
      const at = locate(now, this.#base, this.#at);
      return at === undefined ? undefined : { at, text: withCell(now, at, this.#raw(edited)) };
    }, edited);
  }

  remove(): void {
    this.#field.destroy();
    this.element.remove();
  }

  /** `change` returns undefined where this part is not in the file as it was read. */
  async #write(
    change: (now: FileState) => { at: number; text: string } | undefined,
    edited: string,
  ): Promise<void> {
    if (this.#isSaving) return;
    this.#isSaving = true;
    this.#say("Saving…");
    try {
      let at = this.#at;
      const isSaved = await this.#options.file.save((file) => {
        const changed = change(this.#cells(file));
        at = changed?.at ?? at;
        return changed?.text;
      });
      if (isSaved) this.#saved(at, edited);
      else this.#compare(edited);
    } catch (error) {
      this.#say(`Not saved: ${(error as Error).message}. It is kept as a draft.`);
    } finally {
      this.#isSaving = false;
    }
    if (this.#isSaveDue) void this.save();
  }

  #saved(at: number, edited: string): void {
    const { drafts, onSaved } = this.#options;
    const now = this.#cells();
    drafts.drop(this.#base);
    this.#at = Math.min(at, now.cells.length - 1);
    this.#base = textOf(now, this.#at);
    if (this.#conflict.hasChildNodes()) this.#field.focus();
    this.#conflict.replaceChildren();
    this.#say("Saved.");
    // A marker was typed: the rest is another cell now.
    if (now.cells.length !== this.#count && this.#field.text === edited)
      this.#field.replace(this.#editable(this.#base));
    this.#count = now.cells.length;
    this.#keepDraft();
    onSaved();
  }

  #compare(edited: string): void {
    const now = this.#cells();
    const at = this.#count === now.cells.length ? this.#at : this.#sameTitle(now);
    const theirs = at === undefined ? undefined : textOf(now, at);
    const choices = {
      keepMine: () => {
        if (theirs !== undefined) {
          this.#options.drafts.drop(this.#base);
          this.#base = theirs;
          this.#at = at!;
          return void this.save();
        }
        const end = now.cells.length;
        const raw = this.#raw(edited);
        void this.#write((latest) => ({ at: end, text: withCellAgain(latest, end, raw) }), edited);
      },
      takeTheirs: () => this.#take(theirs!, at!),
      goOn: () => {
        this.#conflict.replaceChildren();
        this.#field.focus();
      },
    };
    this.#say("");
    const shown = theirs === undefined ? undefined : this.#editable(theirs);
    this.#conflict.replaceChildren(comparison(edited, shown, choices));
    this.#conflict.querySelector("button")?.focus();
  }

  #sameTitle({ cells }: FileState): number | undefined {
    const title = /^\/\/\s*%%(.*)/
      .exec(this.#base)?.[1]
      ?.replace(/\[\w+\]/g, "")
      .trim();
    const same = cells.flatMap((cell, index) => (title && cell.title === title ? [index] : []));
    return same.length === 1 ? same[0] : undefined;
  }

  /** Makes this text of the file the one that is edited; what was typed can be had by undoing. */
  #take(base: string, at = this.#at): void {
    this.#options.drafts.drop(this.#base);
    this.#base = base;
    this.#at = at;
    this.#field.replace(this.#editable(base));
    this.#options.drafts.drop(base);
    this.#conflict.replaceChildren();
    this.#say("");
    this.#field.focus();
  }

  #keepDraft(): void {
    const { text } = this.#field;
    if (text === this.#editable(this.#base)) {
      this.#options.drafts.drop(this.#base);
      return;
    }
    this.#options.drafts.keep({ base: this.#base, index: this.#at, text });
    if (!this.#isSaving) this.#say("Not saved yet.");
  }

  /** A cell can use only what stands above it: TypeScript is told of no more. */
  #typeScript(): AskTypeScript {
    const ask = async <Answer>(about: string, text: string, at: number, label?: string) => {
      const now = this.#cells();
      const above = now.text.slice(0, now.cells[locate(now, this.#base, this.#at) ?? this.#at]?.start);
      const question = { text: above + text, at: above.length + at, ...(label && { label }) };
      try {
        return (await this.#options.file.ask<Answer | null>(about, question)) ?? undefined;
      } catch (error) {
        this.#say(`Nothing is suggested: ${(error as Error).message}`);
        return undefined;
      }
    };
    return {
      suggestions: (text, at) => ask<Suggestions>("suggestions", text, at),
      suggestion: (text, at, label) => ask<Meaning>("suggestion", text, at, label),
      meaning: (text, at) => ask<Meaning>("meaning", text, at),
    };
  }

  /** Of all of a file one cell is made. */
  #cells(file = this.#options.file.state!): FileState {
    if (this.#options.index !== undefined) return file;
    return { ...file, cells: [{ kind: "code", title: "", start: 0, end: file.text.length, line: 1 }] };
  }

  #editable(text: string): string {
    return toEditable(this.#options.language === "markdown" ? "markdown" : "code", text);
  }

  #raw(edited: string): string {
    return fromEditable(this.#options.language === "markdown" ? "markdown" : "code", this.#base, edited);
  }

  #say(text: string): void {
    this.#status.textContent = text;
  }
}
