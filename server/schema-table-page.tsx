import type { Context } from "hono";
import type { Child } from "hono/jsx";
import { type Database, isConnectionLoss } from "../sql/client.ts";
import type { QueryFile } from "../sql/query-file.ts";
import type { Assets } from "./assets.ts";
import type { Editions } from "./editions.ts";
import { HttpError } from "./errors.ts";
import { highlightedSql } from "./highlighted-sql.tsx";
import { sendPage } from "./page.tsx";
import type { Shapes } from "./query-edition.ts";
import { publicQueries } from "./query-endpoint.ts";
import type { Row } from "./query-stream.ts";
import { type Relation, type RelationDetails, readCatalog, readDetails } from "./schema-catalog.ts";
import { RowCount } from "./schema-page.tsx";
import { SchemaTable } from "./schema-table.tsx";
import { readersOf } from "./table-readers.ts";

/** All that the page of a table or view shows. */
export interface TablePage {
  relation: Relation;
  details: RelationDetails;
  /** its first rows, or why there are none to show */
  preview: Row[] | string;
  readers: QueryFile[];
  definition: Child | undefined;
}

const PREVIEW_ROWS = 20;
/** ms that a view may take for its first rows */
const PREVIEW_TIMEOUT = 4_000;

/** GET /schema/<schema>.<table>: columns, keys, indexes, first rows and who reads it, all of one release. */
export function schemaTablePage(
  db: Database,
  queries: readonly QueryFile[],
  shapes: Shapes,
  editions: Editions,
  assets: Assets,
) {
  const listed = publicQueries(queries);
  return async function showTable(c: Context): Promise<Response> {
    const { signal } = c.req.raw;
    const asked = c.req.param("table") ?? "";
    const { value, release } = await editions.within(async (edition) => {
      const catalog = await readCatalog(db, signal);
      const relation = catalog.find(({ schema, name }) => `${schema}.${name}` === asked);
      if (!relation) throw new HttpError(404, `no table is called "${asked}"; /schema lists them all`);
      const details = await readDetails(db, relation, catalog, signal);
      const preview = await firstRows(db, relation, details, signal);
      const readers = await readersOf(asked, listed, shapes, edition);
      return { value: { relation, details, preview, readers }, release: edition.release };
    }, signal);
    const { definition } = value.details;
    const page = { ...value, definition: definition === null ? undefined : await highlightedSql(definition) };
    const style = "server/browser/queries.css";
    return sendPage(c, { title: asked, assets, release, style }, <Table {...page} />);
  };
}

/** By primary key, where there is one. Names come from the catalog, never from an address. */
async function firstRows(
  db: Database,
  { quoted }: Relation,
  { primary_key }: RelationDetails,
  signal: AbortSignal,
): Promise<Row[] | string> {
  const keys = primary_key.map((name) => `"${name.replaceAll('"', '""')}"`).join(", ");
  const order = keys && ` ORDER BY ${keys}`;
  const text = `SELECT * FROM ${quoted}${order} LIMIT ${PREVIEW_ROWS}`;
  try {
    return await db.query<Row>(text, [], { signal, timeout: PREVIEW_TIMEOUT, prepare: false });
  } catch (error) {
    if (signal.aborted || isConnectionLoss(error)) throw error;
    return `The first rows can't be shown: ${(error as Error).message}.`;
  }
}

function Table(page: TablePage) {
  const { relation } = page;
  const { schema, name, kind, comment } = relation;
  return (
    <article>
      <p class="eyebrow">
        <a href="/schema">Schema</a> / <code>{schema}</code>
      </p>
      <h1>
        {schema}.<wbr />
        {name}
      </h1>
      <p class="lede">{comment}</p>
      <p class="about">
        <span class="badge">{kind}</span> {relation.columns.length} columns
        {relation.rows !== null && (
          <>
            , <RowCount {...relation} />
          </>
        )}
      </p>
      <SchemaTable {...page} />
    </article>
  );
}
