import type { Row } from "../../sql/queries/rating-dates.sql";
import type { Bar } from "../data-quality/bar-chart.ts";

/** Months that ratings are dated by, the latest first: name → first day. */
export function toMonths(rows: readonly Row[]): Map<string, string> {
  const months = [...new Set(rows.map(({ month }) => month))].sort().reverse();
  return new Map(months.map((month) => [monthName(month), month]));
}

/** "Aug 2025" */
export function monthName(month: string): string {
  const date = new Date(`${month}T00:00:00Z`);
  return date.toLocaleDateString("en", { month: "short", year: "numeric", timeZone: "UTC" });
}

/** The first month of the twelve that end with the latest: O*NET collects round the year. */
export function aYearBack(months: ReadonlyMap<string, string>): string | undefined {
  const [latest] = months.values();
  if (latest === undefined) return undefined;
  const [year, month] = latest.split("-").map(Number);
  const first = new Date(Date.UTC(year!, month! - 12, 1)).toISOString().slice(0, 10);
  return [...months.values()].filter((one) => one >= first).at(-1);
}

/** A domain's ratings, and how many of them are dated on or after a day. */
export interface Anew {
  domain: string;
  ratings: number;
  anew: number;
  percent: number;
  /** who rated anew, e.g. "Analyst", most ratings first */
  sources: string[];
}

/** Those of which most is new first. */
export function toAnew(rows: readonly Row[], since: string): Anew[] {
  const domains = [...new Set(rows.map(({ domain }) => domain))];
  const found = domains.map((domain): Anew => {
    const own = rows.filter((row) => row.domain === domain);
    const recent = own.filter(({ month }) => month >= since);
    const anew = sum(recent);
    const ratings = sum(own);
    const bySource = new Map<string, number>();
    for (const { domain_source, ratings } of recent)
      bySource.set(domain_source, (bySource.get(domain_source) ?? 0) + ratings);
    const sources = [...bySource].sort(([, a], [, b]) => b - a).map(([source]) => source);
    return { domain, ratings, anew, percent: (100 * anew) / ratings, sources };
  });
  return found.sort((a, b) => b.percent - a.percent || a.domain.localeCompare(b.domain));
}

const sum = (rows: readonly Row[]) => rows.reduce((total, { ratings }) => total + ratings, 0);

/** No share that is there is called 0, and none that lacks something 100. */
export function percentText(percent: number): string {
  if (percent === 0) return "none";
  if (percent < 1) return "< 1 %";
  if (percent > 99 && percent < 100) return "> 99 %";
  return `${Math.round(percent)} %`;
}

/** The domains as rows of a chart. */
export function toBars(domains: readonly Anew[]): Bar[] {
  return domains.map(({ domain, ratings, anew, percent, sources }) => ({
    name: domain,
    percent,
    label: percentText(percent),
    title: [
      domain,
      `${anew.toLocaleString("en")} of ${ratings.toLocaleString("en")}`,
      ...(sources.length > 0 ? [`by ${sources.join(", ")}`] : []),
    ].join("\n"),
  }));
}
