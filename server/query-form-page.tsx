import type { Context } from "hono";
import type { Child } from "hono/jsx";
import type { LiveRelease } from "../sql/fence.ts";
import type { QueryFile } from "../sql/query-file.ts";
import type { ShapeEntry } from "../sql/shape.ts";
import type { Assets } from "./assets.ts";
import { columnFacts } from "./column-facts.ts";
import type { Editions } from "./editions.ts";
import { HttpError } from "./errors.ts";
import { highlightedSql } from "./highlighted-sql.tsx";
import { sendPage } from "./page.tsx";
import { QueryAbout } from "./query-about.tsx";
import type { Shapes } from "./query-edition.ts";
import { publicQueries } from "./query-endpoint.ts";
import { QueryFieldInput } from "./query-field-input.tsx";
import { fieldsOf, givenValues, type QueryField } from "./query-fields.ts";
import { readParameters } from "./query-parameters.ts";
import type { QueryShape } from "./query-shape.ts";
import { noRowsSentence, splitFirstSentence } from "./sentences.ts";
import { faultsByParameter } from "./shared/query-faults.ts";
import { namedBy } from "./table-readers.ts";

/** All that the page of a query shows. */
export interface QueryPage {
  query: QueryFile;
  release: LiveRelease;
  /** on the live release; undefined where it does not work there, for the reason in `refusal` */
  shape: QueryShape | undefined;
  refusal: string | undefined;
  facts: ReadonlyMap<string, ShapeEntry>;
  /** tables, views and bridges that it names, and tables below these */
  reads: string[];
  fields: QueryField[];
  /** as the address gives them, or the example */
  values: Record<string, string>;
  faults: Record<string, string>;
  sql: Child;
}

/** GET /queries/<name>: a form to try the query; its values live in the address, and without any it runs the example. */
export function queryFormPage(
  queries: readonly QueryFile[],
  shapes: Shapes,
  editions: Editions,
  assets: Assets,
) {
  const byName = new Map(publicQueries(queries).map((query) => [query.name, query]));
  return async function showQuery(c: Context): Promise<Response> {
    const name = c.req.path.slice("/queries/".length);
    const query = byName.get(name);
    if (!query) throw new HttpError(404, `no query is called "${name}"; /queries lists them all`);
    const { value, release } = await editions.within(async (edition) => {
      const value = await shapes.of(query, edition).then(works, fails);
      return { value, release: edition.release };
    }, c.req.raw.signal);
    const search = new URL(c.req.url).searchParams;
    const fields = fieldsOf(query, value.shape?.parameters);
    const page: QueryPage = {
      query,
      release,
      ...value,
      facts: await columnFacts(query),
      reads: [...new Set([...(await namedBy(query)), ...(value.shape?.reads ?? [])])].sort(),
      fields,
      values: givenValues(fields, search),
      faults: value.shape ? faultsOf(query, value.shape, search) : {},
      sql: await highlightedSql(query.source),
    };
    const script = "server/browser/query-form.ts";
    const style = "server/browser/queries.css";
    return sendPage(c, { title: query.title, assets, release, script, style }, <Query {...page} />);
  };
}

function works(shape: QueryShape): Pick<QueryPage, "shape" | "refusal"> {
  return { shape, refusal: undefined };
}

function fails(error: unknown): Pick<QueryPage, "shape" | "refusal"> {
  if (!(error instanceof HttpError)) throw error;
  return { shape: undefined, refusal: error.message };
}

/** What the endpoint would refuse. */
function faultsOf(query: QueryFile, shape: QueryShape, search: URLSearchParams): Record<string, string> {
  const own = [...search].filter(([name]) => query.order.includes(name));
  if (own.length === 0) return {};
  try {
    readParameters(query, shape.parameters, new URLSearchParams(own));
    return {};
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    return faultsByParameter(error.message, error.path, query.order);
  }
}

function Query(page: QueryPage) {
  const { query, release, refusal } = page;
  const [first, rest] = splitFirstSentence(query.description);
  return (
    <article
      id="query"
      data-load-id={release.load_id}
      data-name={query.name}
      data-no-rows={noRowsSentence(query.description)}
    >
      <p class="eyebrow">
        <a href="/queries">Queries</a> / <code>{query.name}</code>
      </p>
      <h1>{query.title}</h1>
      <p class="lede">{first}</p>
      {rest && <p class="about">{rest}</p>}
      {refusal ? (
        <p class="notice" role="alert">
          {refusal}
        </p>
      ) : (
        <Trial {...page} />
      )}
      <QueryAbout {...page} />
      <p id="announcement" class="hidden" role="status" />
    </article>
  );
}

function Trial({ query, fields, values, faults }: QueryPage) {
  return (
    <>
      <form class="parameters card" id="parameters" method="get" action={`/queries/${query.name}`}>
        {fields.length > 0 && (
          <div class="fields">
            {fields.map((field) => (
              <QueryFieldInput field={field} value={values[field.name] ?? ""} fault={faults[field.name]} />
            ))}
          </div>
        )}
        <p class="actions">
          <button class="button" type="submit">
            Run
          </button>
          <button class="plain" type="button" id="cancel" hidden>
            Cancel
          </button>
          {fields.length > 0 && <a href={`/queries/${query.name}`}>Example</a>}
        </p>
      </form>
      <section id="result" class="cell card" aria-label="Result" aria-busy="true">
        <noscript>
          <p>The table is drawn in the browser and needs JavaScript; the files below do not.</p>
        </noscript>
      </section>
    </>
  );
}
