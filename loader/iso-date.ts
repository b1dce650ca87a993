const DASH = 45;
const SLASH = 47;
const ZERO = 48;
const NINE = 57;

/** Rewrites O*NET's MM/YYYY in place as YYYY-MM-01 and leaves YYYY-MM-DD: returns its end, or -1 for anything else. */
export function isoDate(bytes: Buffer, from: number, to: number): number {
  if (to - from !== 7) return isDay(bytes.toString("latin1", from, to)) ? to : -1;
  for (let at = from; at < to; at++) if (at !== from + 2 && !isDigit(bytes[at]!)) return -1;
  const tens = bytes[from]!;
  const ones = bytes[from + 1]!;
  const month = (tens - ZERO) * 10 + ones - ZERO;
  if (month < 1 || month > 12 || bytes[from + 2] !== SLASH) return -1;
  bytes.copyWithin(from, from + 3, to);
  bytes[from + 4] = DASH;
  bytes[from + 5] = tens;
  bytes[from + 6] = ones;
  bytes[from + 7] = DASH;
  bytes[from + 8] = ZERO;
  bytes[from + 9] = ZERO + 1;
  return from + 10;
}

function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= NINE;
}

function isDay(text: string): boolean {
  const day = new Date(text);
  return !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === text;
}
