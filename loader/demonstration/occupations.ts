import { industryOccupations } from "./occupations-industry.ts";
import { officeOccupations } from "./occupations-office.ts";
import { serviceOccupations } from "./occupations-service.ts";

import { clamp, noise } from "./random.ts";
import { FAMILIES, type Family, parseWeights, TRAITS, type Trait } from "./traits.ts";

export interface OccupationText {
  code: string;
  title: string;
  family: Family;
  /** 2 to 5. */
  zone: number;
  description: string;
  /** Where its tasks happen: "in a hospital". */
  place: string;
  /** Job titles, separated by semicolons; the first two are shown as reported. */
  titles: string;
  /** What sets it apart from its family: "creative .2, business -.1". */
  apart?: string;
  /** Besides the software of its family, separated by semicolons. */
  software?: string;
  /** Real releases know some occupations by title only, and give others tasks before ratings. */
  covers?: "titles" | "tasks";
}

export interface Occupation extends OccupationText {
  strengths: Readonly<Record<Trait, number>>;
}

/** In order of their codes. Codes and titles are those of O*NET-SOC 2019; all else is invented. */
export const occupations: readonly Occupation[] = [
  ...officeOccupations,
  ...serviceOccupations,
  ...industryOccupations,
]
  .sort((a, b) => (a.code < b.code ? -1 : 1))
  .map((occupation) => ({ ...occupation, strengths: strengthsOf(occupation) }));

/** Occupations with tasks, a job zone, interests and software. */
export const described = occupations.filter(({ covers }) => covers !== "titles");

/** Occupations with ratings of skills, knowledge, abilities and so on. */
export const rated = occupations.filter(({ covers }) => covers === undefined);

function strengthsOf({ code, family, zone, apart }: OccupationText): Record<Trait, number> {
  const shift = apart ? parseWeights(apart) : {};
  const strengths = TRAITS.map((trait, i) => {
    const preparation = trait === "think" || trait === "verbal" ? (zone - 3.5) * 0.05 : 0;
    const strength =
      FAMILIES[family][i]! + (shift[trait] ?? 0) + preparation + noise(`${code} ${trait}`) * 0.1;
    return [trait, clamp(strength, 0, 1)];
  });
  return Object.fromEntries(strengths) as Record<Trait, number>;
}
