import type { Row } from "../../sql/queries/rating-dates.sql";

/** What part of a domain's ratings is of a year. */
export interface Aged {
  domain: string;
  year: number;
  ratings: number;
  percent: number;
}

export function toAges(rows: readonly Row[]): Aged[] {
  const found = new Map<string, Aged>();
  const totals = new Map<string, number>();
  for (const { domain, month, ratings } of rows) {
    const year = Number(month.slice(0, 4));
    const key = `${domain} ${year}`;
    const aged = found.get(key) ?? { domain, year, ratings: 0, percent: 0 };
    found.set(key, { ...aged, ratings: aged.ratings + ratings });
    totals.set(domain, (totals.get(domain) ?? 0) + ratings);
  }
  return [...found.values()].map((aged) => ({
    ...aged,
    percent: (100 * aged.ratings) / totals.get(aged.domain)!,
  }));
}

/** The year before or in which half of a domain's ratings are dated, by domain, oldest first. */
export function medianYears(ages: readonly Aged[]): [domain: string, year: number][] {
  const domains = [...new Set(ages.map(({ domain }) => domain))];
  const found = domains.map((domain): [string, number] => {
    const own = ages.filter((aged) => aged.domain === domain).sort((a, b) => a.year - b.year);
    let percent = 0;
    const median = own.find((aged) => {
      percent += aged.percent;
      return percent >= 50;
    });
    return [domain, (median ?? own.at(-1)!).year];
  });
  return found.sort(([a, yearA], [b, yearB]) => yearA - yearB || a.localeCompare(b));
}

/** What part of a domain's ratings a source gave, in percent: the largest first. */
export interface Sourced {
  domain: string;
  source: string;
  ratings: number;
  percent: number;
}

export function toSources(rows: readonly Row[]): Sourced[] {
  const domains = [...new Set(rows.map(({ domain }) => domain))];
  return domains.flatMap((domain) => {
    const own = rows.filter((row) => row.domain === domain);
    const total = own.reduce((sum, { ratings }) => sum + ratings, 0);
    const sources = [...new Set(own.map(({ domain_source }) => domain_source))];
    const found = sources.map((source): Sourced => {
      const ratings = own
        .filter(({ domain_source }) => domain_source === source)
        .reduce((sum, row) => sum + row.ratings, 0);
      return { domain, source, ratings, percent: (100 * ratings) / total };
    });
    return found.sort((a, b) => b.ratings - a.ratings);
  });
}
