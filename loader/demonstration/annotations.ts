import { type Session, transaction } from "../session.ts";

/** Whom the history names as the author: no person. */
const ACTOR = "demonstration";
const NOTE = "Synthetic demonstration, not a finding; npm run onet -- remove-demonstration takes it away";

const INSTITUTIONS = ["Demonstration College", "Demonstration Trade School"];
const SECTORS = ["Demonstration: health", "Demonstration: building and industry", "Demonstration: business"];

interface Program {
  name: string;
  institution: number;
  sector: number;
  credential: string;
  /** two digits of the Classification of Instructional Programs */
  cip: string;
  leads_to: readonly [code: string, demand: "low" | "medium" | "high"][];
}

/**
 * Their codes are those of O*NET-SOC 2019 that the taxonomy of 2010 has too, so that no real release retires one and asks
 * what becomes of it. 49-9081 and 13-1199 show an occupation without ratings.
 */
export const DEMONSTRATION_PROGRAMS: readonly Program[] = [
  {
    name: "Demonstration: health care",
    institution: 0,
    sector: 0,
    credential: "Associate degree",
    cip: "51",
    leads_to: [
      ["11-9111.00", "low"],
      ["29-1141.00", "high"],
      ["29-2034.00", "medium"],
      ["31-9092.00", "high"],
    ],
  },
  {
    name: "Demonstration: building trades",
    institution: 1,
    sector: 1,
    credential: "Certificate",
    cip: "46",
    leads_to: [
      ["47-2031.00", "medium"],
      ["47-2111.00", "high"],
      ["49-9041.00", "medium"],
      ["49-9081.00", "low"],
      ["51-4121.00", "medium"],
    ],
  },
  {
    name: "Demonstration: business office",
    institution: 0,
    sector: 2,
    credential: "Associate degree",
    cip: "52",
    leads_to: [
      ["13-1199.00", "low"],
      ["13-2011.00", "medium"],
      ["43-3031.00", "medium"],
      ["43-4051.00", "high"],
      ["43-6014.00", "low"],
    ],
  },
];

/**
 * Puts made-up institutions, sectors, programmes and links into a database where nobody ever annotated anything, and leaves
 * any other as it is. A demonstration has to be live.
 */
export async function addDemonstrationAnnotations(session: Session): Promise<void> {
  const { client } = session;
  const added = await transaction(session, async () => {
    // Nobody can annotate between the look and the rows.
    await client.query(
      `LOCK TABLE public.sector, public.institution, public.program, public.occupation IN SHARE ROW EXCLUSIVE MODE`,
    );
    // What was removed is still in the history: it does not come back.
    const { rows } = await client.query<{ fresh: boolean }>(
      `SELECT NOT (EXISTS (SELECT FROM public.annotation_history) OR EXISTS (SELECT FROM public.sector)
         OR EXISTS (SELECT FROM public.institution) OR EXISTS (SELECT FROM public.program)
         OR EXISTS (SELECT FROM public.occupation)) AS fresh`,
    );
    if (!rows[0]!.fresh) return false;
    await client.query("SELECT set_config('app.actor', $1, true)", [ACTOR]);
    await insertAll(session);
    return true;
  });
  if (added) await session.step("annotated", `${DEMONSTRATION_PROGRAMS.length} synthetic programmes`);
}

async function insertAll({ client }: Session): Promise<void> {
  await client.query("INSERT INTO public.institution (name, place) SELECT unnest($1::text[]), 'nowhere'", [
    INSTITUTIONS,
  ]);
  await client.query("INSERT INTO public.sector (name, description) SELECT unnest($1::text[]), $2", [
    SECTORS,
    NOTE,
  ]);
  for (const { name, institution, sector, credential, cip, leads_to } of DEMONSTRATION_PROGRAMS) {
    await client.query(
      `INSERT INTO public.program (institution_id, sector_id, name, credential, cip_code, description)
       SELECT institution_id, sector_id, $3, $4, $5, $6 FROM public.institution i, public.sector s
       WHERE i.name = $1 AND s.name = $2`,
      [INSTITUTIONS[institution], SECTORS[sector], name, credential, cip, NOTE],
    );
    for (const [code, demand] of leads_to) {
      await client.query(
        `INSERT INTO public.occupation (onet_code, sector_id, demand, note)
         SELECT $1, sector_id, $2, $3 FROM public.sector WHERE name = $4`,
        [code, demand, NOTE, SECTORS[sector]],
      );
      await client.query(
        `INSERT INTO public.program_occupation (program_id, onet_code, note)
         SELECT program_id, $1, $2 FROM public.program WHERE name = $3`,
        [code, NOTE, name],
      );
    }
  }
}

/** What the demonstration made and no person has changed since. A swap that moves an occupation signs its rows. */
const OWN = `t.deleted_at IS NULL AND t.updated_by = '${ACTOR}'`;
const OWN_OR_MOVED = `t.deleted_at IS NULL AND t.updated_by IN ('${ACTOR}', 'release swap') AND t.note LIKE 'Synthetic demonstration%'`;

/** In the order of their dependence: which rows of a table go, and which rows of others keep one. */
const REMOVALS = [
  { table: "program_occupation", rows: OWN_OR_MOVED, kept_by: [] },
  { table: "program", rows: OWN, kept_by: ["program_occupation", "skills_assessment"], key: "program_id" },
  { table: "occupation", rows: OWN_OR_MOVED, kept_by: ["program_occupation"], key: "onet_code" },
  { table: "sector", rows: OWN, kept_by: ["occupation", "program"], key: "sector_id" },
  { table: "institution", rows: OWN, kept_by: ["program"], key: "institution_id" },
];

/**
 * Removes the demonstration's annotations as a form would, with deleted_at. What a person has changed, or a row of
 * theirs hangs on, stays. Returns how many rows of each table went.
 */
export async function removeDemonstrationAnnotations(session: Session): Promise<Record<string, number>> {
  return transaction(session, async () => {
    await session.client.query("SELECT set_config('app.actor', $1, true)", [ACTOR]);
    const removed: Record<string, number> = {};
    for (const { table, rows, kept_by, key } of REMOVALS) {
      const unused = kept_by.map(
        (other) =>
          `AND NOT EXISTS (SELECT FROM public.${other} o WHERE o.${key} = t.${key} AND o.deleted_at IS NULL)`,
      );
      const { rowCount } = await session.client.query(
        `UPDATE public.${table} t SET deleted_at = clock_timestamp() WHERE ${rows} ${unused.join(" ")}`,
      );
      removed[table] = rowCount ?? 0;
    }
    return removed;
  });
}
