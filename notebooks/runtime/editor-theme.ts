import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const FONT = 'ui-monospace, "Cascadia Code", Menlo, Consolas, monospace';

/** The page's colours, light and dark: its variables reach into the shadow root. */
export const editorTheme = [
  EditorView.theme({
    "&": { color: "var(--text)", backgroundColor: "var(--surface)", fontSize: "0.9rem" },
    "&.cm-focused": { outline: "none" }, // what holds it has one
    ".cm-scroller": { fontFamily: FONT, lineHeight: "1.55", maxHeight: "55vh", overflow: "auto" },
    ".cm-content": { padding: "0.6rem 0", caretColor: "var(--text)" },
    ".cm-cursor": { borderLeftColor: "var(--text)" },
    ".cm-line": { padding: "0 0.75rem 0 0.5rem" },
    ".cm-gutters": { backgroundColor: "transparent", color: "var(--quiet)", border: "none" },
    ".cm-lineNumbers .cm-gutterElement": { padding: "0 0.25rem 0 0.75rem" },
    ".cm-activeLine": { backgroundColor: "color-mix(in srgb, var(--text) 4%, transparent)" },
    ".cm-activeLineGutter": { backgroundColor: "transparent", color: "var(--text)" },
    ".cm-placeholder": { color: "var(--quiet)" },
    "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
      background: "color-mix(in srgb, var(--accent) 26%, transparent)",
    },
    "&.cm-focused .cm-matchingBracket": {
      backgroundColor: "var(--accent-soft)",
      outline: "1px solid var(--accent)",
    },
    ".cm-lintRange-error": {
      backgroundImage: "none",
      textDecoration: "underline wavy var(--error) 1.5px",
      textUnderlineOffset: "3px",
      backgroundColor: "color-mix(in srgb, var(--error) 14%, transparent)",
    },
    ".cm-tooltip": {
      border: "1px solid var(--line-strong)",
      borderRadius: "6px",
      backgroundColor: "var(--surface)",
      color: "var(--text)",
      boxShadow: "0 4px 16px rgb(0 0 0 / 0.18)",
    },
    ".cm-tooltip.cm-completionInfo, .cm-tooltip-hover": { maxWidth: "min(26rem, 90vw)", fontSize: "0.85rem" },
    ".cm-tooltip.cm-completionInfo": { padding: "0.4rem 0.7rem" },
    ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: FONT, fontSize: "0.85rem", maxHeight: "15em" },
    ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "0.15rem 0.6rem" },
    ".cm-tooltip-autocomplete ul li[aria-selected]": {
      background: "var(--accent-soft)",
      color: "var(--accent)",
    },
    ".cm-completionDetail": { color: "var(--quiet)", fontStyle: "normal", marginLeft: "0.9em" },
    ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "700" },
    ".cm-diagnostic": { padding: "0.4rem 0.7rem", maxWidth: "30rem" },
    ".cm-diagnostic-error": { borderLeft: "4px solid var(--error)" },
    ".meaning": { padding: "0.4rem 0.7rem" },
    ".meaning + .meaning": { borderTop: "1px solid var(--line)" },
    ".meaning strong": { fontFamily: FONT, fontWeight: "600" },
    ".meaning span": { marginLeft: "0.7em", color: "var(--quiet)" },
    ".meaning p": { margin: "0.15rem 0 0" },
  }),
  syntaxHighlighting(
    HighlightStyle.define([
      { tag: tags.keyword, color: "var(--accent)", fontWeight: "600" },
      { tag: [tags.string, tags.special(tags.string)], color: "var(--sql-string)" },
      { tag: [tags.number, tags.bool, tags.null], color: "var(--sql-number)" },
      {
        tag: [tags.comment, tags.lineComment, tags.blockComment],
        color: "var(--quiet)",
        fontStyle: "italic",
      },
      { tag: [tags.typeName, tags.standard(tags.name)], color: "var(--sql-type)" },
    ]),
  ),
];
