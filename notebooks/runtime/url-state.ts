import { savedCopy } from "./saved-copy.ts";

/** The page's address; of a copy saved as a file, that of the page it was saved from, with the copy's inputs. */
export function pageUrl(): URL {
  return new URL(savedCopy()?.address ?? location.href);
}

/** What the page's address holds. */
export function readUrl(): Record<string, string> {
  return Object.fromEntries(pageUrl().searchParams);
}

/** Puts values into the address as a new entry of the history, so that back undoes the change. */
export function pushUrl(values: Record<string, string>): void {
  writeUrl(values, "push");
}

/** Likewise; what is undefined leaves the address, and "replace" leaves the history as long as it was. */
export function writeUrl(values: Record<string, string | undefined>, how: "push" | "replace"): void {
  const url = pageUrl();
  const before = url.href;
  for (const [name, value] of Object.entries(values))
    if (value === undefined) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  if (url.href === before) return;
  const copy = savedCopy();
  // A file's address is left as it is: browsers let no page of a file change its own.
  if (copy) copy.address = url.href;
  else if (how === "push") history.pushState(null, "", url);
  else history.replaceState(null, "", url);
}

/** Changes of the same inputs within this time, ms, are one gesture, e.g. of a slider: one step back undoes them all. */
const GESTURE = 1000;
/** Browsers refuse more than some hundred changes of the address in half a minute. */
const PAUSE = 250;

/** Keeps the address in step with inputs that may change many times a second. */
export class UrlWriter {
  #changes: Record<string, string | undefined> = {};
  #timer: ReturnType<typeof setTimeout> | undefined;
  #last = { names: "", at: 0 };

  /** Values that change together, in one turn of the event loop, make one entry of the history. */
  write(name: string, text: string | undefined): void {
    this.#changes[name] = text;
    const { names, at } = this.#last;
    const isGesture = names.split("&").includes(name) && performance.now() - at < GESTURE;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#flush(isGesture ? "replace" : "push"), isGesture ? PAUSE : 0);
    if (isGesture) this.#last.at = performance.now();
  }

  /** Back or forward was pressed: what was to be written is over. */
  forget(): void {
    clearTimeout(this.#timer);
    this.#changes = {};
    this.#last.at = 0;
  }

  #flush(how: "push" | "replace"): void {
    this.#last = { names: Object.keys(this.#changes).join("&"), at: performance.now() };
    writeUrl(this.#changes, how);
    this.#changes = {};
  }
}
