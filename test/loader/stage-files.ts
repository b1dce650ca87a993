import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { QueryResultRow } from "pg";
import { afterAll } from "vitest";
import { psql } from "../postgres.ts";
import { asLoader, stageFrom } from "./drive.ts";
import { smallRelease } from "./small-release.ts";

export type Files = Map<string, string>;

export const small = (release: string): Files => smallRelease({ release, occupations: 5 });

const FEW =
  /^(read me|content.model.reference|scales.reference|occupation.data|(essential_|transferable_)?skills|task.statements|gwas_to_iwas(_to_dwas)?|tasks.to.dwas|emerging.tasks|education|education_categories|job.titles|alternate.titles)\./i;

/** A few tables of a small release, which are staged in a moment. */
export const few = (release: string) => new Map([...small(release)].filter(([name]) => FEW.test(name)));

/** A place for staged releases: files written below a folder that is removed after the tests of the file. */
export function stagingIn(url: string) {
  const root = mkdtempSync(join(tmpdir(), "onetbook-staging-"));
  afterAll(() => rmSync(root, { recursive: true }));
  let folders = 0;

  function write(files: Files): string {
    const folder = join(root, String(++folders));
    mkdirSync(folder);
    for (const [name, text] of files) writeFileSync(join(folder, name), text);
    return folder;
  }

  /** Stages a folder; returns what the loader warned of. */
  async function stageFolder(folder: string, allowMissing = false): Promise<string[]> {
    const warnings: string[] = [];
    await asLoader(
      url,
      (session) => stageFrom(session, folder, allowMissing),
      (event) => {
        if (event.type === "warning") warnings.push(event.message);
      },
    );
    return warnings;
  }

  const stageFiles = (files: Files, allowMissing = false) => stageFolder(write(files), allowMissing);

  /** Returns the warnings without those that say which tables are not there. */
  const stageFew = async (files: Files) =>
    (await stageFiles(files, true)).filter(
      (warning) => !/^missing, as allowed|which this release lacks/.test(warning),
    );

  const query = <Row extends QueryResultRow>(text: string) => psql<Row>(url, text);
  const releaseRow = async () => (await query<Record<string, unknown>>("SELECT * FROM onet_new.release"))[0]!;

  return { write, stageFolder, stageFiles, stageFew, query, releaseRow };
}
