import { createHash, randomUUID } from "node:crypto";
import { chmod, readdir, readFile, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Context } from "hono";
import { z } from "zod";
import type { Language } from "./dev-language.ts";
import type { QueryFault } from "./dev-queries.ts";
import { HttpError, toProblem } from "./errors.ts";

/** As the notebooks' compiler answers; see notebooks/runtime/vite-plugin.ts. */
export type Inspect = (
  path: string,
  code: string,
) => { cells: object[]; error?: { line: number; column: number; reason: string } };

/** A file as an editor gets it. */
interface EditedFile {
  text: string;
  /** of the text; a PUT says in If-Match which text it replaces */
  hash: string;
  cells: object[];
  /** why it does not compile; it is saved all the same */
  error?: { line: number; column: number; reason: string };
  /** of a notebook: what is wrong with the queries that it imports */
  queries?: QueryFault[];
}

/** What edits are told with, besides what is on disk. */
export interface EditParts {
  inspect: Inspect;
  language: Language;
  /** of all queries, as they were last made */
  queryFaults(): readonly QueryFault[];
}

const ADDRESS =
  /^\/@dev\/edit\/([a-z0-9-]+)(?:\/(types|suggestions|suggestion|meaning)|\/queries\/([a-z0-9_-]+(?:\/[a-z0-9_-]+)*))?$/;
const questionShape = z.object({
  /** which stands for the notebook's */
  text: z.string(),
  /** an offset in it */
  at: z.int().min(0),
  /** of a suggestion */
  label: z.string().default(""),
});
const IMPORTED_QUERY = /from\s*"\.\.\/sql\/queries\/([a-z0-9_/-]+)\.sql"/g;

/**
 * Only in development, GET and PUT of /@dev/edit/<notebook> and of the queries that it imports, /@dev/edit/<notebook>/queries/<query>:
 * an EditedFile as JSON. PUT takes the whole new text, answers 412 with the file as it is where it is not what If-Match names.
 * GET /@dev/edit/<notebook>/types: what tsc says of the notebook. POST /@dev/edit/<notebook>/suggestions, suggestion or meaning:
 * what TypeScript says of a place in a text that stands for the notebook's (dev-language.ts).
 */
export function editEndpoint(root: string, parts: EditParts): (c: Context) => Promise<Response> {
  let writing: Promise<unknown> = Promise.resolve();

  async function edit(c: Context): Promise<Response> {
    requireLocalName(c.req.header("Host"));
    const [, name, question, query] = ADDRESS.exec(c.req.path) ?? [];
    if (!name || !(await notebookNames(root)).includes(name))
      throw new HttpError(404, "no such notebook is here to be edited");
    const notebook = `notebooks/${name}.ts`;
    if (question) return c.json(await answer(c, root, notebook, question, parts.language));
    const queries = await importedQueries(join(root, notebook));
    if (query && !queries.includes(query))
      throw new HttpError(404, `${notebook} does not import a query "${query}"`);
    const path = query ? `sql/queries/${query}.sql` : notebook;
    await requireNoLink(root, path);
    const describe = (text: string): EditedFile => ({
      text,
      hash: hashOf(text),
      ...(query ? { cells: [] } : plain(parts.inspect(path, text))),
      ...(!query && { queries: parts.queryFaults().filter((fault) => queries.includes(fault.name)) }),
    });
    if (c.req.method === "GET") return c.json(describe(await readFile(join(root, path), "utf8")));
    if (c.req.method !== "PUT") throw new HttpError(405, "a file is read with GET and written with PUT");
    const text = await c.req.text();
    // One after the other: between the look at the file and its renaming nobody else here may write.
    const written = writing.then(() => write(join(root, path), text, c.req.header("If-Match")));
    writing = written.catch(() => {});
    const theirs = await written;
    return theirs === undefined ? c.json(describe(text)) : c.json(describe(theirs), 412);
  }

  return async (c) => {
    c.header("Cache-Control", "no-store");
    try {
      return await edit(c);
    } catch (error) {
      const { status, message } = toProblem(error);
      return c.json({ error: { message } }, status);
    }
  };
}

async function answer(c: Context, root: string, notebook: string, question: string, language: Language) {
  if (question === "types") return language.problems(notebook, await readFile(join(root, notebook), "utf8"));
  if (c.req.method !== "POST") throw new HttpError(405, "a place in a text is asked about with POST");
  const { success, data } = questionShape.safeParse(await c.req.json().catch(() => undefined));
  if (!success) throw new HttpError(400, "say as JSON which text and which place in it: {text, at}");
  const { text, at, label } = data;
  if (question === "suggestions") return language.suggestions(notebook, text, at);
  if (question === "meaning") return (await language.meaning(notebook, text, at)) ?? null;
  return (await language.suggestion(notebook, text, at, label)) ?? null;
}

/** Another site could give its own name this machine's address, and its pages would then count as this server's. */
function requireLocalName(host = ""): void {
  if (!/^(?:localhost|(?:[a-z0-9-]+\.)+localhost|[\d.]+|\[[\da-f:.]+\])(?::\d+)?$/i.test(host))
    throw new HttpError(403, `files are edited at localhost or a numeric address only, not at "${host}"`);
}

async function notebookNames(root: string): Promise<string[]> {
  const files = await readdir(join(root, "notebooks"), { withFileTypes: true });
  return files
    .filter((file) => file.isFile() && file.name.endsWith(".ts"))
    .map(({ name }) => name.slice(0, -".ts".length));
}

async function importedQueries(file: string): Promise<string[]> {
  return [...(await readFile(file, "utf8")).matchAll(IMPORTED_QUERY)].map(([, name]) => name!);
}

function plain({ cells, error }: ReturnType<Inspect>): Pick<EditedFile, "cells" | "error"> {
  if (!error) return { cells };
  const { line, column, reason } = error;
  return { cells, error: { line, column, reason } };
}

/** A link could lead anywhere, and what is written would replace it. */
async function requireNoLink(root: string, path: string): Promise<void> {
  const [folder, file] = await Promise.all([realpath(root), realpath(join(root, path)).catch(() => "")]);
  if (!file) throw new HttpError(404, `there is no ${path}`);
  if (file !== join(folder, path))
    throw new HttpError(403, `${path} is a link to another file, or below one: edit that file itself`);
}

/** Puts the text in place of the one with this hash, at once; returns the file's text where that is another. */
async function write(file: string, text: string, ifMatch: string | undefined): Promise<string | undefined> {
  // compress() weakens what looks like an ETag.
  const expected = /^(?:W\/)?"([\da-f]+)"$/.exec(ifMatch ?? "")?.[1];
  if (!expected)
    throw new HttpError(428, 'say in If-Match: "<hash>" which text of the file this one replaces');
  const before = await readFile(file, "utf8");
  if (hashOf(before) !== expected) return before;
  const temporary = join(dirname(file), `.${randomUUID()}.tmp`);
  try {
    await writeFile(temporary, text);
    await chmod(temporary, (await stat(file)).mode);
    await rename(temporary, file);
  } finally {
    await rm(temporary, { force: true });
  }
  return undefined;
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}
