import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { Context } from "hono";
import type { Database } from "../sql/client.ts";
import type { Answer } from "../sql/connection.ts";
import type { LiveRelease } from "../sql/fence.ts";
import { jsonRows } from "../sql/json-rows.ts";
import { parameterValues, type QueryFile } from "../sql/query-file.ts";
import { acceptsEncoding } from "./accepts-encoding.ts";
import { type Edition, type Editions, unchanged } from "./editions.ts";
import { HttpError } from "./errors.ts";
import type { Log } from "./log.ts";
import { entityTag, isKnown, type Shapes } from "./query-edition.ts";
import { FORMATS, type Format } from "./query-formats.ts";
import { PAGE_PARAMETERS, type Page, paged, readPage } from "./query-page.ts";
import { type Params, readParameters } from "./query-parameters.ts";
import type { QueryShape } from "./query-shape.ts";
import { Downloads, OpenResult, streamBody } from "./query-stream.ts";
import type { AppEnvironment } from "./request-log.ts";
import { DATA_HEADERS } from "./security-headers.ts";

/** Most rows in a JSON answer, which is held in memory. */
export const MOST_JSON_ROWS = 100_000;

/** A request that makes sense on the live release. */
interface Asked {
  edition: Edition;
  shape: QueryShape;
  params: Params;
  page: Page;
  options: Record<string, string>;
  tag: string | undefined;
}

/** What serves a request. */
interface Task {
  /** JSON to a client that takes gzip: 1,016 occupations in 15 kB instead of 89 */
  isZipped: boolean;
  db: Database;
  editions: Editions;
  log: Log;
  downloads: Downloads;
  c: Context<AppEnvironment>;
  query: QueryFile;
  format: Format;
  signal: AbortSignal;
  /** Checks the request against an edition. Errors: HttpError 400, or 404 where the query does not work on it. */
  check(edition: Edition): Promise<Asked>;
}

/**
 * GET /api/queries/<name>.<json|csv|ndjson|parquet>?parameter=…: runs a query file on the live release. Every answer is
 * of one release, X-Onet-Release; its ETag changes when the release or a table behind it does. JSON is
 * {query, release, params, columns, rows, truncated}; the others are streamed. A client that goes away cancels its query.
 */
export function queryEndpoint(
  db: Database,
  queries: readonly QueryFile[],
  shapes: Shapes,
  editions: Editions,
  log: Log,
) {
  const byName = new Map(publicQueries(queries).map((query) => [query.name, query]));
  const downloads = new Downloads();

  return async function answerQuery(c: Context<AppEnvironment>): Promise<Response> {
    const { query, format } = find(c.req.path, byName);
    const search = new URL(c.req.url).searchParams;
    const isZipped = !format.open && acceptsEncoding(c.req.header("Accept-Encoding"), "gzip");
    const check = async (edition: Edition) =>
      ask(query, format, search, edition, await shapes.of(query, edition), isZipped);
    const task: Task = {
      isZipped,
      db,
      editions,
      log,
      downloads,
      c,
      query,
      format,
      signal: c.req.raw.signal,
      check,
    };
    const known = await answerKnown(task);
    if (known) return known;
    if (c.req.method === "HEAD") return answerHead(task);
    return format.open ? answerStream(task, format.open) : answerJson(task);
  };
}

/** 304, where the client has what it would get. */
async function answerKnown(task: Task): Promise<Response | undefined> {
  const ifNoneMatch = task.c.req.header("If-None-Match");
  if (ifNoneMatch === undefined) return undefined;
  // What fails here fails again when the rows are read, or is mended there.
  const edition = await task.editions.now().catch(() => undefined);
  const asked = edition && (await task.check(edition));
  if (!asked?.tag || !isKnown(asked.tag, ifNoneMatch)) return undefined;
  return new Response(null, { status: 304, headers: headers(task, asked) });
}

async function answerHead(task: Task): Promise<Response> {
  const asked = await task.editions.within(task.check, task.signal);
  return new Response(null, { headers: headers(task, asked) });
}

async function answerJson(task: Task): Promise<Response> {
  const { db, editions, query, signal, check } = task;
  const { asked, answer } = await editions.within(
    async (edition) => {
      const asked = await check(edition);
      const { shape, params } = asked;
      const page = { ...asked.page, limit: asked.page.limit ?? MOST_JSON_ROWS + 1 };
      const condition = shape.isSteady ? unchanged(edition, shape.reads) : undefined;
      const statement = paged(query.text, parameterValues(query, params), page, condition);
      const options = { signal, prepare: isPrepared(query, page) };
      const answer = await db.texts(statement, [], options);
      return { asked, answer, isProven: condition !== undefined && answer.rows.length > 0 };
    },
    signal,
    ({ isProven }) => isProven,
  );
  const body = toJson(query, asked, answer, task.c.req.url);
  return new Response(task.isZipped ? await zip(body) : body, { headers: headers(task, asked) });
}

/**
 * Texts that sort are many, and a prepared one is kept for ever. An optional filter needs a plan of its own: the one for
 * all values took 28 ms, that for the given ones 0.3, and PostgreSQL takes the first for the cheaper.
 */
function isPrepared({ params }: QueryFile, { sort }: Page): boolean {
  return sort.length === 0 && !Object.values(params).some(({ optional }) => optional);
}

