import type { Row as Technology } from "../../sql/queries/technologies.sql";
import { listed } from "../skill-gap/rows.ts";
import type { Bar } from "./bars.ts";

/** Whether the release says for which occupations a technology is in demand: those before 27.1 don't. */
export function isPublished(technologies: readonly Technology[]): boolean {
  return technologies.some(({ in_demand_occupations }) => in_demand_occupations !== null);
}

interface Order {
  /** only hot technologies */
  isHot: boolean;
  /** by the occupations where it is in demand, else by those that list it */
  byDemand: boolean;
}

/** Most occupations first. Where demand is not published the order is that of listing. */
export function ranked(technologies: readonly Technology[], { isHot, byDemand }: Order): Technology[] {
  const demand = (row: Technology) => (byDemand ? (row.in_demand_occupations ?? 0) : 0);
  return technologies
    .filter(({ hot_technology }) => hot_technology || !isHot)
    .sort((a, b) => demand(b) - demand(a) || b.occupations - a.occupations);
}

/** The ranking in two sentences. */
export function describeRanking(ranking: readonly Technology[], isHot: boolean): string {
  if (ranking.length === 0) return "This release lists no such technology for three occupations or more.";
  const says = isPublished(ranking);
  const named = ranking
    .slice(0, 3)
    .map((row, index) => `${row.workplace_example} (${counts(row, index === 0)})`);
  const first = `Of the ${isHot ? "hot technologies" : "technologies"}, first come ${listed(named)}.`;
  return says
    ? first
    : `${first} For which occupations they are in demand is not published in this release: O*NET says it from release 27.1 on.`;
}

/** The first in full, the others in short. */
function counts({ occupations, in_demand_occupations }: Technology, isFirst: boolean): string {
  if (in_demand_occupations === null)
    return isFirst ? `listed for ${occupations} occupations` : String(occupations);
  const few = `${in_demand_occupations} of`;
  return isFirst
    ? `in demand for ${few} the ${occupations} occupations that list it`
    : `${few} ${occupations}`;
}

export function toRankingBars(ranking: readonly Technology[]): Bar[] {
  return ranking.map(({ workplace_example, occupations, in_demand_occupations, share, hot_technology }) => ({
    name: workplace_example,
    whole: occupations,
    part: in_demand_occupations,
    value:
      in_demand_occupations === null ? String(occupations) : `${in_demand_occupations} of ${occupations}`,
    details: [
      `${hot_technology ? "hot technology, " : ""}listed for ${occupations} occupations (${share.toFixed(1)} %)`,
      inDemand(in_demand_occupations),
    ],
  }));
}

export function inDemand(occupations: number | null): string {
  return occupations === null
    ? "in demand: not published in this release"
    : `in demand for ${occupations} of them`;
}
