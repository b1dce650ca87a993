import { rmSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import { prepareDatabase } from "../../sql/prepare-database.ts";
import { freshDatabase, majors, psql, testPostgres } from "../postgres.ts";
import { load, revert } from "./drive.ts";
import { writeMarkedRelease } from "./marked-release.ts";

/** Two releases of the same twelve occupations; the second knows some of them under other codes. */
const before = writeMarkedRelease("29.2", "old");
const renamed: Record<string, string> = {};
const after = writeMarkedRelease("30.3", "new", 12, (codes) => {
  // The first code becomes another, the second and third merge into one, the fourth goes without a trace.
  const [first, second, third, fourth] = codes as [string, string, string, string];
  Object.assign(renamed, { first, second, third, fourth });
  return { [first]: "99-0001.00", [second]: "99-0002.00", [third]: "99-0003.00", [fourth]: "99-0004.00" };
});
afterAll(() => {
  for (const folder of [before, after]) rmSync(folder, { recursive: true });
});

const successors = () =>
  new Map([
    [renamed.first!, ["99-0001.00"]],
    [renamed.second!, ["99-0002.00"]],
    [renamed.third!, ["99-0002.00"]],
    [renamed.fourth!, ["99-0003.00", "99-0004.00"]],
  ]);

describe.each(majors)("on PostgreSQL %i", async (major) => {
  const server = await testPostgres(major);

  async function annotated(): Promise<string> {
    const url = await freshDatabase(server);
    await prepareDatabase(url);
    await load(url, before);
    await psql(
      url,
      `INSERT INTO occupation (onet_code, note) SELECT onetsoc_code, 'note on ' || onetsoc_code FROM onet.occupation_data;
       INSERT INTO institution (name) VALUES ('College');
       INSERT INTO program (institution_id, name) VALUES (1, 'Welding');
       INSERT INTO program_occupation (program_id, onet_code, note) SELECT 1, onet_code, 'link of ' || onet_code FROM occupation;
       INSERT INTO hs_skill (onet_element_id, task_statement) SELECT DISTINCT element_id, 'in plain words' FROM onet.work_styles;
       INSERT INTO skills_assessment (participant) VALUES ('P-1');
       INSERT INTO skills_assessment_rating (assessment_id, onet_element_id, rating) SELECT assessment_id, onet_element_id, 3.5 FROM skills_assessment, hs_skill`,
    );
    return url;
  }
  const notes = (url: string) =>
    psql<{ onet_code: string; note: string }>(url, "SELECT onet_code, note FROM occupation ORDER BY 1");
  const links = (url: string) =>
    psql<{ onet_code: string; note: string }>(
      url,
      "SELECT onet_code, note FROM program_occupation ORDER BY 1",
    );
  const everything = (url: string) =>
    psql(
      url,
      "SELECT (SELECT jsonb_agg(to_jsonb(o) - '{version,updated_at,updated_by}'::text[] ORDER BY onet_code) FROM occupation o) AS o, (SELECT jsonb_agg(to_jsonb(o) - '{version,updated_at,updated_by}'::text[] ORDER BY onet_code) FROM program_occupation o) AS p, (SELECT jsonb_agg(to_jsonb(h) - '{version,updated_at,updated_by}'::text[] ORDER BY onet_element_id) FROM hs_skill h) AS h, (SELECT jsonb_agg(to_jsonb(r) - '{version,updated_at,updated_by}'::text[] ORDER BY onet_element_id) FROM skills_assessment_rating r) AS r",
    );

  test("retired annotations refuse the swap until their fate is chosen, class by class", async () => {
    const url = await annotated();
    const unchanged = await everything(url);
    await expect(load(url, after)).rejects.toThrow(
      /annotations have a code that it lacks; choose with --retired/,
    );
    await expect(load(url, after, { policy: ["follow"], crosswalk: successors() })).rejects.toMatchObject({
      exitCode: 2,
    });
    expect(await everything(url)).toEqual(unchanged);
    expect(await psql(url, "SELECT release FROM onet.release")).toEqual([{ release: "29.2" }]);
    const { plan } = await load(url, after, { policy: ["follow", "keep"], crosswalk: successors() });
    expect(plan.annotations.find(({ onet_key }) => onet_key === renamed.first)).toMatchObject({
      fate: "follow",
      successor: "99-0001.00",
      dependents: 1,
    });
  });

  test("one successor is followed with its links; mergers, splits and unknown codes are kept for review with candidates", async () => {
    const url = await annotated();
    await load(url, after, { policy: ["follow", "keep"], crosswalk: successors() });
    expect(await notes(url)).toContainEqual({ onet_code: "99-0001.00", note: `note on ${renamed.first}` });
    expect(await links(url)).toContainEqual({ onet_code: "99-0001.00", note: `link of ${renamed.first}` });
    const kept = await psql<{ table_name: string; onet_key: string; candidates: string[]; reason: string }>(
      url,
      "SELECT table_name, onet_key, candidates, reason FROM retired_annotation WHERE table_name = 'occupation' ORDER BY onet_key",
    );
    expect(kept).toMatchObject(
      [
        {
          onet_key: renamed.second,
          candidates: ["99-0002.00"],
          reason: expect.stringContaining(`with ${renamed.third}`),
        },
        {
          onet_key: renamed.third,
          candidates: ["99-0002.00"],
          reason: expect.stringContaining(`with ${renamed.second}`),
        },
        {
          onet_key: renamed.fourth,
          candidates: ["99-0003.00", "99-0004.00"],
          reason: "split into 2 successors",
        },
      ].sort((a, b) => a.onet_key!.localeCompare(b.onet_key!)),
    );
    expect((await notes(url)).length + kept.length).toBe(12);
    expect(
      await psql(
        url,
        "SELECT count(*)::int AS n FROM retired_annotation WHERE table_name = 'program_occupation' AND parent_id IS NOT NULL",
      ),
    ).toEqual([{ n: 3 }]);
  });

  test("an element that the release lacks is kept with the ratings that hang on it", async () => {
    const url = await annotated();
    const [{ n } = { n: 0 }] = await psql<{ n: number }>(url, "SELECT count(*)::int AS n FROM hs_skill");
    expect(n).toBeGreaterThan(0);
    await load(url, after, { policy: ["keep"] });
    expect(
      await psql(
        url,
        "SELECT table_name, count(*)::int AS n FROM retired_annotation WHERE table_name IN ('hs_skill', 'skills_assessment_rating') GROUP BY 1 ORDER BY 1",
      ),
    ).toEqual([
      { table_name: "hs_skill", n },
      { table_name: "skills_assessment_rating", n },
    ]);
  });

  test("a revert brings every annotation back as it was, and reverting again repeats the choices", async () => {
    const url = await annotated();
    const original = await everything(url);
    await load(url, after, { policy: ["follow", "keep"], crosswalk: successors() });
    const forward = await everything(url);
    await psql(url, "UPDATE occupation SET note = 'edited since' WHERE onet_code = '99-0001.00'");
    await revert(url);
    expect((await notes(url)).find(({ onet_code }) => onet_code === renamed.first)).toMatchObject({
      note: "edited since",
    });
    await psql(
      url,
      `UPDATE occupation SET note = 'note on ' || onet_code WHERE onet_code = '${renamed.first}'`,
    );
    expect(await everything(url)).toEqual(original);
    expect(await psql(url, "SELECT FROM retired_annotation WHERE restored_at IS NULL")).toEqual([]);
    await revert(url);
    expect(await everything(url)).toEqual(forward);
  });

  test("an annotation made since of a code that the old release lacks is kept by the revert and comes back", async () => {
    const url = await annotated();
    await load(url, after, { policy: ["follow", "keep"], crosswalk: successors() });
    await psql(url, "INSERT INTO occupation (onet_code, note) VALUES ('99-0004.00', 'new here')");
    const { plan } = await revert(url);
    expect(plan.annotations).toContainEqual(
      expect.objectContaining({ onet_key: "99-0004.00", fate: "keep" }),
    );
    expect((await notes(url)).map(({ onet_code }) => onet_code)).not.toContain("99-0004.00");
    await revert(url);
    expect(await notes(url)).toContainEqual({ onet_code: "99-0004.00", note: "new here" });
  });

  test("a successor that has an annotation of its own is not overwritten", async () => {
    const url = await annotated();
    const taken = (await notes(url)).at(-1)!.onet_code;
    const { plan } = await load(url, after, {
      policy: ["follow", "keep"],
      crosswalk: new Map([[renamed.first!, [taken]]]),
    });
    expect(plan.annotations.find(({ onet_key }) => onet_key === renamed.first)).toMatchObject({
      fate: "keep",
      reason: expect.stringContaining("annotation of its own"),
      candidates: [taken],
    });
  });

  test("what the swap did to annotations is in the log and in their history", async () => {
    const url = await annotated();
    await load(url, after, { policy: ["follow", "keep"], crosswalk: successors() });
    const [log] = await psql<{ swap_id: string; annotations: unknown }>(
      url,
      "SELECT swap_id, annotations FROM release_log WHERE release = '30.3'",
    );
    expect(log!.annotations).toMatchObject({ occupation: { followed: 1, kept: 3, restored: 0 } });
    const history = await psql(
      url,
      `SELECT operation, actor FROM annotation_history WHERE swap_id = '${log!.swap_id}' AND row_key ->> 'onet_code' = '99-0001.00' AND table_name = 'occupation'`,
    );
    expect(history).toEqual([{ operation: "update", actor: "release swap" }]);
  });
});
