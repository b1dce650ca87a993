import { expect, test } from "vitest";
import { corner } from "../../../notebooks/interests/hexagons.ts";
import { describeStart, scoresOfMatch, toInterests } from "../../../notebooks/interests/matches.ts";
import { parseStart } from "../../../notebooks/interests/scores.ts";

const point = (element_name: string, data_value: number, high_point: number | null) => ({
  element_id: element_name,
  element_name,
  data_value,
  high_point,
  date_updated: "2026-02-01",
  domain_source: "Expert",
});

test("scores become the query's parameters, and a match's scores come back in their order", () => {
  const interests = toInterests([1, 2, 3, 4, 5, 6]);
  expect(interests).toEqual({
    realistic: 1,
    investigative: 2,
    artistic: 3,
    social: 4,
    enterprising: 5,
    conventional: 6,
  });
  expect(scoresOfMatch({ onetsoc_code: "", title: "", job_zone: 3, correlation: 1, ...interests })).toEqual([
    1, 2, 3, 4, 5, 6,
  ]);
});

test("a start is told by its interests, an occupation's by its high points in their order", () => {
  expect(describeStart(parseStart("SI"), [], "")).toBe("Social, then Investigative");
  expect(describeStart(parseStart("A"), [], "")).toBe("Artistic");
  expect(describeStart(parseStart("1.2.3.4.5.6"), [], "")).toBe("Six scores");
  const profile = [point("Social", 6, 1), point("Realistic", 5.9, null), point("Conventional", 5, 2)];
  expect(describeStart(parseStart("29-1141.00"), profile.reverse(), "Nurses")).toBe(
    "Nurses: Social, Conventional",
  );
  expect(describeStart(parseStart("29-1141.00"), [], "Nurses")).toBe("Nurses");
});

test("the corners go round from Realistic at the top left, opposites facing each other", () => {
  expect(corner(0, 1).x).toBeCloseTo(-0.5, 10);
  expect(corner(0, 1).y).toBeCloseTo(Math.sqrt(3) / 2, 10);
  expect(corner(2, 0.5)).toEqual({ x: 0.5, y: 0 });
  for (const type of [0, 1, 2]) {
    expect(corner(type + 3, 1).x).toBeCloseTo(-corner(type, 1).x, 10);
    expect(corner(type + 3, 1).y).toBeCloseTo(-corner(type, 1).y, 10);
  }
});
