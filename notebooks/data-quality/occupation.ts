import type { Row as Coverage } from "../../sql/queries/coverage.sql";
import type { Row as Quality } from "../../sql/queries/occupation-data-quality.sql";
import { listed } from "../skill-gap/rows.ts";
import { KINDS, type Kind } from "./coverage.ts";

/** What there is about one occupation and how good it is, in a few sentences. */
export function summarizeOccupation(coverage: Coverage | undefined, rows: readonly Quality[]): string {
  const missing = coverage
    ? (Object.keys(KINDS) as Kind[])
        .filter((kind) => !coverage[kind])
        .map((kind) => KINDS[kind].toLowerCase())
    : [];
  const lack = missing.length > 0 ? `Nothing on ${listed(missing)}.` : "All kinds of data are there.";
  if (rows.length === 0) return `It is unrated: neither low nor zero. ${lack}`;
  const sum = (column: "ratings" | "suppressed_ratings" | "irrelevant_ratings") =>
    rows.reduce((total, row) => total + row[column], 0);
  const sizes = rows
    .flatMap(({ n_smallest, n_largest }) => [n_smallest, n_largest])
    .filter((n) => n !== null);
  const years = rows
    .flatMap(({ earliest, latest }) => [earliest, latest])
    .map((date) => Number(date.slice(0, 4)));
  const between = (values: number[]) =>
    Math.min(...values) === Math.max(...values)
      ? `${values[0]}`
      : `${Math.min(...values)} to ${Math.max(...values)}`;
  return [
    lack,
    `Of ${sum("ratings").toLocaleString("en")} ratings ${sum("suppressed_ratings") || "none"} are marked for suppression and ${sum("irrelevant_ratings") || "none"} not relevant.`,
    sizes.length > 0
      ? `Behind a rating are ${between(sizes)} people, as far as the sources tell.`
      : "No source tells how many people rated.",
    `They are of ${between(years)}.`,
  ].join(" ");
}
