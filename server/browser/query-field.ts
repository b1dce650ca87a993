import type { Choice } from "../../notebooks/runtime/matching.ts";
import { elementChoices, occupationChoices, searchOccupations } from "./code-choices.ts";
import { bringToLife } from "./code-field.ts";

/** A parameter of the form; its value is text, as an address holds it. */
export interface QueryField {
  name: string;
  example: string;
  isNumeric: boolean;
  isList: boolean;
  value: string;
  /** Shows what is wrong with the value; without it all is well. */
  blame(fault: string | undefined): void;
}

type Input = HTMLInputElement | HTMLSelectElement;

/** Takes over a field of server/query-field-input.tsx; a code's picker comes to life as soon as its choices are here. */
export function openField(place: HTMLElement): QueryField {
  const { field: name = "", kind, example = "", numeric, list } = place.dataset;
  const input = place.querySelector<Input>("input, select")!;
  let holder = plain(input);
  if (kind === "occupation" || kind === "element") {
    void choicesOf(kind, place).then((choices) => {
      if (!choices) return; // the code can still be typed
      const search = kind === "occupation" ? searchOccupations(choices) : undefined;
      holder = bringToLife(place, input as HTMLInputElement, choices, search);
    });
  }
  const fault = place.querySelector<HTMLElement>(".fault")!;
  return {
    name,
    example,
    isNumeric: numeric !== undefined,
    isList: list !== undefined,
    get value() {
      return holder.value;
    },
    set value(text) {
      holder.value = text;
    },
    blame(text) {
      fault.textContent = text ?? "";
      fault.hidden = text === undefined;
      if (text === undefined) input.removeAttribute("aria-invalid");
      else input.setAttribute("aria-invalid", "true");
    },
  };
}

function plain(input: Input): { value: string } {
  if (input instanceof HTMLSelectElement) return chosen(input);
  if (input.type !== "checkbox") return input;
  return {
    get value() {
      return String(input.checked);
    },
    set value(text) {
      input.checked = text === "true";
    },
  };
}

/** What none of the options is leaves the usual one chosen. */
function chosen(select: HTMLSelectElement): { value: string } {
  return {
    get value() {
      return select.value;
    },
    set value(text) {
      const options = [...select.options];
      const option = options.find(({ value }) => value === text) ?? options.find(isUsual) ?? options[0];
      if (option) option.selected = true;
    },
  };
}

function isUsual(option: HTMLOptionElement): boolean {
  return option.dataset.usual !== undefined;
}

function choicesOf(kind: "occupation" | "element", { dataset }: HTMLElement): Promise<Choice[] | undefined> {
  if (kind === "occupation") return occupationChoices();
  return elementChoices(dataset.pattern === undefined ? undefined : new RegExp(dataset.pattern));
}
