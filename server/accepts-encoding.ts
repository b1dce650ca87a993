const NAMED = {
  br: /\bbr\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/,
  gzip: /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/,
};

/** Whether an Accept-Encoding names an encoding, and not to refuse it. */
export function acceptsEncoding(accepted: string | undefined, encoding: keyof typeof NAMED): boolean {
  return accepted !== undefined && NAMED[encoding].test(accepted);
}
