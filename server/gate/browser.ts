import { Window } from "happy-dom";

/** px that everything on the page has, which nobody lays out */
const WIDTH = 960;

/** Node's own of these belong to another tree of elements. */
const REPLACED = ["Event", "CustomEvent", "fetch", "navigator"];

let current: Window | undefined;

type Fetch = (address: string) => Promise<Response>;

/** Makes this process a browser with a page that holds `html`, for the code that is run next; the page before is closed. */
export async function openPage(address: string, html: string, fetch: Fetch): Promise<Window> {
  await current?.happyDOM.close();
  const window = new Window({
    url: address,
    width: 1280,
    height: 900,
    settings: {
      disableCSSFileLoading: true,
      disableJavaScriptFileLoading: true,
      handleDisabledFileLoadingAsSuccess: true,
    },
  });
  // What a cell reports the page says too.
  Object.assign(window, { fetch, reportError() {} });
  if (!current) mend(window);
  if (!current) takeGlobals(window);
  current = window;
  window.document.write(html);
  return window;
}

/** What happy-dom 21 lacks, or does otherwise than browsers, of what notebooks use; all its windows share these classes. */
function mend(window: Window): void {
  const { HTMLElement, HTMLSelectElement, HTMLTableSectionElement } = window;
  for (const name of ["clientWidth", "offsetWidth"])
    Object.defineProperty(HTMLElement.prototype, name, { get: () => WIDTH });
  Object.defineProperty(HTMLTableSectionElement.prototype, "rows", {
    get(this: HTMLElement) {
      return this.getElementsByTagName("tr"); // one that follows changes
    },
  });
  const { get, set } = Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, "value")!;
  Object.defineProperty(HTMLSelectElement.prototype, "value", {
    get,
    set(this: HTMLElement, value: unknown) {
      set!.call(this, String(value)); // Observable's inputs give a number
    },
  });
}

/** Gives all that a browser has beyond Node's own a name here: always that of the page that was opened last. */
function takeGlobals(window: Window): void {
  for (const name of namesOf(window)) {
    if (name in globalThis && !REPLACED.includes(name)) continue;
    Object.defineProperty(globalThis, name, { configurable: true, get: () => read(name) });
  }
}

function namesOf(window: Window): Set<string> {
  const names = new Set<string>();
  for (let object: object = window; object !== Object.prototype; object = Object.getPrototypeOf(object))
    for (const name of Object.getOwnPropertyNames(object)) if (name !== "constructor") names.add(name);
  return names;
}

/** A function such as matchMedia needs its window; a class does not. */
function read(name: string): unknown {
  const value: unknown = Reflect.get(current!, name);
  return typeof value === "function" && /^[a-z]/.test(name) ? value.bind(current) : value;
}
