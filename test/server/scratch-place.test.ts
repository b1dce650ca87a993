import { pino } from "pino";
import { describe, expect, test } from "vitest";
import { createApp } from "../../server/app.ts";
import { Scratch } from "../../server/scratch.ts";
import { prepareDatabase } from "../../sql/prepare-database.ts";
import { freshDatabase, testPostgres } from "../postgres.ts";
import { loadDemonstration, parts, readerAt, scratchOf } from "./served.ts";

describe("the place of scratch cells below a notebook", async () => {
  const database = await freshDatabase(await testPostgres(18));
  await loadDemonstration(database);
  const logins = await prepareDatabase(database);
  const db = readerAt(logins.readerUrl);
  const served = await parts(db);

  /** The skill gap's page, as built or as in development. */
  async function show(scratch: Scratch, isBuilt = true) {
    const [notebook] = await served.assets.notebooks();
    const built = { code: "/assets/x.js", hash: "sha256-x", sources: "/assets/x.json" };
    const shown = { ...notebook!, ...(isBuilt && { parts: built }) };
    const assets = { ...served.assets, notebooks: async () => [shown] };
    const response = await createApp({ ...served, assets, scratch }).request("/notebooks/skill-gap");
    expect(response.status).toBe(200);
    const [place = ""] = /<section id="scratch".*?<\/section>/s.exec(await response.text()) ?? [];
    return { place, cookie: response.headers.get("Set-Cookie") };
  }

  test("says what may be asked, and gives the browser an id to be told from its neighbours by", async () => {
    const { place, cookie } = await show(scratchOf(db, logins));
    expect(place).toContain("60 statements a minute");
    expect(place).toContain('src="/assets/notebooks/runtime/scratch/scratch-cells.ts"');
    expect(place).not.toContain("data-off");
    expect(cookie).toMatch(/^onetbook_client=[0-9a-f-]{36};.*HttpOnly; SameSite=Strict/);
  });

  test("says why there are none, and sets no cookie", async () => {
    const { place, cookie } = await show(served.scratch);
    expect(place).toContain("data-off");
    expect(place).toContain("For the administrator: this test has none.");
    expect(cookie).toBeNull();
  });

  test("where the login could not be checked the notebook is shown all the same", async () => {
    const unreachable = { appUrl: "postgres://127.0.0.1:1/none", adhocUrl: null, adhocOff: null };
    const { place } = await show(new Scratch(db, unreachable, pino({ enabled: false })));
    expect(place).toContain("could not be checked; reload the page");
  });

  test("is not there in development, where cells are edited", async () => {
    expect((await show(scratchOf(db, logins), false)).place).toBe("");
  });
});
