import type { Row as Software } from "../../sql/queries/software-of-occupation.sql";
import { listed } from "../skill-gap/rows.ts";

/** How many names of what is in demand to give. */
const NAMED = 8;

/** What an occupation lists, in two sentences. */
export function describeSoftware(title: string, software: readonly Software[]): string {
  if (software.length === 0)
    return `This release has no list of software for ${title}. That says nothing about what is used there.`;
  const hot = software.filter(({ hot_technology }) => hot_technology).length;
  const counts = `For ${title} O*NET lists ${software.length} ${software.length === 1 ? "technology" : "technologies"}, ${hot || "none"} of them hot.`;
  if (software.every(({ in_demand }) => in_demand === null))
    return `${counts} Which are in demand is not published in this release: O*NET says it from release 27.1 on.`;
  const inDemand = software
    .filter(({ in_demand }) => in_demand)
    .map(({ workplace_example }) => workplace_example);
  if (inDemand.length === 0) return `${counts} None is marked as in demand.`;
  const others = inDemand.length - NAMED;
  const names = others > 1 ? [...inDemand.slice(0, NAMED), `${others} more`] : inDemand;
  return `${counts} In demand ${inDemand.length === 1 ? "is" : "are"} ${listed(names)}.`;
}
