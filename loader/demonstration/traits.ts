/**
 * What the invented ratings are made of. An occupation has a strength between 0 and 1 in each trait,
 * an element weighs the traits it needs, and a rating is how well the two meet. So related
 * occupations look related, and skill gaps follow from what sets occupations apart.
 */
export const TRAITS = [
  "think",
  "verbal",
  "numbers",
  "people",
  "care",
  "lead",
  "creative",
  "science",
  "computing",
  "machines",
  "physical",
  "business",
  "order",
] as const;

export type Trait = (typeof TRAITS)[number];
export type TraitWeights = Readonly<Partial<Record<Trait, number>>>;

/** Strengths of a typical occupation of each family, in the order of TRAITS. */
export const FAMILIES = {
  management: [0.7, 0.7, 0.6, 0.8, 0.2, 0.95, 0.4, 0.15, 0.4, 0.1, 0.1, 0.8, 0.6],
  finance: [0.7, 0.6, 0.9, 0.5, 0.1, 0.35, 0.15, 0.1, 0.5, 0.02, 0.05, 0.8, 0.9],
  computing: [0.8, 0.6, 0.6, 0.4, 0.1, 0.3, 0.4, 0.3, 0.95, 0.25, 0.08, 0.3, 0.6],
  engineering: [0.85, 0.6, 0.85, 0.4, 0.1, 0.4, 0.5, 0.75, 0.65, 0.5, 0.2, 0.3, 0.6],
  science: [0.85, 0.75, 0.75, 0.35, 0.2, 0.3, 0.4, 0.95, 0.55, 0.3, 0.15, 0.1, 0.65],
  counsel: [0.65, 0.8, 0.2, 0.9, 0.75, 0.4, 0.3, 0.3, 0.25, 0.02, 0.12, 0.2, 0.5],
  teaching: [0.65, 0.85, 0.4, 0.85, 0.5, 0.5, 0.5, 0.35, 0.35, 0.03, 0.2, 0.15, 0.5],
  arts: [0.5, 0.6, 0.25, 0.5, 0.1, 0.3, 0.95, 0.1, 0.55, 0.15, 0.2, 0.45, 0.35],
  health: [0.7, 0.65, 0.4, 0.75, 0.95, 0.35, 0.2, 0.75, 0.35, 0.25, 0.45, 0.1, 0.65],
  healthSupport: [0.4, 0.45, 0.2, 0.75, 0.9, 0.15, 0.1, 0.4, 0.2, 0.2, 0.6, 0.1, 0.55],
  protection: [0.55, 0.5, 0.2, 0.65, 0.45, 0.4, 0.1, 0.25, 0.25, 0.4, 0.75, 0.05, 0.6],
  hospitality: [0.3, 0.3, 0.25, 0.65, 0.3, 0.2, 0.4, 0.1, 0.1, 0.3, 0.65, 0.4, 0.4],
  sales: [0.5, 0.65, 0.45, 0.85, 0.2, 0.35, 0.3, 0.1, 0.4, 0.08, 0.2, 0.95, 0.5],
  office: [0.4, 0.6, 0.45, 0.6, 0.15, 0.15, 0.1, 0.05, 0.5, 0.05, 0.12, 0.35, 0.95],
  construction: [0.45, 0.3, 0.45, 0.35, 0.05, 0.3, 0.2, 0.3, 0.15, 0.85, 0.85, 0.15, 0.4],
  repair: [0.55, 0.35, 0.4, 0.35, 0.05, 0.2, 0.15, 0.4, 0.35, 0.95, 0.65, 0.15, 0.45],
  production: [0.4, 0.3, 0.4, 0.25, 0.03, 0.2, 0.15, 0.35, 0.25, 0.85, 0.6, 0.1, 0.6],
  transport: [0.35, 0.3, 0.25, 0.4, 0.1, 0.15, 0.03, 0.15, 0.15, 0.6, 0.65, 0.2, 0.45],
} as const satisfies Record<string, readonly number[]>;

export type Family = keyof typeof FAMILIES;

/** Mean strength in the traits that matter, weighted: 0 (nothing of it) to 1. */
export function match(strengths: Readonly<Record<Trait, number>>, weights: TraitWeights): number {
  let sum = 0;
  let total = 0;
  for (const trait of TRAITS) {
    const weight = weights[trait] ?? 0;
    sum += weight * strengths[trait];
    total += weight;
  }
  return total === 0 ? 0 : sum / total;
}

/** "verbal 3, think" → { verbal: 3, think: 1 }. */
export function parseWeights(words: string): TraitWeights {
  const weights: Partial<Record<Trait, number>> = {};
  for (const part of words.split(",")) {
    const [name = "", weight = "1"] = part.trim().split(" ");
    const trait = TRAITS.find((known) => known === name);
    if (!trait) throw new Error(`unknown trait "${name}" in "${words}"`);
    weights[trait] = Number(weight);
  }
  return weights;
}
