import { setTimeout as sleep } from "node:timers/promises";
import { Database } from "../../sql/client.ts";
import { withinRelease } from "../../sql/fence.ts";
import { prepareDatabase } from "../../sql/prepare-database.ts";

/** What people did while releases were swapped under them. */
export interface Tally {
  reads: number;
  saves: number;
  held: number;
  errors: string[];
  /** answers with rows of two releases */
  mixed: string[];
  /** answers without rows where there must be some */
  empty: string[];
  /** acknowledged saves that can't be found again */
  lost: string[];
}

export interface Workload {
  tally: Tally;
  stop(): Promise<Tally>;
}

/**
 * Readers with prepared statements over onet and app, writers of annotations and one reader that holds a transaction
 * open for seconds, all through the pools that serve. Expects releases made by writeMarkedRelease, and annotations of
 * occupations that all of them have.
 */
export async function startWorkload(
  ownerUrl: string,
  options: { readers: number; writers: number; holdMs: number },
): Promise<Workload> {
  const { readerUrl, appUrl } = await prepareDatabase(ownerUrl);
  const reader = new Database(readerUrl, {
    applicationName: "readers",
    max: options.readers + 1,
    readOnly: true,
  });
  const app = new Database(appUrl, { applicationName: "writers", max: options.writers });
  const tally: Tally = { reads: 0, saves: 0, held: 0, errors: [], mixed: [], empty: [], lost: [] };
  const stopping = new AbortController();
  const codes = await reader.query<{ onet_code: string }>(
    "SELECT onet_code FROM public.occupation ORDER BY 1",
  );
  const saved = new Map<string, number>();
  const note = (error: unknown) => {
    tally.errors.push(String((error as Error).message ?? error));
  };
  const forever = async (work: () => Promise<void>) => {
    while (!stopping.signal.aborted) await work().catch(note);
  };
  const people = [
    ...Array.from({ length: options.readers }, (_, i) =>
      forever(() => read(reader, READS[i % READS.length]!, tally)),
    ),
    ...Array.from({ length: options.writers }, (_, i) =>
      forever(() => save(app, codes[i % codes.length]!.onet_code, saved, tally)),
    ),
    forever(() => hold(reader, options.holdMs, tally, stopping.signal)),
  ];
  return {
    tally,
    async stop() {
      stopping.abort();
      await Promise.all(people);
      await findSaves(app, saved, tally);
      await Promise.all([reader.end(), app.end()]);
      return tally;
    },
  };
}

/** Each reads a description, which names its release. */
const READS: { what: string; statements: string[] }[] = [
  { what: "onet table", statements: ["SELECT description AS mark FROM onet.occupation_data"] },
  { what: "app view", statements: ["SELECT description AS mark FROM app.occupation_profile"] },
  {
    what: "join of onet tables",
    statements: [
      "SELECT o.description || e.description AS mark FROM onet.transferable_skills s JOIN onet.occupation_data o USING (onetsoc_code) JOIN onet.content_model_reference e USING (element_id) LIMIT 100",
    ],
  },
  {
    what: "two statements",
    statements: [
      "SELECT description AS mark FROM onet.content_model_reference LIMIT 50",
      "SELECT description AS mark FROM app.occupation_profile WHERE annotated",
    ],
  },
];

async function read(db: Database, { what, statements }: (typeof READS)[number], tally: Tally): Promise<void> {
  const { value, release } = await withinRelease(db, async (within) => {
    const answers: string[][] = [];
    for (const text of statements)
      answers.push((await within.query<{ mark: string }>(text)).map((row) => row.mark));
    return answers;
  });
  tally.reads++;
  judge(what, value, release.release, tally);
}

function judge(what: string, answers: string[][], release: string, tally: Tally): void {
  for (const marks of answers) {
    if (marks.length === 0) tally.empty.push(what);
    const other = marks.find(
      (mark) =>
        [...mark.matchAll(/<([\d.]+)>/g)].some(([, named]) => named !== release) ||
        !mark.includes(`<${release}>`),
    );
    if (other !== undefined) tally.mixed.push(`${what}: release ${release}, but ${other.slice(-60)}`);
  }
}

/** Holds one snapshot for a while and reads at its beginning and its end. */
async function hold(db: Database, ms: number, tally: Tally, signal: AbortSignal): Promise<void> {
  const first = "SELECT description AS mark FROM app.occupation_profile";
  const { value, release } = await withinRelease(
    db,
    async (within) => {
      const before = await within.query<{ mark: string }>(first);
      await sleep(ms, undefined, { signal }).catch(() => {});
      const after = await within.query<{ mark: string }>(
        "SELECT description AS mark FROM onet.occupation_data",
      );
      return [before, after].map((rows) => rows.map((row) => row.mark));
    },
    { isolation: "repeatable read" },
  );
  tally.held++;
  judge("held transaction", value, release.release, tally);
  await sleep(300, undefined, { signal }).catch(() => {});
}

async function save(db: Database, code: string, saved: Map<string, number>, tally: Tally): Promise<void> {
  const next = (saved.get(code) ?? 0) + 1;
  const rows = await db.query<{ version: number }>(
    "UPDATE public.occupation SET note = $2 WHERE onet_code = $1 RETURNING version",
    [code, `save ${next}`],
  );
  if (rows.length === 0) tally.lost.push(`${code}: no row to save to`);
  saved.set(code, next);
  tally.saves++;
  await sleep(2);
}

/** Every acknowledged save must be in the history, the last one in the row. */
async function findSaves(db: Database, saved: ReadonlyMap<string, number>, tally: Tally): Promise<void> {
  for (const [code, last] of saved) {
    const [row] = await db.query<{ note: string }>(
      "SELECT note FROM public.occupation WHERE onet_code = $1",
      [code],
    );
    if (row?.note !== `save ${last}`)
      tally.lost.push(`${code}: the row says "${row?.note}" after save ${last}`);
    const [found] = await db.query<{ saves: number }>(
      "SELECT count(DISTINCT new_row ->> 'note')::int AS saves FROM public.annotation_history WHERE table_name = 'occupation' AND row_key ->> 'onet_code' = $1 AND new_row ->> 'note' LIKE 'save %'",
      [code],
    );
    if (found?.saves !== last) tally.lost.push(`${code}: ${found?.saves} of ${last} saves in the history`);
  }
}
