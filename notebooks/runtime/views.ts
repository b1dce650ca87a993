import type { Input } from "./notebook.ts";
import type { Notices } from "./notices.ts";
import { readUrl, UrlWriter } from "./url-state.ts";
import { fromUrlText, toUrlText } from "./url-value.ts";

interface View {
  input: Input<unknown>;
  /** what the input had when it was made */
  preset: unknown;
  onChange: () => void;
}

/** The inputs of a page by their names, in step with its address: it holds what is not as the notebook has it. */
export class Views {
  readonly #views = new Map<string, View>();
  readonly #notices: Notices;
  readonly #url = new UrlWriter();

  constructor(notices: Notices) {
    this.#notices = notices;
    window.addEventListener("popstate", () => this.#follow());
  }

  /** Takes an input in, with the value that the address has for it; `onChange` is called for each change to come. */
  adopt(name: string, input: Input<unknown>, onChange: () => void): void {
    const view: View = { input, preset: input.value, onChange };
    this.#views.set(name, view);
    this.#restore(name, view);
    input.addEventListener("input", () => {
      if (this.#views.get(name) !== view) return; // it was made anew
      const text = toUrlText(input.value);
      this.#url.write(name, text === toUrlText(view.preset) ? undefined : text);
      this.#notices.remove(name);
      onChange();
    });
  }

  remove(name: string): void {
    this.#views.delete(name);
    this.#notices.remove(name);
  }

  /**
   * Of these views every value that an address can hold, also where it is the preset one: what a citation needs. Not of one that
   * was made without: it has no choices.
   */
  values(names: readonly string[]): [name: string, text: string][] {
    return names.flatMap((name): [string, string][] => {
      const view = this.#views.get(name);
      const isNothing = view?.input.value === null && view.preset === null;
      const text = view && !isNothing ? toUrlText(view.input.value) : undefined;
      return text === undefined ? [] : [[name, text]];
    });
  }

  /** Back or forward was pressed. */
  #follow(): void {
    this.#url.forget();
    for (const [name, view] of this.#views) {
      const before = toUrlText(view.input.value);
      this.#restore(name, view);
      if (toUrlText(view.input.value) !== before) view.onChange();
    }
  }

  /** Sets an input to what the address asks for, or where it can't be to its preset, and says so. */
  #restore(name: string, { input, preset }: View): void {
    const text = readUrl()[name];
    this.#notices.remove(name);
    if (toUrlText(preset) === undefined) return;
    if (text !== undefined && fromUrlText(text).some((value) => take(input, value))) return;
    if (toUrlText(input.value) !== toUrlText(preset)) take(input, preset);
    if (text === undefined) return;
    const shown = toUrlText(preset) || "nothing";
    this.#notices.show(
      name,
      `The address asks for ${name} = ${text}, which is not to be had here on this release; ${shown} is used instead.`,
    );
  }
}

/** True where the input has the value now. */
function take(input: Input<unknown>, value: unknown): boolean {
  if (!Reflect.set(input, "value", value)) return false;
  return toUrlText(input.value) === toUrlText(value);
}
