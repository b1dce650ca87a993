import {
  type Completion,
  type CompletionContext,
  type CompletionResult,
  pickedCompletion,
} from "@codemirror/autocomplete";
import { typescriptLanguage } from "@codemirror/lang-javascript";
import { LanguageSupport } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { type EditorView, hoverTooltip, type TooltipView } from "@codemirror/view";
import { element } from "../element.ts";
import { importOf } from "./cell-text.ts";
import type { Meaning, Suggestion, Suggestions } from "./edited-file.ts";

/** What TypeScript says of a place in a text; undefined where it says nothing. */
export interface AskTypeScript {
  suggestions(text: string, at: number): Promise<Suggestions | undefined>;
  /** of one of these */
  suggestion(text: string, at: number, label: string): Promise<Meaning | undefined>;
  meaning(text: string, at: number): Promise<Meaning | undefined>;
}

/** TypeScript, completed and explained by its language server. */
export function typescriptEditing(ask: AskTypeScript): Extension {
  const suggest = (context: CompletionContext) => complete(context, ask);
  return [
    new LanguageSupport(typescriptLanguage, typescriptLanguage.data.of({ autocomplete: suggest })),
    hoverTooltip(async ({ state }, pos) => {
      const word = state.wordAt(pos);
      const meaning = word && (await ask.meaning(state.doc.toString(), word.from));
      return meaning ? { pos: word.from, end: word.to, create: () => explain(meaning) } : null;
    }),
  ];
}

async function complete(context: CompletionContext, ask: AskTypeScript): Promise<CompletionResult | null> {
  const text = context.state.doc.toString();
  const at = context.pos;
  if (!context.explicit && !/[\w$."'/]$/.test(text.slice(0, at))) return null;
  const answer = await ask.suggestions(text, at);
  if (!answer || context.aborted) return null;
  const { typed, options } = answer;
  // A quotation mark or a slash alone, outside of a path, begins nothing.
  if (!context.explicit && typed === 0 && options.length > 500) return null;
  const describe = async ({ label }: Completion) => {
    const meaning = await ask.suggestion(text, at, label);
    return meaning ? explain(meaning).dom : null;
  };
  return {
    from: at - typed,
    options: options.map((option) => toCompletion(option, describe)),
    validFor: /^[\w$]*$/,
  };
}

function toCompletion(
  option: Suggestion,
  info: (completion: Completion) => Promise<Node | null>,
): Completion {
  const { label, insert, distance, isImported } = option;
  return {
    label,
    info,
    boost: -distance,
    ...(isImported && { detail: "#notebook" }),
    ...((insert !== undefined || isImported) && {
      apply: (view, completion, from, to) => write(view, completion, option, from, to),
    }),
  };
}

function write(view: EditorView, completion: Completion, option: Suggestion, from: number, to: number): void {
  const { label, insert = label, before = 0, isImported } = option;
  const changes = view.state.changes([
    { from: from - before, to, insert },
    ...(isImported ? [importOf(label, view.state.doc.toString())] : []),
  ]);
  view.dispatch({
    changes,
    selection: { anchor: changes.mapPos(to, 1) },
    annotations: pickedCompletion.of(completion),
    userEvent: "input.complete",
    scrollIntoView: true,
  });
}

function explain({ signature, doc }: Meaning): TooltipView {
  const paragraphs = doc.split(/\n{2,}/).filter((text) => text.trim() !== "");
  const dom = element(
    "div",
    { className: "meaning" },
    element("strong", {}, signature),
    ...paragraphs.map((text) => element("p", {}, text.replaceAll("\n", " "))),
  );
  return { dom };
}
