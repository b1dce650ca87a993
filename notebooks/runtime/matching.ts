export interface Choice {
  value: string;
  label: string;
  /** said beside the label */
  detail?: string;
  /** likewise, why it is of little use */
  note?: string;
}

/** Shorter texts are not looked for inside words: "rn" would find attorneys, and journalists. */
const INSIDE = 3;

/**
 * The choices that hold every word of the text in their label or value: those that begin with it first, then those with a word
 * that does, then the rest, each in their own order.
 */
export function matching(choices: readonly Choice[], text: string): Choice[] {
  const wanted = text.trim().toLowerCase();
  const words = wanted.split(/\s+/);
  return choices
    .map((choice) => ({ choice, rank: rankOf(choice, wanted, words) }))
    .filter(({ rank }) => rank < 3)
    .sort((a, b) => a.rank - b.rank)
    .map(({ choice }) => choice);
}

function rankOf({ label, value }: Choice, wanted: string, words: string[]): number {
  const hay = `${label} ${value}`.toLowerCase();
  if (!words.every((word) => hay.includes(word))) return 3;
  if (hay.startsWith(wanted)) return 0;
  if (hay.includes(` ${wanted}`)) return 1;
  return wanted.length < INSIDE ? 3 : 2;
}
