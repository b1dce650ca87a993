import { described, type Occupation, occupations, rated } from "./occupations.ts";
import { random } from "./random.ts";
import { updated } from "./ratings.ts";
import { type Row, SOURCE } from "./row.ts";
import { softwareOf } from "./software.ts";
import { respondents, shares } from "./statistics.ts";
import { TRAITS } from "./traits.ts";

export function occupationData(): Row[] {
  return occupations.map(({ code, title, description }) => [code, title, description]);
}

export function jobZoneRows(): Row[] {
  return described.map(({ code, zone }) => [code, String(zone), updated(code), SOURCE]);
}

const titlesOf = ({ titles }: Occupation) => titles.split("; ");

/** "Database Administrator; DBA" also gives a short title where one title is an abbreviation. */
export function jobTitles(): Row[] {
  return occupations.flatMap((occupation) => {
    const short = titlesOf(occupation).find((title) => /^[A-Z]{2,4}$/.test(title)) ?? null;
    return titlesOf(occupation)
      .filter((title) => title !== short)
      .map((title, i): Row => [occupation.code, title, i === 0 ? short : null, "08"]);
  });
}

export function reportedTitles(): Row[] {
  return described.flatMap((occupation) =>
    titlesOf(occupation)
      .slice(0, 2)
      .map((title, i): Row => [occupation.code, title, i === 0 ? "Y" : "N"]),
  );
}

export function softwareSkills(): Row[] {
  return described.flatMap(({ code, family, software }) =>
    softwareOf(family, software).map(({ name, elementId, hot }, i): Row => {
      const inDemand = hot && i < 2;
      return [code, name, elementId, hot ? "Y" : "N", inDemand ? "Y" : "N"];
    }),
  );
}

/** The twenty nearest occupations, by the traits that all ratings are made of. */
export function relatedOccupations(): Row[] {
  return described.flatMap((occupation) =>
    described
      .filter((other) => other !== occupation)
      .map((other) => ({ code: other.code, distance: distance(occupation, other) }))
      .sort((a, b) => a.distance - b.distance)
      .slice(0, 20)
      .map(({ code }, i): Row => [occupation.code, code, tier(i + 1), String(i + 1)]),
  );
}

const tier = (index: number) =>
  index <= 5 ? "Primary-Short" : index <= 10 ? "Primary-Long" : "Supplemental";

function distance(a: Occupation, b: Occupation): number {
  const traits = TRAITS.reduce((sum, trait) => sum + (a.strengths[trait] - b.strengths[trait]) ** 2, 0);
  return traits + ((a.zone - b.zone) * 0.3) ** 2;
}

const TENURES = ["<1 Year", "1-5 Years", "6-9 Years", "10 Years or More"];

/** Who answered; rates have neither response nor N, the number of questionnaires has no percentage. */
export function occupationLevelMetadata(): Row[] {
  return rated.flatMap(({ code }) => {
    const date = updated(code);
    const n = String(respondents(code).n);
    const web = 50 + Math.floor(random(`${code} web`) * 40);
    const rate = 50 + random(`${code} rate`) * 40;
    return [
      [code, "Data Collection Mode", "Paper", n, (100 - web).toFixed(1), date],
      [code, "Data Collection Mode", "Web", n, web.toFixed(1), date],
      [code, "Employee Response Rate", null, null, rate.toFixed(1), date],
      ...shares(`${code} tenure`, 2.5, 1.5, TENURES.length).map((part, i): Row => {
        return [code, "How Long at Current Job", TENURES[i]!, n, (part / 100).toFixed(1), date];
      }),
      [code, "Total Completed Questionnaires", null, n, null, date],
    ];
  });
}
