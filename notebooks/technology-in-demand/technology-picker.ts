import type { Row as Technology } from "../../sql/queries/technologies.sql";
import { type Picker, picker } from "../runtime/picker.ts";

/** An input that finds a technology by its name; its value is the name. */
export function technologyPicker(
  technologies: readonly Technology[],
  { label, value }: { label: string; value: string },
): Picker {
  const choices = technologies.map(({ workplace_example, occupations, hot_technology }) => ({
    value: workplace_example,
    label: workplace_example,
    detail: `${hot_technology ? "hot technology, " : ""}${occupations} occupations`,
  }));
  // The page then says that no occupation lists it.
  if (choices.length === 0) choices.push({ value, label: value, detail: "0 occupations" });
  const first = choices.find((choice) => choice.value === value) ?? choices[0];
  return picker(choices, { label, value: first!.value, placeholder: "Type a name" });
}
