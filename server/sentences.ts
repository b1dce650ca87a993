/** A description's first sentence, and the rest. What no capital follows ends none, nor does "e.g.". */
export function splitFirstSentence(text: string): [first: string, rest: string] {
  const [, first = text, rest = ""] =
    /^(.+?(?<!\b\w\.\w)[.!?]['")]*)\s+(?=["'(]?[A-Z])(.*)$/s.exec(text) ?? [];
  return [first, rest];
}

/** What a description says about a result without rows: "No rows: the occupation is not rated." */
export function noRowsSentence(text: string): string {
  return /\bNo rows: [^.]+\./.exec(text)?.[0] ?? "No rows.";
}
