/**
 * A number in [0, 1) that depends on the key alone: a value keeps its number when others are added
 * or generated in another order.
 */
export function random(key: string): number {
  // FNV-1a, then the final mix of murmur3, without which similar keys give similar numbers.
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

/** Bell-shaped, mean 0, between -1 and 1, mostly within ±0.35. */
export function noise(key: string): number {
  return (random(`${key} a`) + random(`${key} b`) + random(`${key} c`)) / 1.5 - 1;
}

export const clamp = (value: number, low: number, high: number): number =>
  Math.min(high, Math.max(low, value));
