import {
  acceptCompletion,
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentLess, indentMore } from "@codemirror/commands";
import { PostgreSQL, sql } from "@codemirror/lang-sql";
import { bracketMatching } from "@codemirror/language";
import { setDiagnostics } from "@codemirror/lint";
import { Compartment, EditorState, type Extension, Prec } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  hoverTooltip,
  keymap,
  lineNumbers,
  placeholder,
} from "@codemirror/view";
import { element } from "../../notebooks/runtime/element.ts";
import { columnsOf, meaningsOf, namespaceOf, type SchemaTable } from "./scratch-schema.ts";
import { scratchTheme } from "./scratch-theme.ts";

const LABEL = "SQL statement. Tab indents; press Escape, then Tab to leave.";

/** A part of the text that is to be run. */
export interface Chosen {
  text: string;
  /** where it begins */
  from: number;
}

/** The field that a statement is typed into: CodeMirror with PostgreSQL's words and the tables that there are. */
export class ScratchEditor {
  readonly #view: EditorView;
  readonly #language = new Compartment();

  /** `onRun` is called for Ctrl-Enter, Cmd-Enter and Shift-Enter, `onEscape` for Escape: true where it made use of it. */
  constructor(host: HTMLElement, onRun: () => void, onEscape: () => boolean) {
    // CodeMirror's styles are a <style> in a document, which the content security policy refuses; in a shadow root they are
    // an adopted style sheet, which it lets pass.
    const root = host.attachShadow({ mode: "open" });
    this.#view = new EditorView({ root, parent: root, extensions: this.#extensions(onRun, onEscape) });
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
    this.#view.focus();
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
    this.#view.dispatch({ effects: this.#language.reconfigure(language(tables)) });
  }

  focus(): void {
    this.#view.focus();
  }

  #extensions(onRun: () => void, onEscape: () => boolean): Extension {
    const run = () => {
      onRun();
      return true;
    };
    const runKeys = ["Mod-Enter", "Ctrl-Enter", "Shift-Enter"].map((key) => ({ key, run }));
    return [
      Prec.highest(keymap.of([...runKeys, { key: "Escape", run: onEscape }])),
      keymap.of([
        { key: "Tab", run: acceptCompletion },
        // CodeMirror lets Tab leave for two seconds after Escape.
        { key: "Tab", run: indentMore, shift: indentLess },
        ...closeBracketsKeymap,
        ...historyKeymap,
        ...defaultKeymap,
      ]),
      lineNumbers(),
      highlightActiveLine(),
      highlightActiveLineGutter(),
      history(),
      drawSelection(),
      typedOver,
      bracketMatching(),
      closeBrackets(),
      autocompletion({ icons: false, activateOnTypingDelay: 50 }),
      EditorState.tabSize.of(2),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ "aria-label": LABEL, spellcheck: "false", autocapitalize: "off" }),
      placeholder("SELECT …"),
      this.#language.of(language([])),
      scratchTheme,
    ];
  }
}

/** Chromium gives what is typed over a selection its style, by an attribute that the content security policy refuses with an error. */
const typedOver = EditorView.domEventHandlers({
  beforeinput({ inputType, data }, view) {
    const { from, to, empty } = view.state.selection.main;
    if (inputType !== "insertText" || !data || empty || view.composing) return false;
    const insert = () => view.state.update(view.state.replaceSelection(data), { userEvent: "input.type" });
    const handlers = view.state.facet(EditorView.inputHandler);
    if (!handlers.some((handle) => handle(view, from, to, data, insert))) view.dispatch(insert());
    return true;
  },
});

function language(tables: readonly SchemaTable[]): Extension {
  return [
    sql({
      dialect: PostgreSQL,
      schema: namespaceOf(tables),
      defaultSchema: "onet",
      upperCaseKeywords: true,
    }),
    PostgreSQL.language.data.of({ autocomplete: columnsOf(tables) }),
    hoverTooltip(({ state }, pos) => {
      const word = state.wordAt(pos);
      const meanings = word
        ? meaningsOf(state.sliceDoc(word.from, word.to), state.doc.toString(), tables)
        : [];
      if (!word || meanings.length === 0) return null;
      return { pos: word.from, end: word.to, create: () => ({ dom: explain(meanings) }) };
    }),
  ];
}

function explain(meanings: ReturnType<typeof meaningsOf>): HTMLElement {
  const parts = meanings.map(({ title, detail, comment }) =>
    element(
      "div",
      { className: "meaning" },
      element("strong", {}, title),
      element("span", {}, detail),
      element("p", {}, comment),
    ),
  );
  return element("div", {}, ...parts);
}
