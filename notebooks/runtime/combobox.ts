import { byId, element } from "./element.ts";
import { type Choice, matching } from "./matching.ts";

/** More are not drawn: nobody reads on, and a word typed finds any. */
const SHOWN = 100;

/** ms after the last key until a search begins */
const PAUSE = 150;

export interface ComboboxOptions {
  placeholder?: string;
  /** A text that is deleted takes the pick away: onPick(""). */
  isOptional?: boolean;
  /** Finds choices by more than their text; those that the text has found already are not repeated. */
  search?: ((text: string, signal: AbortSignal) => Promise<Choice[]>) | undefined;
}

/** A text field that finds one of many choices: type to filter, arrows and Enter to pick, Escape to leave it as it was. */
export class Combobox {
  readonly #input: HTMLInputElement;
  readonly #list: HTMLElement;
  readonly #count = element("span", { className: "hidden", role: "status" });
  readonly #choices: readonly Choice[];
  readonly #onPick: (value: string) => void;
  readonly #isOptional: boolean;
  readonly #search: ComboboxOptions["search"];
  #searching: AbortController | undefined;
  #picked: Choice | undefined;
  #shown: Choice[] = [];
  #active = -1;
  #isEdited = false;
  /** Enter was pressed while nothing was found yet. */
  #isAwaited = false;

  /** Takes over an input and its list, by themselves or by the input's id; `onPick` is called for what a person picks. */
  constructor(
    field: string | { input: HTMLInputElement; list: HTMLElement },
    choices: readonly Choice[],
    onPick: (value: string) => void,
    { placeholder = "Type a title or code", isOptional = false, search }: ComboboxOptions = {},
  ) {
    this.#input = typeof field === "string" ? byId<HTMLInputElement>(field) : field.input;
    this.#list = typeof field === "string" ? byId(`${field}-list`) : field.list;
    this.#choices = choices;
    this.#onPick = onPick;
    this.#isOptional = isOptional;
    this.#search = search;
    this.#list.after(this.#count);
    this.#input.addEventListener("input", () => this.#edit());
    this.#input.addEventListener("keydown", (event) => this.#onKey(event));
    this.#input.addEventListener("click", () => this.#isOpen || this.#open(this.#choices));
    this.#input.addEventListener("focus", () => this.#input.select());
    this.#input.addEventListener("blur", () => this.#leave());
    // The field keeps the focus while an option is pressed or the list scrolled.
    this.#list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.#list.addEventListener("click", (event) => this.#onClick(event));
    this.#input.placeholder = placeholder;
    this.#input.disabled = false;
  }

  get value(): string {
    return this.#picked?.value ?? "";
  }

  set value(value: string) {
    this.#picked = this.#choices.find((choice) => choice.value === value);
    this.#close();
  }

