import { SCALES } from "./skill-gap-rows.ts";

/** A row of sql/queries/occupations.sql. */
export interface Occupation {
  onetsoc_code: string;
  title: string;
  rated: boolean;
}

/** Codes in the release, by which all are found. */
export type Occupations = ReadonlyMap<string, Occupation>;

export interface Choice {
  from: string;
  to: string;
  scale: string;
}

/** Nursing assistants who think of becoming registered nurses; rated in every release so far. */
const USUAL: Choice = { from: "31-1131.00", to: "29-1141.00", scale: "LV" };

/** What an address asks for, as far as the release has it, and what to say where it has not. */
export function readChoice(
  asked: Readonly<Record<string, string>>,
  occupations: Occupations,
): { choice: Choice; notices: string[] } {
  const notices: string[] = [];
  const occupation = (side: "from" | "to", otherwise: string): string => {
    const code = asked[side];
    if (code !== undefined && occupations.has(code)) return code;
    if (code)
      notices.push(
        `This release has no occupation ${code}; ${occupations.get(otherwise)?.title} stand in for it.`,
      );
    return otherwise;
  };
  const [from, to] = usual(occupations);
  const choice = {
    from: occupation("from", from),
    to: occupation("to", to),
    scale: asked.scale ?? USUAL.scale,
  };
  if (!Object.hasOwn(SCALES, choice.scale)) {
    notices.push(`There is no scale "${choice.scale}"; the level is shown instead.`);
    choice.scale = USUAL.scale;
  }
  return { choice, notices };
}

/** The usual two, or the first ones that this release rates in their place. */
function usual(occupations: Occupations): [string, string] {
  const rated = [...occupations.values()]
    .filter(({ rated }) => rated)
    .map(({ onetsoc_code }) => onetsoc_code);
  const any = rated.filter((code) => code !== USUAL.from && code !== USUAL.to);
  const pick = (code: string) => (rated.includes(code) ? code : (any.shift() ?? ""));
  return [pick(USUAL.from), pick(USUAL.to)];
}
