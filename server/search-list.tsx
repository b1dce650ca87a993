import type { Child } from "hono/jsx";
import { holdsWords } from "./shared/search-words.ts";

export interface ListEntry {
  /** all that a search looks through */
  text: string;
  content: Child;
}

export interface ListGroup {
  title: string;
  note?: string;
  entries: ListEntry[];
}

interface SearchListProps {
  /** of the page, which also answers ?q= without JavaScript */
  path: string;
  label: string;
  /** e.g. "query", "queries" */
  nouns: [one: string, many: string];
  searched: string;
  groups: ListGroup[];
}

/** A list with a search field above it; server/browser/search-list.ts filters it as one types. */
export function SearchList({ path, label, nouns, searched, groups }: SearchListProps) {
  const entries = groups.flatMap((group) => group.entries);
  const found = entries.filter(({ text }) => holdsWords(text, searched)).length;
  return (
    <>
      <search>
        <form class="search" id="search" method="get" action={path}>
          <label for="q">{label}</label>
          <input id="q" type="search" name="q" value={searched} autocomplete="off" spellcheck={false} />
          <p id="count" class="quiet" role="status" data-nouns={nouns.join(" ")}>
            {countText(found, entries.length, nouns)}
          </p>
        </form>
      </search>
      <div id="entries">
        {groups.map((group) => (
          <Group {...group} searched={searched} />
        ))}
      </div>
      <p class="empty" id="nothing" hidden={found > 0}>
        Nothing matches. Search for fewer or other words.
      </p>
    </>
  );
}

function Group({ title, note, entries, searched }: ListGroup & { searched: string }) {
  const isFound = entries.map(({ text }) => holdsWords(text, searched));
  return (
    <section class="group" hidden={!isFound.includes(true)}>
      <h2>{title}</h2>
      {note && <p class="quiet">{note}</p>}
      <ul class="entries card">
        {entries.map(({ text, content }, i) => (
          <li data-text={text} hidden={!isFound[i]}>
            {content}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** "12 of 40 queries" */
function countText(found: number, all: number, [one, many]: [string, string]): string {
  const noun = all === 1 ? one : many;
  return found === all ? `${all} ${noun}` : `${found} of ${all} ${noun}`;
}
