import { join } from "node:path";
import { beforeAll } from "vitest";
import { writeDemonstration } from "../../loader/demonstration/write.ts";
import { prepareDatabase } from "../../sql/prepare-database.ts";
import { exampleValues, parameterValues, readQueryFiles } from "../../sql/query-file.ts";
import { load } from "../loader/drive.ts";
import { realOnet, withoutRealOnet } from "../loader/real-onet.ts";
import { freshDatabase, psql, type TestServer } from "../postgres.ts";
import { type Opened, opener } from "./opened.ts";

/** Columns of all queries by their type; a row has some of them, and any may be NULL. */
export type Row = Record<Numbers, number> & Record<Texts, string> & Record<Flags, boolean>;
type Numbers =
  | ("from_value" | "from_lower" | "from_upper" | "to_value" | "to_lower" | "to_upper" | "data_value")
  | ("gap" | "gap_lower" | "gap_upper" | "level" | "self_rating" | "distance" | "elements" | "correlation")
  | ("realistic" | "investigative" | "artistic" | "social" | "enterprising" | "conventional" | "high_point")
  | ("strengths" | "asked_for" | "level_reached" | "mean_importance" | "percent" | "similarity" | "job_zone")
  | (
      | "tasks"
      | "other_tasks"
      | "task_id"
      | "importance"
      | "impact"
      | "daily_percent"
      | "linked"
      | "occupations"
    )
  | ("mean_value" | "lowest_value" | "lowest" | "lower_quartile" | "median" | "upper_quartile" | "highest")
  | (
      | "ratings"
      | "suppressed_ratings"
      | "suppressed_occupations"
      | "irrelevant_occupations"
      | "knowledge_occupations"
      | "listing_occupations"
      | "in_demand_occupations"
      | "job_zone_change"
      | "rows"
      | "zones"
    );
type Texts =
  | ("onetsoc_code" | "element_id" | "element_name" | "scale_id" | "skills" | "interests" | "domain")
  | ("category" | "latest" | "table_name" | "release" | "wording" | "QUERY PLAN")
  | ("education" | "workplace_example" | "major_group");
type Flags = "suppressed" | "irrelevant" | "from_irrelevant" | "to_irrelevant" | "rated" | "knowledge";

export const NURSE = "29-1141.00";
export const ASSISTANT = "31-1131.00";
export const CLERK = "43-4051.00";
export const UNRATED = "13-1199.00";

export const queries = await readQueryFiles();
export const query = (name: string) => queries.find((file) => file.name === name)!;
/** The demonstration, and where they are at hand the real releases of both vocabularies. */
export const releases = ["demonstration", ...(withoutRealOnet ? [] : ["29.2", "30.3"])];

/** Releases live in databases of their own, each with the same annotations. */
export class Library {
  readonly #readers = new Map<string, Opened>();

  /** Loads them before the file's tests; the demonstration is written to `folder`. */
  static async open(server: TestServer, folder: string): Promise<Library> {
    const library = new Library();
    for (const release of releases) {
      const url = await freshDatabase(server);
      const { readerUrl } = await prepareDatabase(url);
      library.#readers.set(release, opener(readerUrl)({ readOnly: true, statementTimeout: 5000 }));
      beforeAll(async () => {
        await load(url, await sourceOf(release, folder));
        await psql(url, ANNOTATIONS);
      });
    }
    return library;
  }

  /** Runs a query with its example but for `given`, as the reader. */
  run(release: string, name: string, given: Record<string, unknown> = {}): Promise<Row[]> {
    const file = query(name);
    const examples = Object.fromEntries(file.order.map((key, i) => [key, exampleValues(file)[i]]));
    return this.raw(release, file.text, parameterValues(file, { ...examples, ...given }));
  }

  raw(release: string, text: string, values?: unknown[]): Promise<Row[]> {
    return this.#readers.get(release)!.query<Row>(text, values);
  }
}

async function sourceOf(release: string, folder: string): Promise<string> {
  if (release === "29.2") return realOnet("db_29_2_text.zip");
  if (release === "30.3") return realOnet("db_30_3_csv.zip");
  const source = join(folder, release);
  await writeDemonstration(source);
  return source;
}

/** A removed row of each kind must not be found. */
const ANNOTATIONS = `
  INSERT INTO sector (name) VALUES ('Health'), ('Office');
  INSERT INTO occupation (onet_code, sector_id, local_title, demand)
    VALUES ('${NURSE}', 1, 'Nurse', 'high'), ('${ASSISTANT}', 1, NULL, 'low'), ('${UNRATED}', 2, NULL, NULL);
  INSERT INTO occupation (onet_code, deleted_at) VALUES ('${CLERK}', now());
  INSERT INTO hs_skill (onet_element_id, task_statement) VALUES ('2.A.1.a', 'Read what you are given');
  INSERT INTO institution (name) VALUES ('College');
  INSERT INTO program (institution_id, sector_id, name) VALUES (1, 1, 'Nursing');
  INSERT INTO program_occupation (program_id, onet_code) VALUES (1, '${NURSE}'), (1, '${ASSISTANT}'), (1, '${UNRATED}');
  INSERT INTO program_occupation (program_id, onet_code, deleted_at) VALUES (1, '${CLERK}', now());
  INSERT INTO release_log (swap_id, action, load_id, release, label, source, sha256, synthetic, rows, annotations, swapped_at)
    VALUES (gen_random_uuid(), 'load', gen_random_uuid(), '0.0', 'x', 'x', 'x', true, '{"gone": 5, "job_zones": 1}', '{}','2001-01-01');
  ANALYZE`;
