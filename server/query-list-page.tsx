import type { Handler } from "hono";
import type { QueryFile } from "../sql/query-file.ts";
import type { Assets } from "./assets.ts";
import type { Editions } from "./editions.ts";
import { HttpError } from "./errors.ts";
import { sendPage } from "./page.tsx";
import type { Shapes } from "./query-edition.ts";
import { publicQueries } from "./query-endpoint.ts";
import { fieldsOf } from "./query-fields.ts";
import type { QueryShape } from "./query-shape.ts";
import { type ListGroup, SearchList } from "./search-list.tsx";
import { splitFirstSentence } from "./sentences.ts";

/** A query on the live release: its shape, or why it has none. */
interface Listed {
  query: QueryFile;
  shape: QueryShape | undefined;
  fault: string | undefined;
}

/** GET /queries: every public query, found by its words. */
export function queryListPage(
  queries: readonly QueryFile[],
  shapes: Shapes,
  editions: Editions,
  assets: Assets,
): Handler {
  const listed = publicQueries(queries);
  return async function listQueries(c) {
    const { value, release } = await editions.within(async (edition) => {
      const shown = listed.map((query) => shapes.of(query, edition).then(works(query), fails(query)));
      return { value: await Promise.all(shown), release: edition.release };
    }, c.req.raw.signal);
    return sendPage(
      c,
      {
        title: "Queries",
        assets,
        release,
        script: "server/browser/search-list.ts",
        style: "server/browser/queries.css",
      },
      <Queries listed={value} searched={c.req.query("q") ?? ""} />,
    );
  };
}

function works(query: QueryFile) {
  return (shape: QueryShape): Listed => ({ query, shape, fault: undefined });
}

function fails(query: QueryFile) {
  return (error: unknown): Listed => {
    if (!(error instanceof HttpError)) throw error;
    return { query, shape: undefined, fault: error.message };
  };
}

function Queries({ listed, searched }: { listed: Listed[]; searched: string }) {
  const groups = GROUPS.map((title) => ({ title, found: listed.filter((one) => groupOf(one) === title) }))
    .filter(({ found }) => found.length > 0)
    .map(({ title, found }): ListGroup => ({ title, entries: found.map(toEntry).sort(byTitle) }));
  return (
    <>
      <h1>Queries</h1>
      <p class="lede">
        Questions to the live release, each a form to try, a table to look at, and an address for pandas, R,
        DuckDB or a spreadsheet.
      </p>
      <SearchList
        path="/queries"
        label="Search by title, description, name or parameter"
        nouns={["query", "queries"]}
        searched={searched}
        groups={groups}
      />
    </>
  );
}

const GROUPS = [
  "About one occupation",
  "Occupations compared",
  "About one element",
  "Across all occupations",
  "With the programme's own data",
] as const;

/** By what one has in hand when asking. */
function groupOf({ query, shape }: Listed): (typeof GROUPS)[number] {
  const required = fieldsOf(query, shape?.parameters).filter(({ isRequired }) => isRequired);
  const occupations = required.filter(({ kind }) => kind === "occupation");
  if (occupations.length > 1 || occupations[0]?.isList) return "Occupations compared";
  if (occupations.length === 1) return "About one occupation";
  if (required.some(({ kind }) => kind === "element")) return "About one element";
  const own = shape?.reads.filter((table) => table.startsWith("public.") && table !== "public.release_log");
  return own?.length ? "With the programme's own data" : "Across all occupations";
}

function byTitle(a: { title: string }, b: { title: string }): number {
  return a.title.localeCompare(b.title, "en");
}

function toEntry({ query, shape, fault }: Listed) {
  const { name, title, description } = query;
  const parameters = fieldsOf(query, shape?.parameters).map((field) => field.name);
  return {
    title,
    text: `${title} ${name} ${description} ${parameters.join(" ")}`,
    content: (
      <>
        <a href={`/queries/${name}`}>{title}</a>
        <p>{splitFirstSentence(description)[0]}</p>
        <p class="meta">
          <code>{name}</code>
          {parameters.length > 0 && (
            <span>
              <span class="hidden">Parameters: </span>
              {parameters.map((parameter, i) => (
                <>
                  {i > 0 && " "}
                  <code class="tag">{parameter}</code>
                </>
              ))}
            </span>
          )}
        </p>
        {fault && <p class="broken">{fault.replace(`${name} does`, "Does")}</p>}
      </>
    ),
  };
}
