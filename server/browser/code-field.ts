import { Combobox, type ComboboxOptions } from "../../notebooks/runtime/combobox.ts";
import { element } from "../../notebooks/runtime/element.ts";
import type { Choice } from "../../notebooks/runtime/matching.ts";

/**
 * Makes of a plain input for codes one that finds them by title, or for a list one that collects them as chips. The codes
 * themselves move into a hidden input of the same name, which tells the form when they change.
 */
export function bringToLife(
  place: HTMLElement,
  input: HTMLInputElement,
  known: readonly Choice[],
  search: ComboboxOptions["search"],
): { value: string } {
  const choices = [...known];
  const hidden = element("input", { type: "hidden", name: input.name, value: input.value });
  const isList = place.dataset.list !== undefined;
  const isOptional = place.dataset.required === undefined;
  input.removeAttribute("name");
  input.removeAttribute("required");
  input.after(hidden);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", `${input.id}-list`);
  const placeholder = isList ? "Add by title or code" : "Type a title or code";
  const combobox = new Combobox(input.id, choices, pick, { placeholder, isOptional, search });
  const chips = element("ul", { className: "chips" });
  if (isList) place.querySelector(".combobox")!.after(chips);
  show();
  return {
    get value() {
      return hidden.value;
    },
    set value(text) {
      hidden.value = text;
      show();
    },
  };

  function codes(): string[] {
    return hidden.value.split(",").filter((code) => code !== "");
  }

  function pick(code: string): void {
    change(isList ? [...new Set([...codes(), code])] : [code]);
  }

  function change(next: string[]): void {
    hidden.value = next.join(",");
    show();
    hidden.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function show(): void {
    const shown = codes().map(choiceOf);
    if (!isList) combobox.value = shown[0]?.value ?? "";
    if (isList) combobox.value = "";
    if (isList) chips.replaceChildren(...shown.map(chip));
  }

  /** A code that the release lacks stays what it is. */
  function choiceOf(code: string): Choice {
    const found = choices.find(({ value }) => value === code);
    if (found) return found;
    const choice = { value: code, label: code, note: "not in this release" };
    choices.push(choice);
    return choice;
  }

  function chip({ value, label }: Choice, index: number): HTMLElement {
    const cross = element("span", { ariaHidden: "true" }, "×");
    const remove = element(
      "button",
      { type: "button", title: `Remove ${label}`, ariaLabel: `Remove ${label}` },
      cross,
    );
    remove.addEventListener("click", () => {
      change(codes().filter((code) => code !== value));
      // The focus goes to the next chip, or back to the field, instead of getting lost.
      const next = chips.querySelectorAll("button")[Math.min(index, codes().length - 1)];
      (next ?? input).focus();
    });
    const name = label === value ? value : `${label} `;
    return element("li", {}, name, ...(label === value ? [] : [element("small", {}, value)]), remove);
  }
}
