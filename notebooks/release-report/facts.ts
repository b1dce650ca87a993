import type { Row as Live } from "../../sql/queries/live-release.sql";
import type { Row as Swap } from "../../sql/queries/release-log.sql";
import { element } from "../runtime/element.ts";

/** What is live, since when, and from where. */
export function liveFacts(live: Live, swap: Swap | undefined): HTMLElement {
  const facts: [name: string, value: string | Node][] = [
    [
      "Release",
      live.synthetic ? `${live.release}, synthetic: every number is made up` : `O*NET ${live.release}`,
    ],
    ["Published as", live.label],
    [
      "Live since",
      live.swapped_at ? `${moment(live.swapped_at)}, ${how(live)}` : "unknown: the log does not say",
    ],
    ["In place of", live.replaced ?? "nothing: it is the first release of this database"],
    ...(swap
      ? [["Size", `${count(swap.rows ?? 0, "row")} in ${count(swap.tables, "table")}`] as [string, string]]
      : []),
    ["Loaded", `${moment(live.loaded_at)}, from ${live.format === "csv" ? "CSV" : live.format} files`],
    ["Source", element("code", {}, live.source)],
    ["SHA-256", element("code", {}, live.sha256)],
    [
      "Annotations",
      live.validated_at ? `proven to match, ${moment(live.validated_at)}` : "not yet proven to match",
    ],
  ];
  return factList(facts);
}

/** Names with what is known, side by side. */
export function factList(facts: readonly (readonly [name: string, value: string | Node])[]): HTMLElement {
  return element(
    "dl",
    { className: "facts" },
    ...facts.flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)]),
  );
}

function how({ action, swapped_by }: Live): string {
  return `${action === "revert" ? "put back" : "put live"} by ${swapped_by}`;
}

function count(number: number, what: string): string {
  return `${number.toLocaleString("en")} ${what}${number === 1 ? "" : "s"}`;
}

/** In the reader's own time zone: "22 Nov 2026, 20:18". */
export function moment(timestamp: string): string {
  return new Date(timestamp).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });
}

/** Tables and queries by name, or in words that there are none. */
export function names(list: readonly (string | null)[] | null, none: string): Node | string {
  if (!list || list.length === 0) return none;
  const codes = list.flatMap((name, i) => [...(i > 0 ? [", "] : []), element("code", {}, name ?? "")]);
  return element("span", {}, ...codes);
}

/** Sentences one below the other, or in words that there are none. */
export function lines(list: readonly (string | null)[], none: string): Node | string {
  return list.length === 0
    ? none
    : element("span", {}, ...list.map((line) => element("div", {}, line ?? "")));
}
