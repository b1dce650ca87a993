import { byId, element } from "./element.ts";
import { type Choice, matching } from "./matching.ts";

/** More are not drawn: nobody reads on, and a word typed finds any. */
const SHOWN = 100;

/** A text field that finds one of many choices: type to filter, arrows and Enter to pick, Escape to leave it as it was. */
export class Combobox {
  readonly #input: HTMLInputElement;
  readonly #list: HTMLElement;
  readonly #count = element("span", { className: "hidden", role: "status" });
  readonly #choices: readonly Choice[];
  readonly #onPick: (value: string) => void;
  #picked: Choice | undefined;
  #shown: Choice[] = [];
  #active = -1;
  #isEdited = false;

  /** Takes over the server's input of this id and its list; `onPick` is called for what a person picks. */
  constructor(id: string, choices: readonly Choice[], onPick: (value: string) => void) {
    this.#input = byId<HTMLInputElement>(id);
    this.#list = byId(`${id}-list`);
    this.#choices = choices;
    this.#onPick = onPick;
    this.#list.after(this.#count);
    this.#input.addEventListener("input", () => this.#edit());
    this.#input.addEventListener("keydown", (event) => this.#onKey(event));
    this.#input.addEventListener("click", () => this.#isOpen || this.#open(this.#choices));
    this.#input.addEventListener("focus", () => this.#input.select());
    this.#input.addEventListener("blur", () => this.#close());
    // The field keeps the focus while an option is pressed or the list scrolled.
    this.#list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.#list.addEventListener("click", (event) => this.#onClick(event));
    this.#input.placeholder = "Type a title or code";
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
    this.#open(matching(this.#choices, this.#input.value), 0);
  }

  #onKey(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      if (this.#isOpen) this.#activate((this.#active + step + this.#shown.length) % this.#shown.length);
      else this.#open(this.#choices);
    } else if (event.key === "Enter" && this.#isOpen) {
      event.preventDefault();
      this.#pick(this.#active);
    } else if (event.key === "Tab" && this.#isEdited) {
      this.#pick(this.#active);
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
    if (choices.length === 0) this.#list.append(hint("Nothing matches"));
    else if (rest > 0) this.#list.append(hint(`${rest.toLocaleString("en")} more: type to find them`));
    this.#list.hidden = false;
    this.#input.ariaExpanded = "true";
    this.#count.textContent = `${choices.length} match${choices.length === 1 ? "es" : ""}`;
    this.#activate(active ?? Math.max(0, at - first));
  }

  #option({ value, label, note }: Choice, index: number): HTMLElement {
    const small = element("small", {}, note ? `${value} · ${note}` : value);
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

  #pick(index: number): void {
    const choice = this.#shown[index];
    const isNew = choice !== undefined && choice !== this.#picked;
    if (isNew) this.#picked = choice;
    this.#close();
    if (isNew) this.#onPick(choice.value);
  }

  /** Shows what is picked, whatever was typed. */
  #close(): void {
    this.#isEdited = false;
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