  get #isOpen(): boolean {
    return !this.#list.hidden;
  }

  #edit(): void {
    this.#isEdited = true;
    this.#isAwaited = false;
    const text = this.#input.value.trim();
    this.#searching?.abort();
    this.#searching = this.#search && text !== "" ? new AbortController() : undefined;
    const found = matching(this.#choices, text);
    this.#open(found, this.#isEmptied ? -1 : 0);
    if (this.#searching) void this.#searchFurther(text, found, this.#searching.signal);
  }

  /** Adds what a search finds below what the text has found, so that nothing moves under the hand. */
  async #searchFurther(text: string, found: readonly Choice[], signal: AbortSignal): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
    if (signal.aborted) return;
    const known = new Set(found.map(({ value }) => value));
    const more = await this.#search!(text, signal).catch(() => []);
    if (signal.aborted) return;
    this.#searching = undefined;
    this.#open([...found, ...more.filter(({ value }) => !known.has(value))], Math.max(this.#active, 0));
    if (this.#isAwaited) this.#take();
  }

  #onKey(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      if (this.#isOpen) this.#activate((this.#active + step + this.#shown.length) % this.#shown.length);
      else this.#open(this.#choices);
    } else if (event.key === "Enter" && this.#isOpen) {
      event.preventDefault();
      this.#take();
    } else if (event.key === "Tab" && this.#isEdited) {
      this.#take();
    } else if (event.key === "Escape" && this.#isOpen) {
      event.preventDefault();
      this.#close();
    }
  }

  #onClick(event: Event): void {
    const option = (event.target as Element).closest("[role=option]");
    if (option) this.#pick([...this.#list.children].indexOf(option));
  }

  /** Without an option to begin at: the one that is picked. */
  #open(choices: readonly Choice[], active?: number): void {
    const at = this.#picked ? choices.indexOf(this.#picked) : 0;
    // A full list opens around what is picked.
    const first = active === undefined ? Math.max(0, Math.min(at - SHOWN / 2, choices.length - SHOWN)) : 0;
    this.#shown = choices.slice(first, first + SHOWN);
    const rest = choices.length - this.#shown.length;
    this.#list.replaceChildren(...this.#shown.map((choice, index) => this.#option(choice, index)));
    if (choices.length === 0) this.#list.append(hint(this.#searching ? "Searching…" : "Nothing matches"));
    else if (rest > 0) this.#list.append(hint(`${rest.toLocaleString("en")} more: type to find them`));
    this.#list.hidden = false;
    this.#input.ariaExpanded = "true";
    this.#count.textContent = `${choices.length} match${choices.length === 1 ? "es" : ""}`;
    this.#activate(active ?? Math.max(0, at - first));
  }

  #option({ value, label, note, detail }: Choice, index: number): HTMLElement {
    const small = element("small", {}, [value, detail, note].filter(Boolean).join(" · "));
    return element(
      "div",
      {
        id: `${this.#list.id}-${index}`,
        role: "option",
        className: note ? "noted" : "",
        ariaSelected: String(value === this.value),
      },
      label,
      small,
    );
  }

  #activate(index: number): void {
    this.#list.children[this.#active]?.classList.remove("active");
    this.#active = this.#shown[index] ? index : -1;
    const option = this.#list.children[this.#active] as HTMLElement | undefined;
    option?.classList.add("active");
    if (option) this.#reveal(option);
    this.#input.setAttribute("aria-activedescendant", option?.id ?? "");
  }

  /** Scrolls the list, not the page, to an option that is out of sight: then it stands in the middle. */
  #reveal({ offsetTop, offsetHeight }: HTMLElement): void {
    const { scrollTop, clientHeight } = this.#list;
    if (offsetTop >= scrollTop && offsetTop + offsetHeight <= scrollTop + clientHeight) return;
    this.#list.scrollTop = offsetTop - (clientHeight - offsetHeight) / 2;
  }

  get #isEmptied(): boolean {
    return this.#isOptional && this.#isEdited && this.#input.value.trim() === "";
  }

  #take(): void {
    if (this.#isEmptied && this.#active < 0) this.#clear();
    else if (this.#searching && this.#shown.length === 0) this.#isAwaited = true;
    else this.#pick(this.#active);
  }

  #leave(): void {
    if (this.#isEmptied) this.#clear();
    else this.#close();
  }

  #clear(): void {
    const wasPicked = this.#picked !== undefined;
    this.#picked = undefined;
    this.#close();
    if (wasPicked) this.#onPick("");
  }

  #pick(index: number): void {
    const choice = this.#shown[index];
    const isNew = choice !== undefined && choice.value !== this.#picked?.value;
    if (isNew) this.#picked = choice;
    this.#close();
    if (isNew) this.#onPick(choice.value);
  }

  /** Shows what is picked, whatever was typed. */
  #close(): void {
    this.#searching?.abort();
    this.#searching = undefined;
    this.#isEdited = false;
    this.#isAwaited = false;
    this.#active = -1;
    this.#shown = [];
    this.#list.hidden = true;
    this.#list.replaceChildren();
    this.#count.textContent = "";
    this.#input.ariaExpanded = "false";
    this.#input.setAttribute("aria-activedescendant", "");
    this.#input.value = this.#picked?.label ?? "";
    if (document.activeElement === this.#input) this.#input.select(); // what is typed next replaces it
  }
}

function hint(text: string): HTMLElement {
  return element("div", { role: "presentation", className: "hint" }, text);
}
