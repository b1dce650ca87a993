import { createHash, randomUUID } from "node:crypto";
import { chmod, readdir, readFile, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Context } from "hono";
import { openTypeCheck } from "./dev-types.ts";
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
}

const ADDRESS = /^\/@dev\/edit\/([a-z0-9-]+)(?:\/(types)|\/queries\/([a-z0-9_-]+(?:\/[a-z0-9_-]+)*))?$/;
const IMPORTED_QUERY = /from\s*"\.\.\/sql\/queries\/([a-z0-9_/-]+)\.sql"/g;

/**
 * Only in development, GET and PUT of /@dev/edit/<notebook> and of the queries that it imports, /@dev/edit/<notebook>/queries/<query>:
 * an EditedFile as JSON. PUT takes the whole new text, answers 412 with the file as it is where it is not what If-Match names.
 * GET /@dev/edit/<notebook>/types: what tsc says of the notebook.
 */
export function editEndpoint(root: string, inspect: Inspect): (c: Context) => Promise<Response> {
  const checkTypes = openTypeCheck(root);
  let writing: Promise<unknown> = Promise.resolve();

  async function edit(c: Context): Promise<Response> {
    requireLocalName(c.req.header("Host"));
    const [, name, types, query] = ADDRESS.exec(c.req.path) ?? [];
    if (!name || !(await notebookNames(root)).includes(name))
      throw new HttpError(404, "no such notebook is here to be edited");
    const notebook = `notebooks/${name}.ts`;
    if (types) return c.json(await checkTypes(notebook));
    if (query && !(await importedQueries(join(root, notebook))).includes(query))
      throw new HttpError(404, `${notebook} does not import a query "${query}"`);
    const path = query ? `sql/queries/${query}.sql` : notebook;
    const describe = (text: string): EditedFile => ({
      text,
      hash: hashOf(text),
      ...(query ? { cells: [] } : plain(inspect(path, text))),
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

/** Puts the text in place of the one with this hash, at once; returns the file's text where that is another. */
async function write(path: string, text: string, ifMatch: string | undefined): Promise<string | undefined> {
  // compress() weakens what looks like an ETag.
  const expected = /^(?:W\/)?"([\da-f]+)"$/.exec(ifMatch ?? "")?.[1];
  if (!expected)
    throw new HttpError(428, 'say in If-Match: "<hash>" which text of the file this one replaces');
  const file = await realpath(path);
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
