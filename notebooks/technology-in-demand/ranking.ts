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
    .map(({ workplace_example, occupations, in_demand_occupations }) =>
      says
        ? `${workplace_example} (in demand for ${in_demand_occupations}, listed for ${occupations})`
        : `${workplace_example} (listed for ${occupations})`,
    );
  const kind = isHot ? "hot technologies" : "technologies";
  return says
    ? `Of the ${kind}, first come ${listed(named)} occupations.`
    : `Of the ${kind}, first come ${listed(named)} occupations. For which occupations they are in demand is not published in this release: O*NET says it from release 27.1 on.`;
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
