import type { Row as Group } from "../../sql/queries/technology-by-group.sql";
import type { Bar } from "./bars.ts";
import { inDemand } from "./ranking.ts";

/** Major groups of the Standard Occupational Classification of 2018, by the first two digits of a code. */
const MAJOR_GROUPS: Record<string, string> = {
  11: "Management",
  13: "Business and financial operations",
  15: "Computer and mathematical",
  17: "Architecture and engineering",
  19: "Life, physical, and social science",
  21: "Community and social service",
  23: "Legal",
  25: "Educational instruction and library",
  27: "Arts, design, entertainment, sports, and media",
  29: "Healthcare practitioners and technical",
  31: "Healthcare support",
  33: "Protective service",
  35: "Food preparation and serving related",
  37: "Building and grounds cleaning and maintenance",
  39: "Personal care and service",
  41: "Sales and related",
  43: "Office and administrative support",
  45: "Farming, fishing, and forestry",
  47: "Construction and extraction",
  49: "Installation, maintenance, and repair",
  51: "Production",
  53: "Transportation and material moving",
  55: "Military specific",
};

/** A bar for each group with an occupation that lists the technology, highest share first. */
export function toGroupBars(groups: readonly Group[]): Bar[] {
  return groups
    .filter(({ occupations }) => occupations > 0)
    .map(({ major_group, occupations, in_demand_occupations, listing_occupations }) => {
      const percent = (count: number) => (100 * count) / listing_occupations;
      return {
        name: MAJOR_GROUPS[major_group] ?? `Group ${major_group}`,
        whole: percent(occupations),
        part: in_demand_occupations === null ? null : percent(in_demand_occupations),
        value: `${occupations} of ${listing_occupations}`,
        details: [
          `listed for ${occupations} of ${listing_occupations} occupations (${percent(occupations).toFixed(0)} %)`,
          inDemand(in_demand_occupations),
        ],
      };
    })
    .sort((a, b) => b.whole - a.whole);
}

/** Where a technology is listed, in two sentences. */
export function describeGroups(technology: string, groups: readonly Group[]): string {
  const sum = (of: (group: Group) => number) => groups.reduce((total, group) => total + of(group), 0);
  const occupations = sum((group) => group.occupations);
  if (occupations === 0) return `No occupation of this release lists ${technology}.`;
  const [first] = toGroupBars(groups);
  const all = sum((group) => group.listing_occupations);
  const says = groups.some(({ in_demand_occupations }) => in_demand_occupations !== null);
  const demand = says
    ? `and in demand for ${sum((group) => group.in_demand_occupations ?? 0)} of them`
    : "; for which of them it is in demand is not published in this release";
  return [
    `${technology} is listed for ${occupations} of the ${all} occupations with a list${says ? ` ${demand}` : demand}.`,
    `Its share is highest in the group ${first!.name} (${first!.value}).`,
  ].join(" ");
}
