import type { Handler } from "hono";
import { z } from "zod";
import type { LiveRelease } from "../sql/fence.ts";
import type { QueryFile } from "../sql/query-file.ts";
import type { ColumnType } from "../sql/types.ts";
import type { Editions } from "./editions.ts";
import { HttpError } from "./errors.ts";
import type { Shapes } from "./query-edition.ts";
import { MOST_JSON_ROWS, publicQueries } from "./query-endpoint.ts";
import { FORMATS, type Format } from "./query-formats.ts";
import { parameterShapes } from "./query-parameters.ts";
import type { QueryShape, ResultColumn } from "./query-shape.ts";

type Json = Record<string, unknown>;

/** GET /api/openapi.json: every query in every format as it is on the live release (OpenAPI 3.1). */
export function openApi(queries: readonly QueryFile[], shapes: Shapes, editions: Editions): Handler {
  return async function describeApi(c) {
    const { release, paths } = await editions.within(async (edition) => {
      const paths: Json = {};
      for (const query of publicQueries(queries)) {
        const shape = await shapes.of(query, edition).catch(refuseOthers);
        if (shape) Object.assign(paths, pathsOf(query, shape));
      }
      return { release: edition.release, paths };
    }, c.req.raw.signal);
    const document = { openapi: "3.1.0", info: infoOf(release), paths, components: COMPONENTS };
    return c.json(document, 200, { "Cache-Control": "no-cache", "X-Onet-Release": release.release });
  };
}

/** A query that does not work on this release is left out. */
function refuseOthers(error: unknown): undefined {
  if (!(error instanceof HttpError)) throw error;
}

function infoOf({ release, label }: LiveRelease): Json {
  return {
    title: "Onetbook queries",
    version: release,
    description: `Queries over ${label}. Every answer is of one release, which X-Onet-Release names.`,
    license: { name: "CC BY 4.0 (O*NET data)", url: "https://creativecommons.org/licenses/by/4.0/" },
  };
}

function pathsOf(query: QueryFile, shape: QueryShape): Json {
  return Object.fromEntries(
    FORMATS.map((format) => [
      `/api/queries/${query.name}.${format.extension}`,
      {
        get: {
          operationId: `${query.name.replace(/[^a-z0-9]+/g, "_")}_${format.extension}`,
          summary: query.title,
          description: query.description,
          parameters: [...ownParameters(query, shape), ...generalParameters(query, shape, format)],
          responses: {
            200: {
              description: "The rows",
              headers: {
                ETag: { schema: { type: "string" } },
                "X-Onet-Release": { schema: { type: "string" } },
              },
              content: { [format.contentType.split(";")[0]!]: contentOf(query, shape, format) },
            },
            304: { description: "If-None-Match names the ETag: nothing has changed" },
            400: { $ref: "#/components/responses/Problem" },
            503: { $ref: "#/components/responses/Problem" },
          },
        },
      },
    ]),
  );
}

function ownParameters(query: QueryFile, { parameters }: QueryShape): Json[] {
  return Object.entries(parameterShapes(query, parameters)).map(([name, shape]) => {
    const { doc, example } = query.params[name] ?? {};
    return {
      name,
      in: "query",
      required: !shape.safeParse(undefined).success,
      ...(doc !== undefined && { description: doc }),
      schema: schemaOf(shape),
      ...(example !== undefined && { example }),
    };
  });
}

function schemaOf(shape: z.ZodType): Json {
  const { $schema, ...schema } = z.toJSONSchema(shape, { io: "input" });
  return schema;
}

function generalParameters(query: QueryFile, { columns }: QueryShape, format: Format): Json[] {
  const limit = { type: "integer", minimum: 0, ...(!format.open && { maximum: MOST_JSON_ROWS }) };
  const general: Json[] = [
    {
      name: "sort",
      description: 'Columns, the first one first; "-" before a name puts the largest first',
      schema: { type: "array", items: { enum: columns.flatMap(({ name }) => [name, `-${name}`]) } },
      style: "form",
      explode: false,
    },
    { name: "limit", description: "Most rows", schema: limit },
    {
      name: "offset",
      description: "Rows to leave out before the first",
      schema: { type: "integer", minimum: 0 },
    },
    ...Object.entries(format.options).map(([name, description]) => ({
      name,
      description,
      schema: { enum: ["1"] },
    })),
  ];
  return general
    .filter(({ name }) => !query.order.includes(name as string))
    .map((parameter) => ({ ...parameter, in: "query", required: false }));
}

function contentOf(query: QueryFile, shape: QueryShape, { extension }: Format): Json {
  if (extension === "csv") return { schema: { type: "string" } };
  if (extension === "ndjson") return { schema: { type: "string", description: "a JSON object a line" } };
  if (extension === "parquet") return {};
  return {
    schema: {
      type: "object",
      required: ["query", "release", "params", "columns", "rows", "truncated"],
      properties: {
        query: { const: query.name },
        release: { $ref: "#/components/schemas/Release" },
        params: { type: "object" },
        columns: { type: "array", items: { $ref: "#/components/schemas/Column" } },
        rows: { type: "array", items: rowSchema(shape.columns) },
        truncated: {
          type: "boolean",
          description: `true: the first ${MOST_JSON_ROWS} rows; all has the rest`,
        },
        all: { type: "string" },
      },
    },
  };
}

function rowSchema(columns: readonly ResultColumn[]): Json {
  return {
    type: "object",
    required: columns.map(({ name }) => name),
    properties: Object.fromEntries(
      columns.map(({ name, type, nullable, doc }) => [
        name,
        { ...valueSchema(type, nullable), ...(doc && { description: doc }) },
      ]),
    ),
    additionalProperties: false,
  };
}

function valueSchema({ kind, element }: ColumnType, nullable: boolean): Json {
  if (kind === "json") return {};
  const orNull = (type: string) => (nullable ? [type, "null"] : type);
  if (kind === "array") return { type: orNull("array"), items: valueSchema(element!, true) };
  if (kind === "integer" || kind === "number" || kind === "boolean") return { type: orNull(kind) };
  const format = { date: "date", timestamptz: "date-time", uuid: "uuid" }[kind as string];
  return { type: orNull("string"), ...(format && { format }) };
}

const text = { type: "string" };
const COMPONENTS = {
  schemas: {
    Release: {
      type: "object",
      required: ["release", "label", "synthetic", "load_id"],
      properties: { release: text, label: text, synthetic: { type: "boolean" }, load_id: text },
    },
    Column: {
      type: "object",
      required: ["name", "type"],
      properties: { name: text, type: { ...text, description: "of PostgreSQL" }, doc: text },
    },
    Problem: {
      type: "object",
      required: ["error"],
      properties: {
        error: {
          type: "object",
          required: ["message", "request_id"],
          properties: {
            message: text,
            path: { ...text, description: "the parameter at fault" },
            request_id: text,
          },
        },
      },
    },
  },
  responses: {
    Problem: {
      description: "Why it was not answered",
      content: { "application/json": { schema: { $ref: "#/components/schemas/Problem" } } },
    },
  },
};
