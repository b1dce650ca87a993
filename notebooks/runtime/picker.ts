import { Combobox, type ComboboxOptions } from "./combobox.ts";
import { element } from "./element.ts";
import type { Choice } from "./matching.ts";

/** An input that picks one of many; "" where there is nothing to pick. */
export type Picker = HTMLElement & { value: string };

interface PickerOptions extends Pick<ComboboxOptions, "placeholder" | "search"> {
  label: string;
  value: string;
}

let count = 0;

/** A combobox as an input for `view`: a value that is none of the choices is not taken. */
export function picker(choices: readonly Choice[], { label, value, ...options }: PickerOptions): Picker {
  const id = `picker-${++count}`;
  const input = element("input", {
    id,
    type: "text",
    role: "combobox",
    autocomplete: "off",
    spellcheck: false,
  });
  for (const [name, text] of [
    ["aria-expanded", "false"],
    ["aria-autocomplete", "list"],
    ["aria-controls", `${id}-list`],
  ] as const)
    input.setAttribute(name, text);
  const list = element("div", { id: `${id}-list`, role: "listbox", ariaLabel: label, hidden: true });
  const place = element(
    "div",
    { className: "combobox" },
    element("label", { htmlFor: id }, label),
    input,
    list,
  );
  // What is typed is no value yet.
  input.addEventListener("input", (event) => event.stopPropagation());
  const combobox = new Combobox(
    { input, list },
    choices,
    () => place.dispatchEvent(new Event("input")),
    options,
  );
  combobox.value = value;
  return Object.defineProperty(place, "value", {
    get: () => combobox.value,
    set: (value: unknown) => {
      if (choices.some((choice) => choice.value === value)) combobox.value = String(value);
    },
  }) as unknown as Picker;
}
