import {
  acceptCompletion,
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentLess, indentMore } from "@codemirror/commands";
import { bracketMatching } from "@codemirror/language";
import { EditorState, type Extension, Prec } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  type KeyBinding,
  keymap,
} from "@codemirror/view";
import { editorTheme } from "./editor-theme.ts";

export interface EditorKeys {
  /** Ctrl-Enter, Cmd-Enter and Shift-Enter */
  onRun(): void;
  /** Escape: true where it made use of it */
  onEscape(): boolean;
}

/**
 * What every CodeMirror field here has; it comes first. The view needs a shadow root as its `root`: its styles are a <style>
 * in a document, which the content security policy refuses, and in a shadow root an adopted style sheet, which it lets pass.
 */
export function editorSetup(
  label: string,
  { onRun, onEscape }: EditorKeys,
  more: readonly KeyBinding[] = [],
): Extension {
  const run = () => {
    onRun();
    return true;
  };
  const runKeys = ["Mod-Enter", "Ctrl-Enter", "Shift-Enter"].map((key) => ({ key, run }));
  return [
    Prec.highest(keymap.of([...runKeys, { key: "Escape", run: onEscape }, ...more])),
    keymap.of([
      { key: "Tab", run: acceptCompletion },
      // CodeMirror lets Tab leave for two seconds after Escape.
      { key: "Tab", run: indentMore, shift: indentLess },
      ...closeBracketsKeymap,
      ...historyKeymap,
      ...defaultKeymap,
    ]),
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
    EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "false", autocapitalize: "off" }),
    editorTheme,
  ];
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
