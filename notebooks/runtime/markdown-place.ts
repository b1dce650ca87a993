/** Stands in prose, from build to browser, where the value with this index goes: markdown leaves letters and digits alone. */
export function placeOf(index: number): string {
  return `MDVALUE${index}X`;
}

/** Captures the index. */
export const PLACE = /MDVALUE(\d+)X/;
