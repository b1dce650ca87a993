import { completionStatus } from "@codemirror/autocomplete";
import { lintGutter, setDiagnostics } from "@codemirror/lint";
import { Compartment, type Extension } from "@codemirror/state";
import { EditorView, lineNumbers } from "@codemirror/view";
import { type EditorKeys, editorSetup } from "../editor-setup.ts";
import { sqlLanguage } from "../editor-sql.ts";
import { loadTables } from "../sql-schema.ts";
import type { Problem } from "./edited-file.ts";
import { type AskTypeScript, typescriptEditing } from "./editor-typescript.ts";

export type Language = "code" | "markdown" | "sql";

export interface FieldOptions extends EditorKeys {
  language: Language;
  label: string;
  text: string;
  /** about code */
  ask: AskTypeScript;
  onChange(): void;
}

/** CodeMirror for a part of a file, whose lines are numbered as in the file. */
export class EditorField {
  readonly #view: EditorView;
  readonly #language = new Compartment();
  readonly #numbers = new Compartment();
  #firstLine = 1;

  constructor(
    root: ShadowRoot,
    parent: HTMLElement,
    { language, label, text, ask, onChange, ...keys }: FieldOptions,
  ) {
    const save = () => {
      keys.onRun();
      return true;
    };
    this.#view = new EditorView({
      root,
      parent,
      doc: text,
      extensions: [
        editorSetup(label, { ...keys, onEscape: () => !this.#isCompleting && keys.onEscape() }, [
          { key: "Mod-s", run: save, preventDefault: true },
        ]),
        this.#numbers.of(numbered(1)),
        lintGutter(),
        this.#language.of(languageOf(language, ask)),
        EditorView.updateListener.of((update) => update.docChanged && onChange()),
      ],
    });
    if (language === "sql") void this.#learnTables();
  }

  /** Escape is then for the list of completions. */
  get #isCompleting(): boolean {
    return completionStatus(this.#view.state) === "active";
  }

  get text(): string {
    return this.#view.state.doc.toString();
  }

  /** Puts another text in place of this one, which can be undone. */
  replace(text: string): void {
    const { doc } = this.#view.state;
    if (text !== this.text) this.#view.dispatch({ changes: { from: 0, to: doc.length, insert: text } });
  }

  /** The line of the file in which the text begins. */
  startAt(line: number): void {
    if (line === this.#firstLine) return;
    this.#firstLine = line;
    this.#view.dispatch({ effects: this.#numbers.reconfigure(numbered(line)) });
  }

  /** Marks the problems of the file that are in this part of it. */
  mark(problems: readonly Problem[]): void {
    const { doc } = this.#view.state;
    const marks = problems.flatMap(({ line, column, message }) => {
      const number = line - this.#firstLine + 1;
      if (number < 1 || number > doc.lines) return [];
      const { from, to, text } = doc.line(number);
      const severity = "error" as const;
      if (column === undefined) return [{ from: from + text.search(/\S|$/), to, severity, message }];
      const at = Math.min(from + column - 1, to);
      const [word = " "] = /^:?[\w$]+/.exec(text.slice(at - from)) ?? [];
      return [{ from: at, to: Math.min(at + word.length, to), severity, message }];
    });
    this.#view.dispatch(setDiagnostics(this.#view.state, marks));
  }

  focus(): void {
    this.#view.focus();
  }

  destroy(): void {
    this.#view.destroy();
  }

  async #learnTables(): Promise<void> {
    const tables = await loadTables();
    this.#view.dispatch({ effects: this.#language.reconfigure(sqlLanguage(tables)) });
  }
}

function languageOf(language: Language, ask: AskTypeScript): Extension {
  if (language === "sql") return sqlLanguage([]);
  return language === "code" ? typescriptEditing(ask) : [];
}

function numbered(first: number): Extension {
  return lineNumbers({ formatNumber: (line) => String(line + first - 1) });
}
