import type { Fate } from "./fates.ts";
import type { Plan, TableRows } from "./plan.ts";

/** Longest list shown in full on a terminal; --json has everything. */
const MOST_LINES = 12;

/** A plan as text for a person. */
export function planText(plan: Plan): string {
  const { live, incoming } = plan;
  const name = ({ release, label, synthetic }: Plan["incoming"]) =>
    `${release}${label ? ` (${label})` : ""}${synthetic ? ", synthetic" : ""}`;
  return [
    `Release ${name(incoming)} in place of ${live ? name(live) : "nothing"}`,
    ...changed("occupations", plan.occupations),
    ...changed("elements", plan.elements),
    ...tables(plan),
    ...ratings(plan),
    ...annotations(plan.annotations),
  ].join("\n");
}

function changed(what: string, { added, retired, renamed }: Plan["occupations"]): string[] {
  if (!added.length && !retired.length && !renamed.length) return [`  ${what}: no change`];
  return [
    `  ${what}: ${added.length} added, ${retired.length} retired, ${renamed.length} renamed`,
    ...some(retired.map(({ key, title }) => `    - ${key}  ${title}`)),
    ...some(added.map(({ key, title }) => `    + ${key}  ${title}`)),
    ...some(renamed.map(({ key, before, title }) => `    ~ ${key}  ${before} → ${title}`)),
  ];
}

function tables({ tables: all }: Plan): string[] {
  const rows = (count: TableRows) => (count === null ? "–" : count.toLocaleString("en"));
  const different = all.filter(
    ({ before, after }) => before !== after && !(before === null && after === "bridge"),
  );
  const same = all.length - different.length;
  return [
    `  tables: ${different.length} with other row counts${same ? `, ${same} with the same` : ""}`,
    ...different.map(
      ({ table, before, after }) =>
        `      ${table.padEnd(48)} ${rows(before).padStart(9)} → ${rows(after).padStart(9)}`,
    ),
  ];
}

function ratings({ ratings: all }: Plan): string[] {
  const moved = all.filter((change) => change.moved || change.added || change.removed);
  if (!all.length) return [];
  return [
    `  ratings: ${moved.length} of ${all.length} tables moved`,
    ...moved.map(
      (change) =>
        `      ${change.table.padEnd(32)} ${change.moved.toLocaleString("en")} of ${change.compared.toLocaleString("en")} moved, by ${change.mean_change.toFixed(2)} on average and ${change.largest_change.toFixed(2)} at most; ${change.added.toLocaleString("en")} new, ${change.removed.toLocaleString("en")} gone`,
    ),
  ];
}

function annotations(fates: readonly Fate[]): string[] {
  if (!fates.length) return ["  annotations: all stay as they are"];
  const says: Record<Fate["fate"], (fate: Fate) => string> = {
    follow: (fate) => `moves to ${fate.successor}: ${fate.reason}`,
    keep: (fate) =>
      `kept for review: ${fate.reason}${fate.candidates.length ? ` (candidates ${fate.candidates.join(", ")})` : ""}`,
    restore: (fate) => `restored: ${fate.reason}`,
  };
  const lines = fates.map(
    (fate) =>
      `    ${fate.table} ${fate.onet_key}  ${fate.title ?? ""}${fate.dependents ? ` (+ ${fate.dependents} linked rows)` : ""}: ${says[fate.fate](fate)}`,
  );
  const count = (kind: Fate["fate"]) => fates.filter(({ fate }) => fate === kind).length;
  return [
    `  annotations: ${count("follow")} follow, ${count("keep")} kept for review, ${count("restore")} restored`,
    ...some(lines),
  ];
}

function some(lines: string[]): string[] {
  return lines.length <= MOST_LINES
    ? lines
    : [
        ...lines.slice(0, MOST_LINES),
        `    … and ${lines.length - MOST_LINES} more (all of them with --json)`,
      ];
}
