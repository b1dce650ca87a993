import type { Element } from "./elements.ts";
import type { Row } from "./row.ts";
import { TRAITS, type TraitWeights } from "./traits.ts";

/** Which elements of one kind go with which of another: those that weigh the same traits. */
export function linkage(left: readonly Element[], right: readonly Element[]): Row[] {
  return left.flatMap((element) =>
    right
      .map(({ id, weights }) => ({ id, alike: cosine(element.weights, weights) }))
      .sort((a, b) => b.alike - a.alike)
      .filter(({ alike }, i) => alike > 0.8 || i === 0)
      .slice(0, 8)
      .map(({ id }): Row => [element.id, id]),
  );
}

function cosine(a: TraitWeights, b: TraitWeights): number {
  const dot = (x: TraitWeights, y: TraitWeights) =>
    TRAITS.reduce((sum, trait) => sum + (x[trait] ?? 0) * (y[trait] ?? 0), 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}
