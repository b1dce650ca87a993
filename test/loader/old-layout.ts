import type { Row } from "../../loader/demonstration/row.ts";
import { officialTables } from "../../loader/official-schema.ts";

type Tables = Map<string, Row[]>;

/** Old tables that hold the rows of one or two new ones, column for column. */
const MADE_OF: Readonly<Record<string, readonly string[]>> = {
  skills: ["essential_skills", "transferable_skills"],
  skills_to_work_activities: [
    "essential_skills_to_work_activities",
    "transferable_skills_to_work_activities",
  ],
  skills_to_work_context: ["essential_skills_to_work_context", "transferable_skills_to_work_context"],
  education_training_experience: ["education", "training_and_experience"],
  ete_categories: ["education_categories", "training_and_experience_categories"],
  interests: ["career_interest_types"],
  riasec_keywords: ["career_interest_type_keywords"],
  basic_interests_to_riasec: ["specific_interest_areas_to_career_interest_types"],
};

const WORK_VALUES = [
  "Achievement",
  "Working Conditions",
  "Recognition",
  "Relationships",
  "Support",
  "Independence",
];
const HIGH_POINTS = ["First", "Second", "Third"].map((nth) => `${nth} Work Value High-Point`);
const OLD_WORK_STYLES: readonly Row[] = [
  ["1.C.1.a", "Achievement/Effort", ""],
  ["1.C.1.b", "Persistence", ""],
  ["1.C.5.b", "Attention to Detail", ""],
];
const valueElements: Row[] = [...WORK_VALUES, ...HIGH_POINTS].map((name, i) => [
  `1.B.2.${"abcdefghi"[i]}`,
  name,
  "",
]);
const TAIL = ["08/2024", "Synthetic"];

/** Retells a release of the new vocabulary in the old one; what the new one no longer has is made up. */
export function oldLayout(tables: Tables): Tables {
  const rows = (name: string) => tables.get(name) ?? [];
  const made: Record<string, Row[]> = {
    ...contentModel(rows),
    ...activities(rows),
    ...tools(rows),
    ...titles(rows),
  };
  return new Map(
    officialTables("old").map(({ table }): [string, Row[]] => [
      table,
      made[table] ?? (MADE_OF[table] ?? [table]).flatMap(rows),
    ]),
  );
}

type RowsOf = (table: string) => Row[];

function contentModel(rows: RowsOf): Record<string, Row[]> {
  const rated = [...new Set(rows("essential_skills").map(([code]) => code!))];
  const statistics = ["25", "0.1000", "3.3000", "3.7000", "N"];
  // 2.E, 1.D and the activities below GWAs came with 30.1 and 30.3.
  const kept = rows("content_model_reference").filter(
    ([id]) => !/^(1\.D|2\.E)/.test(id!) && !(id!.startsWith("4.A") && id!.split(".").length > 5),
  );
  return {
    content_model_reference: [...kept, ["1.C", "Work Styles", ""], ...OLD_WORK_STYLES, ...valueElements],
    job_zone_reference: [["1", "Job Zone 1", "", "", "", "", "(Below 4.0)"], ...rows("job_zone_reference")],
    scales_reference: [
      ...rows("scales_reference").filter(([id]) => !["DR", "DS", "WI"].includes(id!)),
      ["EX", "Extent", "1", "7"],
      ["VH", "Work Value High-Point", "1", "6"],
    ],
    work_styles: rated.flatMap((code) =>
      OLD_WORK_STYLES.map(([id]): Row => [code, id!, "IM", "3.50", ...statistics, ...TAIL]),
    ),
    work_values: rated.flatMap((code) =>
      valueElements.map(([id], i): Row => {
        const highPoint = i >= WORK_VALUES.length;
        return [code, id!, highPoint ? "VH" : "EX", highPoint ? `${i - 5}.00` : `${6 - i}.33`, ...TAIL];
      }),
    ),
  };
}

/** 4.A.1.a.1.b.2 in the new vocabulary was 4.A.1.a.1.I02.D02 in the old one. */
function oldActivityId(id: string): string {
  const [gwa, letter, number] = [id.split(".").slice(0, 5).join("."), ...id.split(".").slice(5)];
  const iwa = `${gwa}.I${twoDigits(letter!.charCodeAt(0) - 96)}`;
  return number === undefined ? iwa : `${iwa}.D${twoDigits(Number(number))}`;
}

const twoDigits = (number: number) => String(number).padStart(2, "0");

function activities(rows: RowsOf): Record<string, Row[]> {
  return {
    iwa_reference: rows("gwas_to_iwas").map(([gwa, iwa, name]) => [gwa!, oldActivityId(iwa!), name!]),
    dwa_reference: rows("gwas_to_iwas_to_dwas").map(([gwa, iwa, dwa, name]) => [
      gwa!,
      oldActivityId(iwa!),
      oldActivityId(dwa!),
      name!,
    ]),
    tasks_to_dwas: rows("tasks_to_dwas").map(([code, task, dwa, ...rest]) => [
      code!,
      task!,
      oldActivityId(dwa!),
      ...rest,
    ]),
    emerging_tasks: rows("emerging_tasks").map(([code, task, category, original, ...rest]) => [
      code!,
      task!,
      category!,
      original!,
      null, // write-in total
      ...rest,
    ]),
  };
}

function tools(rows: RowsOf): Record<string, Row[]> {
  const kinds = rows("content_model_reference").filter(([id]) => /^2\.E\.\d+\.\w+$/.test(id!));
  const codes = new Map(kinds.map(([id], i) => [id, String(43230001 + i)]));
  const above = ["43230000", "Software", "43000000", "Information technology", "43000000", "Technology"];
  return {
    unspsc_reference: [
      ...kinds.map(([id, name]): Row => [codes.get(id)!, name!, ...above]),
      ["43210001", "Computer displays", ...above],
    ],
    technology_skills: rows("software_skills").map(([code, name, id, ...rest]) => [
      code!,
      name!,
      codes.get(id!)!,
      ...rest,
    ]),
    // The real table has bare quotes too, which no text file ever quotes.
    tools_used: rows("job_zones").map(([code]) => [code!, 'Displays of 24" and more', "43210001"]),
  };
}

function titles(rows: RowsOf): Record<string, Row[]> {
  const [[code, title] = ["", ""]] = rows("job_titles");
  const type = (name: string | null) => (name === "Career Type" ? "General" : "Basic");
  const retyped = (row: Row): Row => [row[0]!, type(row[1]!), row[2]!];
  return {
    // As in 29.x, where two titles of one occupation occur twice.
    alternate_titles: [...rows("job_titles"), [code!, title!, "Short", "08"]],
    interests_illus_activities: rows("interests_illustrative_activities").map(retyped),
    interests_illus_occupations: rows("interests_illustrative_occupations").map(retyped),
  };
}
