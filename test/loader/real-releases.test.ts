import { expect, test } from "vitest";
import { readCrosswalk } from "../../loader/crosswalk.ts";
import { prepareDatabase } from "../../sql/prepare-database.ts";
import { freshDatabase, majors, psql, testPostgres } from "../postgres.ts";
import { load, revert } from "./drive.ts";
import { realOnet, withoutRealOnet } from "./real-onet.ts";

/** What is true after each step: no annotation may be unaccounted for. */
interface Account {
  release: string;
  occupations: number;
  elements: number;
  review: number;
}

test.skipIf(withoutRealOnet)(
  "23.x, 29.2, 29.3, 30.3 and back: each live in turn, every annotation accounted for",
  async () => {
    const server = await testPostgres(18);
    const url = await freshDatabase(server);
    await prepareDatabase(url);
    const partial = realOnet("db_23_x_text_partial.zip");
    await expect(load(url, partial)).rejects.toThrow(/lacks 2\d of what O\*NET publishes: .*table abilities/);
    const refusal = await load(url, partial, { allowMissing: true }).catch((error) => error);
    const accept = refusal.problems.map(({ name }: { name: string }) => name);
    expect(accept).toEqual(expect.arrayContaining(["app.skill_rating", "app.program_skill_profile"]));
    expect(accept).not.toContain("skill-gap");
    await load(url, partial, { allowMissing: true, accept });
    await psql(
      url,
      `INSERT INTO occupation (onet_code, note) SELECT onetsoc_code, title FROM onet.occupation_data;
     INSERT INTO hs_skill (onet_element_id, task_statement) SELECT element_id, element_name FROM onet.content_model_reference;
     INSERT INTO institution (name) VALUES ('College');
     INSERT INTO program (institution_id, name) VALUES (1, 'All');
     INSERT INTO program_occupation (program_id, onet_code) SELECT 1, onet_code FROM occupation`,
    );
    const crosswalk = await readCrosswalk(realOnet("2010_to_2019_crosswalk.csv"));
    const options = { crosswalk, policy: ["follow", "keep"] as const };

    const { plan } = await load(url, realOnet("db_29_2_text.zip"), options);
    expect(plan.occupations.retired).toHaveLength(262);
    expect(plan.occupations.added).toHaveLength(168);
    expect(plan.occupations.renamed).toHaveLength(59);
    const retired = plan.annotations.filter(({ table }) => table === "occupation");
    expect(retired).toHaveLength(262);
    const followed = retired.filter(({ fate }) => fate === "follow");
    for (const { onet_key, successor } of followed) expect(crosswalk.get(onet_key)).toEqual([successor]);
    const kept = 262 - followed.length;
    const account = () => accountOf(url);
    const after29 = { occupations: 1110 - kept, elements: 585, review: 2 * kept };
    expect(await account()).toEqual({ release: "29.2", ...after29 });

    await load(url, realOnet("db_29_3_text.zip"), options);
    expect(await account()).toEqual({ release: "29.3", ...after29 });
    const to30 = await load(url, realOnet("db_30_3_csv.zip"), options);
    const gone = to30.plan.annotations.filter(({ table }) => table === "hs_skill").length;
    expect(gone).toBeGreaterThan(100);
    const after30 = { occupations: 1110 - kept, elements: 585 - gone, review: 2 * kept + gone };
    expect(await account()).toEqual({ release: "30.3", ...after30 });
    await revert(url);
    expect(await account()).toEqual({ release: "29.3", ...after29 });
    await revert(url);
    expect(await account()).toEqual({ release: "30.3", ...after30 });
  },
  180_000,
);

test.skipIf(withoutRealOnet)(
  "29.2 loads on PostgreSQL 15 with every row and key",
  async () => {
    expect(majors).toContain(15);
    const server = await testPostgres(15);
    const url = await freshDatabase(server);
    await prepareDatabase(url);
    await load(url, realOnet("db_29_2_text.zip"));
    const [row] = await psql<{ rows: Record<string, number> }>(url, "SELECT rows FROM onet.release");
    expect(Object.keys(row!.rows)).toHaveLength(40);
    expect(Object.values(row!.rows).reduce((sum, rows) => sum + rows, 0)).toBe(1_058_570);
    expect(await accountOf(url)).toMatchObject({ release: "29.2" });
  },
  120_000,
);

/** Counts the annotations, and checks that both keys into the release are there and validated. */
async function accountOf(url: string): Promise<Account> {
  const keys = await psql(
    url,
    `SELECT FROM pg_constraint c JOIN pg_class r ON r.oid = c.confrelid
     WHERE c.contype = 'f' AND c.convalidated AND c.connamespace = 'public'::regnamespace AND r.relnamespace = 'onet'::regnamespace`,
  );
  expect(keys).toHaveLength(2);
  const [account] = await psql<Account>(
    url,
    `SELECT (SELECT release FROM onet.release) AS release,
            (SELECT count(*)::int FROM occupation) AS occupations,
            (SELECT count(*)::int FROM hs_skill) AS elements,
            (SELECT count(*)::int FROM retired_annotation WHERE restored_at IS NULL) AS review`,
  );
  const [linked] = await psql<{ links: number }>(
    url,
    "SELECT count(*)::int AS links FROM program_occupation",
  );
  if (account!.occupations) expect(linked!.links).toBe(account!.occupations);
  return account!;
}
