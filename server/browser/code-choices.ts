import type { Choice } from "../../notebooks/runtime/matching.ts";
import { query } from "../../notebooks/runtime/query.ts";

interface Occupation {
  onetsoc_code: string;
  title: string;
  rated: boolean;
}

interface Found {
  onetsoc_code: string;
  title: string;
  matched_title: string;
  matched_in: string;
}

interface ContentElement {
  element_id: string;
  element_name: string;
  within: string | null;
}

let occupations: Promise<Choice[] | undefined> | undefined;
let elements: Promise<Choice[] | undefined> | undefined;

/** Every occupation of the live release; undefined where they can't be had. */
export function occupationChoices(): Promise<Choice[] | undefined> {
  occupations ??= rowsOf<Occupation>("occupations", {}).then((rows) =>
    rows?.map(({ onetsoc_code, title, rated }) => ({
      value: onetsoc_code,
      label: title,
      ...(!rated && { note: "no skill ratings" }),
    })),
  );
  return occupations;
}

/** Elements of the content model whose id is of this pattern. */
export async function elementChoices(pattern = /./): Promise<Choice[] | undefined> {
  elements ??= rowsOf<ContentElement>("elements", { top: "5000" }).then((rows) =>
    rows?.map(({ element_id, element_name, within }) => ({
      value: element_id,
      label: element_name,
      ...(within !== null && { detail: within }),
    })),
  );
  return (await elements)?.filter(({ value }) => pattern.test(value));
}

/** Finds occupations by other titles than their own: job titles, and those that job holders reported. */
export function searchOccupations(choices: readonly Choice[]) {
  return async function search(words: string, signal: AbortSignal): Promise<Choice[]> {
    if (words.length < 2 || words.length > 60) return [];
    const { rows } = await query<Found>("search-occupations", { words, top: "20" }, signal);
    return rows.map(({ onetsoc_code, title, matched_title, matched_in }) => ({
      ...(choices.find(({ value }) => value === onetsoc_code) ?? { value: onetsoc_code, label: title }),
      ...(matched_in !== "occupation" && { detail: `also “${matched_title}”` }),
    }));
  };
}

async function rowsOf<Row>(name: string, params: Record<string, string>): Promise<Row[] | undefined> {
  return query<Row>(name, params, new AbortController().signal).then(
    ({ rows }) => rows,
    () => undefined,
  );
}
