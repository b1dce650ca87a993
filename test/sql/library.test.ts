import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { exampleValues } from "../../sql/query-file.ts";
import { withoutRealOnet } from "../loader/real-onet.ts";
import { testPostgres } from "../postgres.ts";
import { ASSISTANT, CLERK, Library, NURSE, queries, query, type Row, releases, UNRATED } from "./library.ts";

/** Estimated cost from which PostgreSQL compiles a query (jit_above_cost), which takes longer than any of these. */
const JIT_COST = 100_000;

const folder = mkdtempSync(join(tmpdir(), "onetbook-library-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const library = await Library.open(await testPostgres(18), folder);
const run = library.run.bind(library);
const raw = library.raw.bind(library);
const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
const groups = (rows: Row[], column: "element_id" | "scale_id") =>
  [...new Set(rows.map((row) => row[column]))].map((value) => rows.filter((row) => row[column] === value));
const cents = (value: number) => Math.round(value * 100) / 100;

test("every query says what it answers and has an example, a default or a choice for each parameter", () => {
  expect(queries.length).toBeGreaterThanOrEqual(35);
  for (const { name, title, description, order, params } of queries) {
    expect([name, title === name, description.length > 40]).toEqual([name, false, true]);
    for (const parameter of order) {
      const { example, default: fallback, optional } = params[parameter] ?? {};
      expect([name, parameter, example ?? fallback ?? optional]).not.toContain(undefined);
    }
  }
});

describe.each(releases)("on release %s", (release) => {
  test.each(
    queries.map(({ name }) => name),
  )("the example of %s has rows, and each described column", async (name) => {
    const rows = await run(release, name);
    expect(rows.length).toBeGreaterThan(0);
    expect(Object.keys(rows[0]!)).toEqual(expect.arrayContaining(Object.keys(query(name).columns)));
  });

  test("no query is estimated to be worth compiling", async () => {
    for (const file of queries) {
      const plan = await raw(release, `EXPLAIN ${file.text}`, exampleValues(file));
      const cost = Number(/cost=[\d.]+\.\.([\d.]+)/.exec(plan[0]!["QUERY PLAN"])![1]);
      expect([file.name, cost < JIT_COST]).toEqual([file.name, true]);
    }
  });

  test.each([
    "skill-gap",
    "rating-gap",
  ])("%s: the gap is the difference, within an interval, and missing where a rating is unusable", async (name) => {
    const rows = [...(await run(release, name)), ...(await run(release, name, { scale: "IM" }))];
    const usable = rows.filter((row) => !row.suppressed && !row.from_irrelevant && !row.to_irrelevant);
    expect(usable.length).toBeGreaterThan(20);
    expect(rows.filter((row) => row.gap !== null)).toEqual(usable);
    for (const row of usable) expect(row.gap).toBe(cents(row.to_value - row.from_value));
    const bounded = usable.filter((row) => row.to_lower !== null && row.from_lower !== null);
    expect(bounded.length).toBeGreaterThan(0);
    for (const row of bounded) {
      const below = Math.hypot(row.to_value - row.to_lower, row.from_upper - row.from_value);
      const above = Math.hypot(row.to_upper - row.to_value, row.from_value - row.from_lower);
      expect(row.gap_lower).toBeCloseTo(row.gap - below, 1);
      expect(row.gap_upper).toBeCloseTo(row.gap + above, 1);
    }
  });

  test("nearest occupations are rated, others than itself, and as far one way as the other", async () => {
    const rows = await run(release, "nearest-occupations", { top: 200 });
    const rated = new Set(
      (await run(release, "occupations")).filter((row) => row.rated).map((row) => row.onetsoc_code),
    );
    expect(rows.filter((row) => row.onetsoc_code === NURSE || !rated.has(row.onetsoc_code))).toEqual([]);
    const distances = rows.map((row) => row.distance);
    expect(distances).toEqual([...distances].sort((a, b) => a - b));
    const back = await run(release, "nearest-occupations", { code: rows[0]!.onetsoc_code, top: 200 });
    expect(back.find((row) => row.onetsoc_code === NURSE)!.distance).toBe(rows[0]!.distance);
    expect(await run(release, "nearest-occupations", { code: UNRATED })).toEqual([]);
  });

  test("the distance is the root mean square of differences in standard deviations", async () => {
    const [nearest] = await run(release, "nearest-occupations");
    const ratings = await raw(
      release,
      "SELECT onetsoc_code, element_id, data_value FROM app.skill_rating WHERE domain LIKE '%skill' AND scale_id = 'IM' AND NOT suppressed",
    );
    const squares: number[] = [];
    for (const rows of groups(ratings, "element_id")) {
      const mean = sum(rows.map((row) => row.data_value)) / rows.length;
      const variance = sum(rows.map((row) => (row.data_value - mean) ** 2)) / (rows.length - 1);
      const of = (code: string) => rows.find((row) => row.onetsoc_code === code)?.data_value;
      const [own, other] = [of(NURSE), of(nearest!.onetsoc_code)];
      if (own !== undefined && other !== undefined) squares.push((own - other) ** 2 / variance);
    }
    expect(nearest!.elements).toBe(squares.length);
    expect(nearest!.distance).toBeCloseTo(Math.sqrt(sum(squares) / squares.length), 3);
  });

  test("nearest occupations go up no more job zones than asked for", async () => {
    for (const steps of [-1, 0, 1]) {
      const changes = (await run(release, "nearest-occupations", { steps })).map(
        (row) => row.job_zone_change,
      );
      expect(changes.length).toBeGreaterThan(0);
      expect(changes.filter((change) => change > steps)).toEqual([]);
    }
  });

  test("an education that is suppressed is not replaced by the next most frequent one", async () => {
    const tops = await raw(
      release,
      `SELECT DISTINCT ON (onetsoc_code) onetsoc_code, recommend_suppress IS NOT DISTINCT FROM 'Y' AS suppressed FROM onet.education
      WHERE scale_id IN ('RL', 'RQ') ORDER BY onetsoc_code, data_value DESC, scale_id, category`,
    );
    const known = new Set(tops.filter((row) => !row.suppressed).map((row) => row.onetsoc_code));
    const rows = await run(release, "nearest-occupations", { top: 200 });
    expect(rows.filter((row) => (row.education !== null) !== known.has(row.onetsoc_code))).toEqual([]);
    const [summary] = await run(release, "occupation-summary");
    expect(summary!.education !== null).toBe(known.has(NURSE));
  });

  test("an occupation that lists a technology is counted once, in its major group", async () => {
    const users = await run(release, "occupations-using-software", { exact: true });
    const groups = await run(release, "technology-by-group");
    for (const group of groups) {
      const ofGroup = users.filter((row) => row.onetsoc_code.startsWith(group.major_group));
      expect([group.major_group, ofGroup.length]).toEqual([group.major_group, group.occupations]);
      expect(group.occupations).toBeLessThanOrEqual(group.listing_occupations);
    }
    const technologies = await run(release, "technologies", { least: 1 });
    const excel = technologies.find((row) => row.workplace_example === "Microsoft Excel")!;
    expect(excel.occupations).toBe(users.length);
    expect(excel.in_demand_occupations).toBe(sum(groups.map((row) => row.in_demand_occupations)));
    expect((await run(release, "technologies", { least: 5 })).map((row) => row.occupations)).toEqual(
      technologies.map((row) => row.occupations).filter((occupations) => occupations >= 5),
    );
  });

  test("a name that must be exact is no part of another", async () => {
    const all = await run(release, "occupations-using-software", { software: "R" });
    const exact = await run(release, "occupations-using-software", { software: "R", exact: true });
    expect(exact).toEqual(all.filter((row) => row.workplace_example === "R"));
    expect(exact.length).toBeLessThan(all.length);
  });

  test("anchors of a group are those of its elements", async () => {
    const group = await run(release, "level-anchors", { element: "2.A" });
    expect(new Set(group.map((row) => row.element_id)).size).toBe(10);
    const [first] = group;
    const one = await run(release, "level-anchors", { element: first!.element_id });
    expect(group.filter((row) => row.element_id === first!.element_id)).toEqual(one);
  });

  test("without self-ratings every skill is listed as not rated", async () => {
    const rows = await run(release, "assessment-gap", { elements: null, ratings: null });
    expect(rows.map((row) => row.self_rating).filter((rating) => rating !== null)).toEqual([]);
    expect(rows).toHaveLength((await run(release, "assessment-gap")).length);
  });

  test("strengths are important skills, looked for in other occupations only", async () => {
    const rows = await run(release, "shared-strengths", { code: NURSE, strengths: 5 });
    for (const row of rows) {
      expect(row.strengths).toBe(5);
      expect(row.skills.split("; ")).toHaveLength(row.asked_for);
      expect(row.level_reached).toBeLessThanOrEqual(row.asked_for);
      expect(row.mean_importance).toBeGreaterThanOrEqual(3);
      expect(row.onetsoc_code).not.toBe(NURSE);
    }
  });

  test("percentages add up to 100", async () => {
    const answers = [
      ...(await run(release, "education-required")),
      ...(await run(release, "training-and-experience")),
      ...(await run(release, "work-context-answers")),
    ];
    const scales = groups(answers, "scale_id");
    expect(scales.map(([row]) => row!.scale_id)).toEqual(["RL", "RW", "PT", "OJ", "CXP"]);
    for (const rows of scales) expect(Math.abs(sum(rows.map((row) => row.percent)) - 100)).toBeLessThan(0.05);
  });

  test("interests are correlated, and a person without preferences fits nothing", async () => {
    const scores = [8, 25, 15, 33, 18, 12];
    const [best] = await run(release, "occupations-by-interests");
    const { realistic, investigative, artistic, social, enterprising, conventional } = best!;
    const own = [realistic, investigative, artistic, social, enterprising, conventional];
    const centred = (values: number[]) => values.map((value) => value - sum(values) / 6);
    const dot = (a: number[], b: number[]) => sum(a.map((value, i) => value * b[i]!));
    const [a, b] = [centred(scores), centred(own)];
    expect(best!.correlation).toBeCloseTo(dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b)), 3);
    const flat = { realistic: 5, investigative: 5, artistic: 5, social: 5, enterprising: 5, conventional: 5 };
    expect(await run(release, "occupations-by-interests", flat)).toEqual([]);
    const zones = (await run(release, "occupations-by-interests", { zone: 4 })).map((row) => row.job_zone);
    expect(new Set(zones)).toEqual(new Set([4]));
  });

  test("high points are the types that their codes name", async () => {
    const types = ["Realistic", "Investigative", "Artistic", "Social", "Enterprising", "Conventional"];
    const codes = await raw(
      release,
      `SELECT data_value FROM onet.career_interest_types WHERE onetsoc_code = '${NURSE}' AND scale_id = 'IH' ORDER BY element_id`,
    );
    const profile = (await run(release, "interest-profile")).filter((row) => row.high_point);
    profile.sort((a, b) => a.high_point - b.high_point);
    const names = codes.filter((row) => row.data_value > 0).map((row) => types[row.data_value - 1]);
    expect(profile.map((row) => row.element_name)).toEqual(names);
    expect((await run(release, "occupation-summary"))[0]!.interests).toBe(names.join(", "));
  });

  test.each([
    ["software developers", "15-1252.00", "exact"],
    ["SOFTWARE DEV", "15-1252.00", "beginning"],
    ["developer, software", "15-1252.00", "words"],
    ["sofware develpers", "15-1252.00", "similar"],
    ["regis nurs", NURSE, "words"],
    ["regstered nurse", NURSE, "similar"],
  ])("the search for '%s' finds %s", async (words, code, match) => {
    const rows = await run(release, "search-occupations", { words });
    expect(rows[0]).toMatchObject({ onetsoc_code: code, match });
    expect(new Set(rows.map((row) => row.onetsoc_code)).size).toBe(rows.length);
  });

  test.each([
    "--",
    "qqqq zzzz",
    "100% (a|b",
    "c++ [",
    "\\m",
    "'",
  ])("the search for %s does no harm", async (words) => {
    for (const row of await run(release, "search-occupations", { words }))
      expect(row.similarity).toBeGreaterThan(0);
    expect(await run(release, "tasks-mentioning", { words: `qqqq${words}` })).toEqual([]);
  });

  test("the ladder goes up by the zones asked for", async () => {
    const [own] = await raw(release, `SELECT job_zone FROM onet.job_zones WHERE onetsoc_code = '${CLERK}'`);
    for (const steps of [0, 1, 2]) {
      const zones = (await run(release, "job-zone-ladder", { steps })).map((row) => row.job_zone);
      expect(zones.filter((zone) => zone !== own!.job_zone + steps)).toEqual([]);
    }
  });

  test("shared work activities are the same from both sides", async () => {
    const there = await run(release, "shared-work-activities");
    const back = await run(release, "shared-work-activities", { code: "41-2031.00", other: CLERK });
    expect(back).toEqual(there.map((row) => ({ ...row, tasks: row.other_tasks, other_tasks: row.tasks })));
  });

  test("all tasks are listed, with their own ratings", async () => {
    const rows = await run(release, "tasks-of-occupation");
    const raws = await raw(
      release,
      `SELECT t.task_id, r.data_value FROM onet.task_statements t LEFT JOIN onet.task_ratings r
      ON r.task_id = t.task_id AND r.scale_id = 'IM' AND r.recommend_suppress IS DISTINCT FROM 'Y' WHERE t.onetsoc_code = '${NURSE}'`,
    );
    const importance = Object.fromEntries(raws.map((row) => [row.task_id, row.data_value]));
    expect(Object.fromEntries(rows.map((row) => [row.task_id, row.importance]))).toEqual(importance);
    for (const row of rows) expect(row.daily_percent ?? 0).toBeLessThanOrEqual(100.05);
  });

  test("a programme's profile is of its rated occupations, and its unrated ones are named", async () => {
    expect(await run(release, "programs")).toMatchObject([
      { program: "Nursing", sector: "Health", occupations: 3, rated: 2 },
    ]);
    const linked = await run(release, "program-occupations");
    expect(Object.fromEntries(linked.map((row) => [row.onetsoc_code, row.rated]))).toEqual({
      [NURSE]: true,
      [ASSISTANT]: true,
      [UNRATED]: false,
    });
    const gaps = new Map((await run(release, "skill-gap")).map((row) => [row.element_id, row]));
    const profile = await run(release, "program-profile");
    for (const row of profile.filter(({ occupations }) => occupations === 2)) {
      const { from_value, to_value } = gaps.get(row.element_id)!;
      expect(Math.abs(row.mean_value - (from_value + to_value) / 2)).toBeLessThan(0.006);
      expect([row.linked, row.lowest_value]).toEqual([3, Math.min(from_value, to_value)]);
    }
    expect(profile.length).toBeGreaterThan(25);
  });

  test("a programme's profile is the mean of its occupations' usable ratings", async () => {
    const ratings = await run(release, "program-ratings", { scale: "LV" });
    expect(new Set(ratings.map((row) => row.onetsoc_code))).toEqual(new Set([NURSE, ASSISTANT]));
    const profile = new Map((await run(release, "program-profile")).map((row) => [row.element_id, row]));
    for (const rows of groups(ratings, "element_id")) {
      const usable = rows.filter((row) => !row.suppressed && !row.irrelevant).map((row) => row.data_value);
      const { mean_value, occupations } = profile.get(rows[0]!.element_id) ?? { occupations: 0 };
      expect([rows[0]!.element_id, occupations]).toEqual([rows[0]!.element_id, usable.length]);
      if (mean_value !== undefined)
        expect(Math.abs(mean_value - sum(usable) / usable.length)).toBeLessThan(0.006);
    }
  });

  test("annotated occupations are found by sector and demand, removed ones not", async () => {
    const codes = async (given: Record<string, string>) =>
      (await run(release, "annotated-occupations", given)).map((row) => row.onetsoc_code);
    expect((await codes({})).sort()).toEqual([UNRATED, NURSE, ASSISTANT]);
    expect(await codes({ sector: "Office" })).toEqual([UNRATED]);
    expect(await codes({ demand: "high" })).toEqual([NURSE]);
  });

  test("what a person has not rated is missing, not zero", async () => {
    const rows = await run(release, "assessment-gap");
    const rated = rows.filter((row) => row.self_rating !== null);
    expect(rated.map((row) => [row.element_id, row.self_rating]).sort()).toEqual([
      ["2.A.1.a", 3],
      ["2.A.1.b", 4.5],
      ["2.B.1.a", 2],
    ]);
    for (const row of rated)
      if (!row.suppressed && !row.irrelevant) expect(row.gap).toBe(cents(row.level - row.self_rating));
    expect(rows.filter((row) => row.self_rating === null && row.gap !== null)).toEqual([]);
    expect(rows.find((row) => row.element_id === "2.A.1.a")!.wording).toBe("Read what you are given");
  });

  test("coverage and suppression account for every occupation and rating", async () => {
    const [counted] = await raw(
      release,
      `SELECT (SELECT count(*) FROM onet.occupation_data) AS occupations,
      (SELECT count(DISTINCT onetsoc_code) FROM onet.knowledge) AS knowledge_occupations, (SELECT count(*) FROM onet.knowledge) AS ratings,
      (SELECT count(*) FROM onet.knowledge WHERE recommend_suppress = 'Y') AS suppressed_ratings`,
    );
    const coverage = await run(release, "coverage");
    expect(coverage).toHaveLength(counted!.occupations);
    expect(coverage.filter((row) => row.knowledge)).toHaveLength(counted!.knowledge_occupations);
    expect(coverage.find((row) => row.onetsoc_code === UNRATED)).toMatchObject({
      rated: false,
      abilities: false,
    });
    const knowledge = await run(release, "suppressed-ratings");
    expect(sum(knowledge.map((row) => row.ratings))).toBe(counted!.ratings);
    expect(sum(knowledge.map((row) => row.suppressed_ratings))).toBe(counted!.suppressed_ratings);
    const all = await run(release, "suppressed-ratings", { domain: null });
    expect(new Set(all.map((row) => row.domain)).size).toBe(9);
    for (const row of await run(release, "element-distribution", { domain: "knowledge", scale: "LV" })) {
      const { occupations, suppressed_occupations, irrelevant_occupations } = row;
      expect(occupations + suppressed_occupations + irrelevant_occupations).toBe(
        counted!.knowledge_occupations,
      );
      const quartiles = [row.lowest, row.lower_quartile, row.median, row.upper_quartile, row.highest];
      expect(quartiles).toEqual([...quartiles].sort((a, b) => a - b));
    }
  });

  test("dates, sample sizes and an occupation's data account for every rating", async () => {
    const [counted] = await raw(
      release,
      `SELECT count(*) AS ratings, count(*) FILTER (WHERE scale_id = 'LV') AS level,
      count(*) FILTER (WHERE onetsoc_code = '${NURSE}') AS rows,
      count(*) FILTER (WHERE onetsoc_code = '${NURSE}' AND recommend_suppress = 'Y') AS suppressed_ratings FROM onet.knowledge`,
    );
    const ratings = async (name: string, given = {}) =>
      sum(
        (await run(release, name, given)).flatMap((row) => (row.domain === "knowledge" ? row.ratings : [])),
      );
    expect(await ratings("rating-dates", { code: null })).toBe(counted!.ratings);
    expect(await ratings("rating-dates", { code: NURSE })).toBe(counted!.rows);
    expect(await ratings("rating-precision", { scale: "LV", code: null })).toBe(counted!.level);
    expect(2 * (await ratings("rating-precision", { code: NURSE }))).toBe(counted!.rows);
    expect(await ratings("occupation-data-quality")).toBe(counted!.rows);
    const own = (await run(release, "occupation-data-quality")).filter((row) => row.domain === "knowledge");
    expect(sum(own.map((row) => row.suppressed_ratings))).toBe(counted!.suppressed_ratings);
    expect(await run(release, "occupation-data-quality", { code: UNRATED })).toEqual([]);
  });

  test("occupations by element leave out what is suppressed or not relevant", async () => {
    const rows = await run(release, "occupations-by-element", { scale: "LV", element: "2.B.3.e", top: 1100 });
    const usable = await raw(
      release,
      `SELECT FROM onet.transferable_skills WHERE element_id = '2.B.3.e' AND scale_id = 'LV'
      AND recommend_suppress IS DISTINCT FROM 'Y' AND not_relevant IS DISTINCT FROM 'Y'`,
    );
    expect(rows).toHaveLength(usable.length);
    const values = rows.map((row) => row.data_value);
    expect(values).toEqual([...values].sort((a, b) => b - a));
  });

  test("work styles are of one system of measurement", async () => {
    const rows = await run(release, "work-styles");
    const isOld = release === "29.2";
    for (const { importance, impact } of rows)
      expect([importance === null, impact === null]).toEqual([!isOld, isOld]);
    expect(rows).toHaveLength(isOld ? 16 : 21);
  });

  test("ratings are as new as asked for", async () => {
    const rows = await run(release, "ratings-updated-since", { since: "2024-02-01", code: null });
    expect(rows.filter((row) => row.latest < "2024-02-01")).toEqual([]);
    expect(await run(release, "ratings-updated-since", { since: "2100-01-01", code: null })).toEqual([]);
  });

  test("row counts are those of the live release, beside the one before", async () => {
    const rows = new Map((await run(release, "release-row-counts")).map((row) => [row.table_name, row]));
    const [live] = await raw(
      release,
      "SELECT (SELECT count(*) FROM onet.job_zones) AS zones, (SELECT release FROM onet.release) AS release",
    );
    expect(rows.get("job_zones")).toMatchObject({
      rows: live!.zones,
      rows_before: 1,
      change: live!.zones - 1,
      release: live!.release,
    });
    expect(rows.get("gone")).toMatchObject({
      rows: null,
      rows_before: 5,
      change: null,
      release_before: "0.0",
    });
    expect(rows.get("knowledge")).toMatchObject({ rows_before: null });
    expect((await run(release, "release-log")).map((row) => row.release)).toEqual([live!.release, "0.0"]);
    expect(await run(release, "live-release")).toMatchObject([{ release: live!.release, action: "load" }]);
    // Only a swap that says what became of annotations has rows.
    const annotations = await run(release, "release-annotations");
    expect(annotations.map((row) => [row.release, row.table_name])).toEqual([
      [live!.release, "hs_skill"],
      [live!.release, "occupation"],
    ]);
  });

  test("elements and software are found whatever the case", async () => {
    expect((await run(release, "elements", { words: "PROGRAMMING" }))[0]).toMatchObject({
      element_id: "2.B.3.e",
      domain: "transferable skill",
    });
    const software = await run(release, "occupations-using-software");
    expect(await run(release, "occupations-using-software", { software: "microsoft excel" })).toEqual(
      software,
    );
  });
});

test("where a release does not say what is in demand, the number is unknown and not 0", async () => {
  const before271 =
    "(SELECT onetsoc_code, workplace_example, hot_technology, NULL::text AS in_demand FROM onet.software_skills) s";
  for (const name of ["technologies", "technology-by-group"]) {
    const text = query(name).text.replaceAll("onet.software_skills", before271);
    const rows = await raw("demonstration", text, exampleValues(query(name)));
    expect(new Set(rows.map((row) => row.in_demand_occupations))).toEqual(new Set([null]));
    expect(sum(rows.map((row) => row.occupations))).toBeGreaterThan(0);
  }
});

test.skipIf(withoutRealOnet)("an unpublished category of software is unknown, not made up", async () => {
  const categories = async (release: string) =>
    new Set((await run(release, "software-of-occupation")).map((row) => row.category !== null));
  expect(await categories("29.2")).toEqual(new Set([false]));
  expect(await categories("30.3")).toEqual(new Set([true]));
});
