const DASH = 45;
const DOT = 46;
const ZERO = 48;
const NINE = 57;

/**
 * Decimals of a plain number such as -3.25, zeros at its end not counted; -1 for anything else. PostgreSQL would also take
 * NaN, 1e2, 0x10 and 1_000, and round 4.125 to two decimals without a word.
 */
export function decimalsOf(bytes: Uint8Array, from: number, to: number): number {
  let at = bytes[from] === DASH ? from + 1 : from;
  const first = at;
  while (at < to && isDigit(bytes[at]!)) at++;
  if (at === first) return -1;
  if (at === to) return 0;
  if (bytes[at] !== DOT || at + 1 === to) return -1;
  const point = at;
  let last = point;
  for (at++; at < to; at++) {
    if (!isDigit(bytes[at]!)) return -1;
    if (bytes[at] !== ZERO) last = at;
  }
  return last - point;
}

function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= NINE;
}
