import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { loadModule, parse, scan } from "libpg-query";
import { parse as parseYaml } from "yaml";
import { z } from "zod";

/** A parameter as the front matter narrows it; its type comes from PostgreSQL. */
const parameterShape = z.strictObject({
  doc: z.string().optional(),
  example: z
    .union([z.string(), z.number(), z.boolean(), z.array(z.union([z.string(), z.number()]))])
    .optional(),
  default: z.union([z.string(), z.number(), z.boolean()]).optional(),
  optional: z.boolean().optional(),
  enum: z
    .array(z.union([z.string(), z.number()]))
    .min(1)
    .optional(),
  pattern: z.string().optional(),
  minLength: z.int().optional(),
  maxLength: z.int().optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  maxItems: z.int().optional(),
});
export type QueryParameter = z.infer<typeof parameterShape>;

const frontMatterShape = z.strictObject({
  title: z.string().optional(),
  description: z.string().optional(),
  roles: z.array(z.string()).optional(),
  params: z.record(z.string(), parameterShape).default({}),
  columns: z.record(z.string(), z.string()).default({}),
  from: z.array(z.string()).default([]),
});

/** One `.sql` file: YAML front matter and one statement. Views and bridges are these. */
export interface SqlFile {
  /** path below its folder without ".sql" */
  name: string;
  /** path for messages, "sql/views/skill_rating.sql" */
  path: string;
  title: string;
  description: string;
  roles: string[];
  params: Record<string, QueryParameter>;
  columns: Record<string, string>;
  /** bridges only: the published tables that it is made from */
  from: string[];
  /** the statement as written, `:name` and all */
  source: string;
}

/** A query: its name is also its URL, its statement is one SELECT, and it may have `:name` parameters. */
export interface QueryFile extends SqlFile {
  /** the statement with $1, $2 … in the order of `order` */
  text: string;
  order: string[];
  /** of the file, on which `text` begins */
  line: number;
}

/** A `.sql` file that can't be used, with file, line (and column: "12:8") and reason. */
export class QueryFileError extends Error {
  constructor(path: string, place: number | string, reason: string) {
    super(`${path}:${place}: ${reason}`);
    this.name = "QueryFileError";
  }
}

/** Where the project's SQL lives: "queries", "views" or "bridges". */
export function sqlFolder(kind: "queries" | "views" | "bridges"): string {
  return fileURLToPath(new URL(`./${kind}/`, import.meta.url));
}

/** Reads the views or bridges, sorted by name; PostgreSQL judges their statements. Errors: QueryFileError. */
export async function readSqlFiles(kind: "views" | "bridges"): Promise<SqlFile[]> {
  return (await readFolder(sqlFolder(kind), `sql/${kind}`)).map(
    ({ name, path, content }) => toSqlFile(name, path, content).file,
  );
}

/** Reads every query below `folder`, sorted by name. Errors: QueryFileError for the first broken one. */
export async function readQueryFiles(
  folder = sqlFolder("queries"),
  shownAs = "sql/queries",
): Promise<QueryFile[]> {
  const files = await readFolder(folder, shownAs);
  return Promise.all(files.map(({ name, path, content }) => parseQueryFile(name, path, content)));
}

async function readFolder(folder: string, shownAs: string) {
  const entries = await readdir(folder, { recursive: true });
  const names = entries
    .filter((entry) => entry.endsWith(".sql"))
    .map((entry) => entry.slice(0, -4).replaceAll("\\", "/"));
  return Promise.all(
    names.sort().map(async (name) => ({
      name,
      path: `${shownAs}/${name}.sql`,
      content: await readFile(`${folder}/${name}.sql`, "utf8"),
    })),
  );
}

