/** A person's own ratings, whole levels from 0 to 7, by the skill's element id. */
export type Ratings = ReadonlyMap<string, number>;

export const LEVELS = [0, 1, 2, 3, 4, 5, 6, 7] as const;

const PREFIX = "#ratings=";

/** Whether an address says that it has ratings, readable or not. */
export function isRatingsHash(hash: string): boolean {
  return hash.startsWith(PREFIX);
}

/** Ratings as the part of an address behind "#", which is never sent: 2.A.1.a at 3 and 2.B.4.g at 5 are "#ratings=A1a3B4g5". */
export function toHash(ratings: Ratings): string {
  const texts = [...ratings].map(([id, level]) => id.slice(2).replaceAll(".", "") + level);
  return texts.length > 0 ? PREFIX + texts.sort().join("") : "";
}

/** Reads `toHash`; undefined where it is something else. */
export function fromHash(hash: string): Ratings | undefined {
  if (!isRatingsHash(hash)) return undefined;
  const text = hash.slice(PREFIX.length);
  if (!/^([AB]\d[a-z][0-7])*$/.test(text)) return undefined;
  const found = text.matchAll(/([AB])(\d)([a-z])([0-7])/g);
  return new Map(
    [...found].map(([, group, part, skill, level]) => [`2.${group}.${part}.${skill}`, Number(level)]),
  );
}
