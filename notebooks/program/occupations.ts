import type { Row as Occupation } from "../../sql/queries/program-occupations.sql";
import type { Row as Rating } from "../../sql/queries/program-ratings.sql";
import { element } from "../runtime/element.ts";

/** A rated occupation of the programme: a column of the heat map, known by its number in the list. */
export interface Column {
  number: number;
  code: string;
  title: string;
}

/** The occupations with ratings, numbered as `listOccupations` lists them. */
export function toColumns(occupations: readonly Occupation[], ratings: readonly Rating[]): Column[] {
  const rated = new Set(ratings.map((row) => row.onetsoc_code));
  return occupations.flatMap(({ onetsoc_code: code, title }, i) =>
    rated.has(code) ? [{ number: i + 1, code, title }] : [],
  );
}

/** The programme's occupations with what is known of each, and a way to what a person still needs for it. */
export function listOccupations(occupations: readonly Occupation[], columns: readonly Column[]): HTMLElement {
  if (occupations.length === 0)
    return element(
      "p",
      { className: "notice" },
      "The programme is not linked to any occupation of the live release: link it first, then it has a profile.",
    );
  return element(
    "ol",
    {},
    ...occupations.map((occupation) => {
      const isRated = columns.some(({ code }) => code === occupation.onetsoc_code);
      const item = element("li", {}, occupation.title, " ");
      const link = element(
        "a",
        { href: `/notebooks/skill-gap?to=${occupation.onetsoc_code}` },
        "skill gap to it",
      );
      item.append(element("span", { className: "quiet" }, facts(occupation, isRated)));
      if (occupation.rated) item.append(" ", link);
      return item;
    }),
  );
}

function facts({ local_title, job_zone, demand }: Occupation, isRated: boolean): string {
  const known = [
    local_title && `“${local_title}”`,
    job_zone && `job zone ${job_zone}`,
    demand && `local demand ${demand}`,
    !isRated && "not rated, so not in what follows",
  ];
  return known.filter(Boolean).join(" · ");
}
