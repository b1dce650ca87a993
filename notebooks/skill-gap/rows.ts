import type { Row } from "../../sql/queries/skill-gap.sql";

/** A rating with its 95 % confidence bounds where there are any; undefined where the skill is not relevant. */
export type Rating = { value: number; lower: number | null; upper: number | null } | undefined;

export interface Skill {
  name: string;
  from: Rating;
  to: Rating;
  /** how much more `to` asks for; undefined where a side has no number */
  gap: number | undefined;
}

export interface SkillGap {
  /** widest gap first, down to where `from` asks for most more, then those without a gap */
  skills: Skill[];
  /** names of those left out, because O*NET recommends to suppress a rating for its low precision */
  suppressed: string[];
}

export function toSkillGap(rows: readonly Row[]): SkillGap {
  const skills = rows.filter((row) => !row.suppressed).map(toSkill);
  skills.sort((a, b) => (b.gap ?? Number.NEGATIVE_INFINITY) - (a.gap ?? Number.NEGATIVE_INFINITY) || 0);
  return { skills, suppressed: rows.filter((row) => row.suppressed).map((row) => row.element_name) };
}

function toSkill(row: Row): Skill {
  // A level of a skill that is not relevant means "not needed"; it is no measurement.
  const from: Rating = row.from_irrelevant
    ? undefined
    : { value: row.from_value, lower: row.from_lower, upper: row.from_upper };
  const to: Rating = row.to_irrelevant
    ? undefined
    : { value: row.to_value, lower: row.to_lower, upper: row.to_upper };
  return { name: row.element_name, from, to, gap: row.gap ?? undefined };
}

/** The chart in a few sentences, for those who read on and those who can't see it. */
export function summarize({ skills }: SkillGap, from: string, to: string): string {
  const compared = skills.filter(({ gap }) => gap !== undefined);
  const more = compared.filter(({ gap }) => gap! > 0);
  const less = compared.filter(({ gap }) => gap! < 0);
  if (compared.length === 0) return `No skill has a usable rating for both ${from} and ${to}.`;
  const widest = more.slice(0, 3).map(({ name, gap }) => `${name} (${signed(gap!)})`);
  return [
    `Compared with ${from}, ${to} ask for more in ${more.length} of ${compared.length} skills and for less in ${less.length || "none"}.`,
    ...(widest.length > 0 ? [`The widest gap${widest.length > 1 ? "s are" : " is"} ${listed(widest)}.`] : []),
  ].join(" ");
}

export function signed(gap: number): string {
  return gap === 0 ? "0.00" : `${gap > 0 ? "+" : "−"}${Math.abs(gap).toFixed(2)}`;
}

export function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

/** One of O*NET's two scales for skills: different things, never mixed. */
export interface Scale {
  label: string;
  minimum: number;
  maximum: number;
}

export const SCALES = {
  LV: { label: "Level", minimum: 0, maximum: 7 },
  IM: { label: "Importance", minimum: 1, maximum: 5 },
} satisfies Record<string, Scale>;