/** Reads one query file's text. Errors: QueryFileError. */
export async function parseQueryFile(name: string, path: string, content: string): Promise<QueryFile> {
  if (!/^[a-z0-9][a-z0-9_-]*(\/[a-z0-9][a-z0-9_-]*)*$/.test(name)) {
    throw new QueryFileError(
      path,
      1,
      `the file name must be lower-case letters, digits, "-" and "_", since it is the query's URL`,
    );
  }
  const { file, body, bodyLine } = toSqlFile(name, path, content);
  await loadModule();
  const { text, order } = await numberParameters(path, body, bodyLine);
  const line = bodyLine + (/^\s*/.exec(body)![0].match(/\n/g)?.length ?? 0);
  const select = await parseOneSelect(path, { text, order, line });
  for (const unused of Object.keys(file.params).filter((key) => !order.includes(key))) {
    throw new QueryFileError(path, 1, `parameter "${unused}" is described but the statement does not use it`);
  }
  for (const number of testedForNull(select)) {
    const optional = order[number - 1]!;
    file.params[optional] = { optional: true, ...file.params[optional] };
  }
  return { ...file, text, order, line };
}

/** The numbers of parameters that the statement asks whether they are NULL, as in `:code::text IS NULL OR …`: they may be left out. */
function testedForNull(node: unknown): number[] {
  if (typeof node !== "object" || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => {
    const below = testedForNull(value);
    let tested = key === "NullTest" && value.nulltesttype === "IS_NULL" ? value.arg : undefined;
    while (tested?.TypeCast) tested = tested.TypeCast.arg;
    return tested?.ParamRef ? [tested.ParamRef.number as number, ...below] : below;
  });
}

function toSqlFile(
  name: string,
  path: string,
  content: string,
): { file: SqlFile; body: string; bodyLine: number } {
  const { front, body, bodyLine } = splitFrontMatter(path, content);
  // The scanner fails on an empty text.
  if (!body.trim())
    throw new QueryFileError(path, 1, "holds 0 statements; a query file holds exactly one SELECT");
  const { roles = ["public"], title = name, description = "", params, columns, from } = front;
  const source = body.trim().replace(/;\s*$/, "");
  return {
    file: { name, path, title, description: description.trim(), roles, params, columns, from, source },
    body,
    bodyLine,
  };
}

function splitFrontMatter(path: string, content: string) {
  const match = /^\s*\/\* ---\r?\n([\s\S]*?)\r?\n--- \*\/[ \t]*\r?\n/.exec(content);
  if (!match) {
    if (/^\s*\/\*\s*---/.test(content))
      throw new QueryFileError(path, 1, `front matter opens with "/* ---" but never closes with "--- */"`);
    return { front: frontMatterShape.parse({}), body: content, bodyLine: 1 };
  }
  let yaml: unknown;
  try {
    yaml = parseYaml(match[1]!) ?? {};
  } catch (error) {
    const line = (error as { linePos?: [{ line: number }] }).linePos?.[0].line ?? 0;
    throw new QueryFileError(
      path,
      1 + line,
      `front matter is not valid YAML: ${(error as Error).message.split("\n")[0]}`,
    );
  }
  const parsed = frontMatterShape.safeParse(yaml);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    throw new QueryFileError(
      path,
      1,
      `front matter: ${issue.path.join(".") || "top level"}: ${issue.message}`,
    );
  }
  return { front: parsed.data, body: content.slice(match[0].length), bodyLine: match[0].split("\n").length };
}

/**
 * Replaces `:name` by `$n` where PostgreSQL's own scanner sees a lone colon directly before a word, so that strings,
 * comments, quoted names, casts (::) and := stay. The scanner counts offsets in bytes.
 */
