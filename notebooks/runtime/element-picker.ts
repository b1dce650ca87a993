import { type Picker, picker } from "./picker.ts";

/** A row of the query `elements`, or less. */
interface ContentModelElement {
  element_id: string;
  element_name: string;
  within?: string | null;
  domain?: string | null;
}

/**
 * An input that finds a skill, kind of knowledge, ability or any other element of the content model by its name or id; its
 * value is the id. From release 30.3 on names are not unique, so each says what it is part of.
 */
export function elementPicker(
  elements: readonly ContentModelElement[],
  { label, value }: { label: string; value?: string },
): Picker {
  const choices = elements.map(({ element_id, element_name, within, domain }) => {
    const detail = domain ?? within;
    return { value: element_id, label: element_name, ...(detail && { detail }) };
  });
  const first = choices.find((choice) => choice.value === value) ?? choices[0];
  return picker(choices, { label, value: first?.value ?? "", placeholder: "Type a name or id" });
}