async function answerStream(task: Task, open: NonNullable<Format["open"]>): Promise<Response> {
  const { db, editions, log, query, signal, check } = task;
  const done = task.downloads.start();
  let result: OpenResult | undefined;
  const close = async () => {
    await result?.close();
    result = undefined;
  };
  try {
    const asked = await editions.within(async (edition) => {
      await close(); // of an attempt that met a swap
      const asked = await check(edition);
      const statement = paged(query.text, parameterValues(query, asked.params), asked.page);
      const about = { query, release: edition.release, shape: asked.shape, options: asked.options };
      result = await OpenResult.open((signal) => open(db, statement, about, signal), signal);
      return asked;
    }, signal);
    const body = streamBody(result!.chunks(), signal, async (error) => {
      if (error && !signal.aborted) log.error({ err: error, query: query.name }, "a download broke off");
      await close();
      done();
    });
    return new Response(body, { headers: headers(task, asked) });
  } catch (error) {
    await close();
    done();
    throw error;
  }
}

const zip = promisify<string, Buffer<ArrayBuffer>>(gzip);

/** There are no accounts yet: a query that names other roles is as good as unknown. */
export function publicQueries(queries: readonly QueryFile[]): QueryFile[] {
  return queries.filter(({ roles }) => roles.includes("public"));
}

function find(path: string, byName: Map<string, QueryFile>): { query: QueryFile; format: Format } {
  const [, name = "", extension = "json"] = /^\/api\/queries\/([^.]*)(?:\.(.*))?$/.exec(path) ?? [];
  const query = byName.get(name);
  if (!query)
    throw new HttpError(404, `no query is called "${name}"; there are ${[...byName.keys()].join(", ")}`);
  const format = FORMATS.find((format) => format.extension === extension);
  if (!format) {
    const known = FORMATS.map((format) => `.${format.extension}`).join(", ");
    throw new HttpError(404, `${name} is not to be had as ".${extension}", only as ${known}`);
  }
  return { query, format };
}

function ask(
  query: QueryFile,
  format: Format,
  search: URLSearchParams,
  edition: Edition,
  shape: QueryShape,
  isZipped: boolean,
): Asked {
  const own = [...PAGE_PARAMETERS, ...Object.keys(format.options)];
  const { params, rest } = readParameters(query, shape.parameters, search, own);
  const page = readPage(rest, shape.columns, format.open ? undefined : MOST_JSON_ROWS);
  const options = Object.fromEntries(
    Object.keys(format.options).flatMap((name) => (rest[name] ? [[name, rest[name]]] : [])),
  );
  for (const [name, value] of Object.entries(options))
    if (value !== "1") throw new HttpError(400, `${name}: must be 1, or left out`, name);
  // A strong tag stands for these bytes, so zipped ones have their own.
  const tag = entityTag(query, shape, { format: format.extension, isZipped, params, page, options }, edition);
  return { edition, shape, params, page, options, tag };
}

function headers(
  { c, query, format, isZipped }: Task,
  { edition: { release }, tag }: Asked,
): Record<string, string> {
  return {
    ...DATA_HEADERS,
    "Content-Type": format.contentType,
    "X-Onet-Release": release.release.replace(/[^\x20-\x7e]/g, "?"),
    "X-Request-Id": c.get("requestId"),
    ...(!format.open && { Vary: "Accept-Encoding" }),
    ...(isZipped && { "Content-Encoding": "gzip" }),
    // no-transform: compressed on its way it would not be the bytes of a strong ETag.
    "Cache-Control": tag === undefined ? "no-store, no-transform" : "public, no-cache, no-transform",
    ...(tag !== undefined && { ETag: tag }),
    ...(format.isAttachment && {
      "Content-Disposition": `attachment; filename="${fileName(query, format, release)}"`,
    }),
  };
}

function fileName({ name }: QueryFile, { extension }: Format, { release, synthetic }: LiveRelease): string {
  const of = `onet-${release}${synthetic ? "-synthetic" : ""}`;
  return `${name.replaceAll("/", "-")}_${of}.${extension}`.replace(/[^\w.-]/g, "-");
}

function toJson(query: QueryFile, { edition, shape, params, page }: Asked, answer: Answer, url: string) {
  const isTruncated = page.limit === undefined && answer.rows.length > MOST_JSON_ROWS;
  const rows = isTruncated ? answer.rows.slice(0, MOST_JSON_ROWS) : answer.rows;
  const head = JSON.stringify({ query: query.name, release: edition.release, params });
  // Where all rows are to be had.
  const all = isTruncated && { all: `/api/queries/${query.name}.csv${new URL(url).search}` };
  const tail = JSON.stringify({ truncated: isTruncated, ...all });
  return `${head.slice(0, -1)},"columns":${columnsJson(shape)},"rows":${jsonRows({ ...answer, rows })},${tail.slice(1)}`;
}

/** The same for every answer of a release. */
const columnsOf = new WeakMap<QueryShape, string>();

function columnsJson(shape: QueryShape): string {
  const known = columnsOf.get(shape);
  if (known !== undefined) return known;
  const columns = JSON.stringify(
    shape.columns.map(({ name, type, doc }) => ({ name, type: type.name, doc })),
  );
  columnsOf.set(shape, columns);
  return columns;
}
