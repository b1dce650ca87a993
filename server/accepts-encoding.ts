/** Whether an Accept-Encoding names an encoding, and not to refuse it. */
export function acceptsEncoding(accepted: string | undefined, encoding: "br" | "gzip"): boolean {
  return new RegExp(`\\b${encoding}\\b(?!\\s*;\\s*q=0(\\.0*)?\\s*(,|$))`).test(accepted ?? "");
}
