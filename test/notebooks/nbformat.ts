import { z } from "zod";

// Jupyter's notebook format 4.5: the rules of nbformat.v4.5.schema.json.

const text = z.union([z.string(), z.array(z.string())]);
const mimeBundle = z
  .record(z.string(), z.unknown())
  .refine(
    (bundle) =>
      Object.entries(bundle).every(
        ([type, data]) => /^application\/(.*\+)?json$/.test(type) || text.safeParse(data).success,
      ),
    "is a text or a list of texts, but JSON",
  );

const output = z.discriminatedUnion("output_type", [
  z.strictObject({
    output_type: z.literal("execute_result"),
    execution_count: z.int().min(0).nullable(),
    data: mimeBundle,
    metadata: z.looseObject({}),
  }),
  z.strictObject({ output_type: z.literal("display_data"), data: mimeBundle, metadata: z.looseObject({}) }),
  z.strictObject({ output_type: z.literal("stream"), name: z.string(), text }),
  z.strictObject({
    output_type: z.literal("error"),
    ename: z.string(),
    evalue: z.string(),
    traceback: z.array(z.string()),
  }),
]);

const id = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[a-zA-Z0-9-_]+$/);
const metadata = z.looseObject({
  name: z.string().min(1).optional(),
  tags: z.array(z.string().regex(/^[^,]+$/)).optional(),
  collapsed: z.boolean().optional(),
  scrolled: z.union([z.boolean(), z.literal("auto")]).optional(),
});
const cell = z.discriminatedUnion("cell_type", [
  z.strictObject({ cell_type: z.literal("raw"), id, metadata, source: text }),
  z.strictObject({ cell_type: z.literal("markdown"), id, metadata, source: text }),
  z.strictObject({
    cell_type: z.literal("code"),
    id,
    metadata,
    source: text,
    outputs: z.array(output),
    execution_count: z.int().min(0).nullable(),
  }),
]);

export const nbformat45 = z.strictObject({
  nbformat: z.literal(4),
  nbformat_minor: z.int().min(5),
  metadata: z.looseObject({
    kernelspec: z.looseObject({ name: z.string(), display_name: z.string() }).optional(),
    language_info: z.looseObject({ name: z.string(), file_extension: z.string().optional() }).optional(),
    title: z.string().optional(),
  }),
  cells: z
    .array(cell)
    .refine((cells) => new Set(cells.map(({ id }) => id)).size === cells.length, "have ids of their own"),
});
