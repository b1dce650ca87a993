import { LanguageServer } from "./dev-language-server.ts";

export interface TypeProblem {
  /** both 1-based, in the file */
  line: number;
  column: number;
  message: string;
}

export interface Suggestion {
  label: string;
  /** what is written in its place */
  insert?: string;
  /** characters before `typed` that it replaces too: the dot that becomes "?." */
  before?: number;
  /** from 0 up, the nearer the lower */
  distance: number;
  /** Only once it is imported from "#notebook" it is there. */
  isImported?: true;
}

export interface Suggestions {
  /** how many characters before the place are its beginning */
  typed: number;
  options: Suggestion[];
}

/** A name: what it is in TypeScript's words, and what its author says of it. */
export interface Meaning {
  signature: string;
  doc: string;
}

interface Position {
  line: number;
  character: number;
}

interface Item {
  label: string;
  sortText?: string;
  insertText?: string;
  textEdit?: { range: { start: Position }; newText: string };
  data?: { autoImport?: { moduleSpecifier: string } };
  detail?: string;
  documentation?: { value: string };
}

/** The protocol's kinds of what is told and is no error: tsc keeps silent about them. */
const HINTS = [3, 4];

/** What TypeScript says of notebooks that are being written. Errors: HttpError 503. */
export class Language {
  readonly server: LanguageServer;

  constructor(root: string) {
    this.server = new LanguageServer(root);
  }

  /** What tsc would say of it. */
  async problems(path: string, text: string): Promise<TypeProblem[]> {
    const { items } = await this.server.ask<{
      items: { range: { start: Position }; severity: number; message: string }[];
    }>(path, text, "textDocument/diagnostic");
    return items
      .filter(({ severity }) => !HINTS.includes(severity))
      .map(({ range: { start }, message }) => ({
        line: start.line + 1,
        column: start.character + 1,
        message,
      }));
  }

  /** What can be written at an offset of the text. Of what is not imported yet only what "#notebook" has. */
  async suggestions(path: string, text: string, at: number): Promise<Suggestions> {
    const items = await this.#items(path, text, at);
    const word = /[\w$]*$/.exec(text.slice(0, at))![0].length;
    // Of a path in quotes it is more than the last word.
    const replaced = items.find(({ label, textEdit }) => textEdit?.newText.startsWith(label));
    const typed = replaced ? at - offsetOf(text, replaced.textEdit!.range.start) : word;
    return { typed, options: items.filter(isAtHand).map((item) => toSuggestion(item, text, at - typed)) };
  }

  /** Of one of those that `suggestions` gives there. */
  async suggestion(path: string, text: string, at: number, label: string): Promise<Meaning | undefined> {
    const item = (await this.#items(path, text, at)).find((item) => item.label === label);
    if (!item) return undefined;
    const { detail, documentation } = await this.server.ask<Item>(path, text, "completionItem/resolve", item);
    return { signature: detail ?? "", doc: documentation?.value ?? "" };
  }

  /** Of the name at an offset of the text. */
  async meaning(path: string, text: string, at: number): Promise<Meaning | undefined> {
    const found = await this.server.ask<{ contents: { value: string } } | null>(
      path,
      text,
      "textDocument/hover",
      { position: positionOf(text, at) },
    );
    const [, signature, doc] =
      /^```\w*\n([\s\S]*?)\n```\n?([\s\S]*)$/.exec(found?.contents.value ?? "") ?? [];
    return signature === undefined ? undefined : { signature, doc: doc! };
  }

  async #items(path: string, text: string, at: number): Promise<Item[]> {
    const list = await this.server.ask<{ items: Item[] } | null>(path, text, "textDocument/completion", {
      position: positionOf(text, at),
    });
    return list?.items ?? [];
  }
}

function isAtHand({ data }: Item): boolean {
  return !data?.autoImport || data.autoImport.moduleSpecifier === "#notebook";
}

function toSuggestion(item: Item, text: string, from: number): Suggestion {
  const { label, sortText = "", textEdit, data } = item;
  const insert = textEdit?.newText ?? item.insertText ?? label;
  const before = textEdit ? from - offsetOf(text, textEdit.range.start) : 0;
  return {
    label,
    // "11" are names of the file, "15" those of everywhere, "z15" what is out of use.
    distance: sortText.startsWith("z") ? 99 : Number(sortText) || 0,
    ...(insert !== label && { insert }),
    ...(before > 0 && { before }),
    ...(data?.autoImport && { isImported: true }),
  };
}

function positionOf(text: string, at: number): Position {
  const lines = text.slice(0, at).split("\n");
  return { line: lines.length - 1, character: lines.at(-1)!.length };
}

function offsetOf(text: string, { line, character }: Position): number {
  const before = text.split("\n").slice(0, line);
  return before.reduce((sum, { length }) => sum + length + 1, 0) + character;
}
