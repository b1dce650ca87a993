import { parseWeights, type TraitWeights } from "./traits.ts";

export interface Element {
  id: string;
  name: string;
  /** Which traits of an occupation the element asks for. */
  weights: TraitWeights;
  description: string;
}

/** Reads a table of "id | name | weights | description" lines. Ids and names are O*NET's, descriptions are our own. */
export function elements(table: string): readonly Element[] {
  return table
    .trim()
    .split("\n")
    .map((line) => {
      const [id = "", name = "", weights = "", description = ""] = line.split("|").map((part) => part.trim());
      return { id, name, weights: parseWeights(weights), description };
    });
}
