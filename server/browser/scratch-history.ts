import { byId, element } from "../../notebooks/runtime/element.ts";

/** A statement that was run. */
export interface Past {
  text: string;
  /** ms since 1970 */
  at: number;
  /** "35 rows · 12 ms", or why there was no answer */
  outcome: string;
}

const KEY = "onetbook.sql.history";
const MOST = 50;

/** The statements that were run in this browser, the newest first. Where nothing can be stored it lasts as long as the page. */
export class ScratchHistory {
  readonly #onPick: (text: string) => void;
  #past: Past[] = read();

  /** Takes over the server's list; `onPick` is called with the text of the one that is clicked. */
  constructor(onPick: (text: string) => void) {
    this.#onPick = onPick;
    byId("forget").addEventListener("click", () => this.#keep([]));
    addEventListener("storage", ({ key }) => {
      if (key !== KEY && key !== null) return;
      this.#past = read(); // another tab's
      this.#show();
    });
    this.#show();
  }

  /** Of texts that are the same the newest is kept. */
  add(past: Past): void {
    this.#keep([past, ...read(this.#past).filter(({ text }) => text !== past.text)].slice(0, MOST));
  }

  #keep(past: Past[]): void {
    this.#past = past;
    write(past);
    this.#show();
  }

  #show(): void {
    byId("past").replaceChildren(...this.#past.map((past) => this.#item(past)));
    byId("forget").hidden = this.#past.length === 0;
    byId("no-past").hidden = this.#past.length > 0;
  }

  #item({ text, at, outcome }: Past): HTMLElement {
    const button = element(
      "button",
      { type: "button", title: text.slice(0, 1_000) },
      element("code", {}, inShort(text)),
      element("small", {}, `${timeOf(at)} · ${outcome}`),
    );
    button.addEventListener("click", () => this.#onPick(text));
    return element("li", {}, button);
  }
}

/** Anything may stand there: another version's, or half of it. */
function read(otherwise: Past[] = []): Past[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(stored) ? stored.filter(isPast) : [];
  } catch {
    return otherwise;
  }
}

function isPast(value: Partial<Past> | null): value is Past {
  return typeof value?.text === "string" && typeof value.at === "number" && typeof value.outcome === "string";
}

/** Fifty long statements can be more than a browser grants: then the oldest go. */
function write(past: Past[]): void {
  for (let count = past.length; count >= 0; count = count === 0 ? -1 : count >> 1) {
    try {
      localStorage.setItem(KEY, JSON.stringify(past.slice(0, count)));
      return;
    } catch {
      // full or forbidden
    }
  }
}

/** Without the comments before it, on one line. */
function inShort(text: string): string {
  const statement = text.replace(/^(\s*--.*\n)+/, "");
  return statement.trim().replace(/\s+/g, " ").slice(0, 200);
}

function timeOf(at: number): string {
  const isToday = new Date(at).toDateString() === new Date().toDateString();
  return new Intl.DateTimeFormat("en-GB", {
    ...(!isToday && { dateStyle: "medium" }),
    timeStyle: "short",
  }).format(at);
}
