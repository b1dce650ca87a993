/** What a page that was saved as a file (saved-html.ts) brings with it in place of a server. */
interface SavedCopy {
  /** of the page, with the inputs as they are now */
  address: string;
  /** when it was saved, ISO 8601 */
  at: string;
  /** by the address of the query */
  answers: Record<string, { at: string; answer: unknown }>;
}

export const COPY_ID = "saved-copy";
const SHOWN = 5;

let copy: SavedCopy | null | undefined;

/** Undefined on a page that a server made. */
export function savedCopy(): SavedCopy | undefined {
  if (copy === undefined) {
    const text = document.querySelector(`script[type="application/json"]#${COPY_ID}`)?.textContent;
    copy = text ? (JSON.parse(text) as SavedCopy) : null;
  }
  return copy ?? undefined;
}

/** The answer that the copy holds; a new object each time, since a notebook may change what it gets. */
export function savedAnswer(
  { answers }: SavedCopy,
  url: string,
): { at: string; answer: unknown } | undefined {
  return Object.hasOwn(answers, url) ? structuredClone(answers[url]) : undefined;
}

/** Says of which parameters of a query the copy holds the answers, where it does not hold that of `url`. */
export function notSaved({ answers }: SavedCopy, url: string): string {
  const path = url.split("?")[0]!;
  const held = Object.keys(answers).filter((one) => one.split("?")[0] === path);
  if (held.length === 0) return `This copy holds no answers of ${queryOf(path)}.`;
  const list = held.slice(0, SHOWN).map(inWords).join(", ");
  const more = held.length > SHOWN ? ` and ${held.length - SHOWN} more` : "";
  return `This copy does not hold the answer for ${inWords(url)}; it holds those for ${list}${more}.`;
}

function queryOf(path: string): string {
  return path.replace(/^\/api\/queries\/(.*)\.json$/, "$1");
}

function inWords(url: string): string {
  const params = [...new URLSearchParams(url.split("?")[1])].map(([name, value]) => `${name} ${value}`);
  return params.length > 0 ? `(${params.join(", ")})` : "no parameters";
}