async function numberParameters(path: string, body: string, bodyLine: number) {
  const bytes = Buffer.from(body);
  let tokens: { start: number; end: number; text: string; tokenType: number }[];
  try {
    tokens = (await scan(body)).tokens as typeof tokens;
  } catch (error) {
    throw new QueryFileError(path, bodyLine, (error as Error).message);
  }
  const order: string[] = [];
  const lineAt = (offset: number) => bodyLine + bytes.subarray(0, offset).toString().split("\n").length - 1;
  let text = "";
  let copied = 0;
  tokens.forEach((token, i) => {
    const next = tokens[i + 1];
    if (bytes.subarray(token.start, token.end).toString() !== ":" || !next || next.start !== token.end)
      return;
    // psql's :'name' is a quoted literal; here both spellings are the same parameter.
    const word = bytes
      .subarray(next.start, next.end)
      .toString()
      .replace(/^'(.*)'$/, "$1");
    if (/^\d/.test(word)) return;
    if (insideSubscript(tokens, i, bytes)) {
      throw new QueryFileError(
        path,
        lineAt(token.start),
        `"[… :${word}]" is ambiguous between a slice and a parameter: put the parameter in parentheses`,
      );
    }
    if (!/^[a-z_][a-z0-9_]*$/i.test(word)) {
      throw new QueryFileError(path, lineAt(token.start), `":${word}" is not a parameter name`);
    }
    if (!order.includes(word)) order.push(word);
    text += `${bytes.subarray(copied, token.start).toString()}$${order.indexOf(word) + 1}`;
    copied = next.end;
  });
  text += bytes.subarray(copied).toString();
  return { text: text.trim().replace(/;\s*$/, ""), order };
}

/** True where the colon stands in a subscript, as in a[1:n], and not in ARRAY[:n]. */
function insideSubscript(tokens: { start: number; end: number }[], colon: number, bytes: Buffer): boolean {
  let depth = 0;
  for (let i = colon - 1; i >= 0; i--) {
    const token = bytes.subarray(tokens[i]!.start, tokens[i]!.end).toString();
    if (token === ")" || token === "]") depth++;
    else if (token === "(") {
      if (depth-- === 0) return false;
    } else if (token === "[") {
      const before = i > 0 ? bytes.subarray(tokens[i - 1]!.start, tokens[i - 1]!.end).toString() : "";
      if (depth-- === 0) return before.toLowerCase() !== "array";
    } else if (token === "," && depth === 0) return false;
  }
  return false;
}

type Numbered = Pick<QueryFile, "text" | "order" | "line">;

/** Where in its file the character at an offset of a query's text is: "12:8", both 1-based. */
export function placeOf({ text, order, line }: Numbered, offset: number): string {
  const lines = text.slice(0, Math.max(0, offset)).split("\n");
  const before = lines.at(-1)!.replace(/\$(\d+)/g, (_, number) => `:${order[number - 1]}`);
  return `${line + lines.length - 1}:${before.length + 1}`;
}

async function parseOneSelect(path: string, query: Numbered): Promise<unknown> {
  const bodyLine = query.line;
  let tree: { stmts?: { stmt?: Record<string, unknown> }[] };
  try {
    tree = (await parse(query.text)) as typeof tree;
  } catch (error) {
    const { message, sqlDetails } = error as Error & { sqlDetails?: { cursorPosition?: number } };
    throw new QueryFileError(path, placeOf(query, sqlDetails?.cursorPosition ?? 0), message);
  }
  const statements = tree.stmts ?? [];
  if (statements.length !== 1) {
    throw new QueryFileError(
      path,
      bodyLine,
      `holds ${statements.length} statements; a query file holds exactly one SELECT`,
    );
  }
  const [statement] = statements;
  const kind = Object.keys(statement!.stmt ?? {})[0];
  if (kind !== "SelectStmt")
    throw new QueryFileError(
      path,
      bodyLine,
      `holds a ${kind?.replace("Stmt", "").toUpperCase()}; a query file holds one SELECT`,
    );
  return statement;
}

/** The values of a query's parameters: those given, else its defaults; in the order of `$1, $2 …`. */
export function parameterValues(query: QueryFile, given: Record<string, unknown>): unknown[] {
  return query.order.map((name) => given[name] ?? query.params[name]?.default ?? null);
}

/** The front matter's examples (or defaults), with which the gate and the tests run the query. */
export function exampleValues(query: QueryFile): unknown[] {
  return query.order.map((name) => query.params[name]?.example ?? query.params[name]?.default ?? null);
}
