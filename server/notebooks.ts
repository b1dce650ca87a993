import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

const earlyValue = z.object({
  value: z.union([z.string(), z.number(), z.boolean()]),
  /** where a view of this name is not in the page's address */
  view: z.string().optional(),
});

const notebookShape = z.object({
  /** as in /notebooks/<name> */
  name: z.string(),
  /** of its code, for Assets: "notebooks/skill-gap.ts" */
  source: z.string(),
  title: z.string(),
  summary: z.string(),
  headings: z.array(z.object({ level: z.number(), text: z.string(), id: z.string() })),
  cells: z.array(
    z.object({
      kind: z.enum(["code", "markdown"]),
      title: z.string(),
      /** of markdown, made at build from the notebook's own text */
      html: z.string(),
      /** Whether the code can put anything on the page. */
      displays: z.boolean(),
      line: z.number(),
    }),
  ),
  queries: z.array(z.string()),
  /** queries whose parameters are known before the code runs */
  early: z.array(z.object({ query: z.string(), params: z.record(z.string(), earlyValue) })),
  commit: z.string().optional(),
  /** URLs of what a page needs to be saved as a file; development has none */
  parts: z.object({ code: z.string(), hash: z.string(), sources: z.string() }).optional(),
});

/** A notebook as its compiler describes it. */
export type NotebookDescription = z.infer<typeof notebookShape>;

export function toNotebooks(described: unknown): NotebookDescription[] {
  return z.array(notebookShape).parse(described);
}

/** What the build wrote of its notebooks. */
export async function readNotebooks(folder: string): Promise<NotebookDescription[]> {
  return toNotebooks(JSON.parse(await readFile(join(folder, "notebooks.json"), "utf8")));
}
