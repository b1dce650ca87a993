/** Characters of answers that a page keeps: for saving it as a file, no more than a browser carries easily. */
const LIMIT = 64_000_000;

/** An answer as it came, so that whatever a notebook does to its rows, the next one to read it gets what the server sent. */
interface Kept {
  text: string;
  at: Date;
}

/** The answers of this session by their addresses, those asked last at the end. */
const kept = new Map<string, Kept>();
let size = 0;

/** Keeps an answer; the oldest are forgotten when there is too much. */
export function keepAnswer(url: string, text: string, at: Date, limit = LIMIT): void {
  forget(url);
  kept.set(url, { text, at });
  size += text.length;
  for (const old of kept.keys()) {
    if (size <= limit || old === url) return;
    forget(old);
  }
}

export function keptAnswers(): ReadonlyMap<string, Kept> {
  return kept;
}

function forget(url: string): void {
  size -= kept.get(url)?.text.length ?? 0;
  kept.delete(url);
}
