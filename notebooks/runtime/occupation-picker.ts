import searchOccupations from "../../sql/queries/search-occupations.sql";
import type { Choice } from "./matching.ts";
import { firstPick, type Occupation, toChoices } from "./occupation-choices.ts";
import { type Picker, picker } from "./picker.ts";
import { query } from "./query.ts";

interface OccupationPickerOptions {
  label: string;
  /** code of the one that is picked at first */
  value?: string;
  /** Where this release does not rate that one: 0, its first rated occupation stands in, 1 its second … */
  standIn?: number;
}

/**
 * An input that finds an occupation by title, code or, asked of the server, any job title ("RN"); its value is the code.
 * Those without ratings are said to be so.
 */
export function occupationPicker(
  occupations: readonly Occupation[],
  { label, value, standIn = 0 }: OccupationPickerOptions,
): Picker {
  const choices = toChoices(occupations);
  return picker(choices, {
    label,
    value: firstPick(choices, value, standIn),
    placeholder: "Type a title or code",
    search: (text, signal) => byAnyTitle(text, signal, choices),
  });
}

async function byAnyTitle(text: string, signal: AbortSignal, choices: readonly Choice[]): Promise<Choice[]> {
  if (text.length < 2) return [];
  const params = { words: text.slice(0, 60), top: "20" };
  const { rows } = await query<{ onetsoc_code: string; matched_title: string; matched_in: string }>(
    searchOccupations.name,
    params,
    signal,
  );
  return rows.flatMap(({ onetsoc_code, matched_title, matched_in }) => {
    const choice = choices.find(({ value }) => value === onetsoc_code);
    if (!choice) return [];
    return matched_in === "occupation" ? choice : { ...choice, detail: `also called ${matched_title}` };
  });
}
