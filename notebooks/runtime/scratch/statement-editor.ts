import { setDiagnostics } from "@codemirror/lint";
import { Compartment } from "@codemirror/state";
import { EditorView, lineNumbers, placeholder } from "@codemirror/view";
import { type EditorKeys, editorSetup } from "../editor-setup.ts";
import { sqlLanguage } from "../editor-sql.ts";
import type { SchemaTable } from "../sql-schema.ts";

const LABEL = "SQL statement. Tab indents; press Escape, then Tab to leave.";

/** A part of the text that is to be run. */
export interface Chosen {
  text: string;
  /** where it begins */
  from: number;
}

export interface EditorOptions {
  text?: string;
  /** of an empty one, in CSS */
  minHeight: string;
  onChange?(text: string): void;
}

/** The field that a statement is typed into: CodeMirror with PostgreSQL's words and the tables that there are. */
export class StatementEditor {
  readonly #view: EditorView;
  readonly #language = new Compartment();

  constructor(host: HTMLElement, { text = "", minHeight, onChange, ...keys }: EditorOptions & EditorKeys) {
    const root = host.attachShadow({ mode: "open" });
    const extensions = [
      editorSetup(LABEL, keys),
      lineNumbers(),
      placeholder("SELECT …"),
      this.#language.of(sqlLanguage([])),
      EditorView.theme({ ".cm-content": { minHeight } }),
      EditorView.updateListener.of(({ docChanged }) => docChanged && onChange?.(this.text)),
    ];
    this.#view = new EditorView({ root, parent: root, doc: text, extensions });
  }

  get text(): string {
    return this.#view.state.doc.toString();
  }

  /** What is selected, or all of it. */
  get chosen(): Chosen {
    const { state } = this.#view;
    const { from, to, empty } = state.selection.main;
    return empty ? { text: this.text, from: 0 } : { text: state.sliceDoc(from, to), from };
  }

  /** Puts another text in place of this one, which can be undone. */
  replace(text: string): void {
    const { length } = this.#view.state.doc;
    this.#view.dispatch({ changes: { from: 0, to: length, insert: text }, selection: { anchor: 0 } });
    this.unmark();
  }

  /** Marks what stands at a character of what was run, counted from 1 as PostgreSQL does. Returns the place in words. */
  mark({ text, from }: Chosen, position: number, message: string): string {
    const { state } = this.#view;
    // PostgreSQL counts characters, JavaScript some of them twice.
    const before = [...text].slice(0, position - 1).join("").length;
    const at = Math.min(from + before, state.doc.length);
    const [word = " "] = /^[\w."]+/.exec(state.sliceDoc(at, state.doc.lineAt(at).to)) ?? [];
    const end = Math.min(at + word.length, state.doc.length);
    const start = Math.min(at, Math.max(0, end - 1)); // at the end of the text its last character
    const marked = { from: start, to: end, severity: "error" as const, message };
    this.#view.dispatch(setDiagnostics(state, [marked]), {
      effects: EditorView.scrollIntoView(start, { y: "nearest" }),
    });
    const line = state.doc.lineAt(at);
    return `line ${line.number}, column ${at - line.from + 1}`;
  }

  unmark(): void {
    this.#view.dispatch(setDiagnostics(this.#view.state, []));
  }

  /** Completes and explains the names of these tables from now on. */
  know(tables: readonly SchemaTable[]): void {
    this.#view.dispatch({ effects: this.#language.reconfigure(sqlLanguage(tables)) });
  }

  focus(): void {
    this.#view.focus();
  }
}
