import type { Statement } from "../sql/client.ts";
import type { Condition } from "./editions.ts";
import { HttpError } from "./errors.ts";
import type { ResultColumn } from "./query-shape.ts";

/** Which of a query's rows, and in what order. */
export interface Page {
  /** "column" or "-column", the largest first */
  sort: string[];
  limit: number | undefined;
  offset: number;
}

export const PAGE_PARAMETERS = ["sort", "limit", "offset"] as const;

/** Errors: HttpError 400 that says what is possible. */
export function readPage(
  { sort, limit, offset }: Partial<Record<(typeof PAGE_PARAMETERS)[number], string>>,
  columns: readonly ResultColumn[],
  most: number | undefined,
): Page {
  const names = columns.map(({ name }) => name);
  const keys = sort?.split(",").map((key) => key.trim()) ?? [];
  for (const key of keys) {
    if (!names.includes(key.replace(/^-/, "")))
      throw new HttpError(
        400,
        `sort: there is no column "${key.replace(/^-/, "")}", only ${names.join(", ")}`,
        "sort",
      );
  }
  const asked = wholeNumber("limit", limit);
  if (asked !== undefined && most !== undefined && asked > most)
    throw new HttpError(
      400,
      `limit: must be ${most} or less; .csv, .ndjson and .parquet give any number of rows`,
      "limit",
    );
  return { sort: keys, limit: asked, offset: wholeNumber("offset", offset) ?? 0 };
}

function wholeNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value))
    throw new HttpError(400, `${name}: must be a whole number, 0 or more`, name);
  return value;
}

/**
 * The query's statement around which the page is wrapped; the planner flattens it. `limit` and `offset` travel as
 * values, so that they make no new text to prepare. Where the condition is false there are no rows.
 */
export function paged(
  text: string,
  values: readonly unknown[],
  { sort, limit, offset }: Page,
  condition?: Condition,
): Statement {
  const isWhole = sort.length === 0 && limit === undefined && offset === 0 && !condition;
  if (isWhole) return { text, values };
  const keys = sort.map((key) => {
    const column = `"${key.replace(/^-/, "").replaceAll('"', '""')}"`;
    return key.startsWith("-") ? `${column} DESC NULLS LAST` : column;
  });
  const order = keys.length ? ` ORDER BY ${keys.join(", ")}` : "";
  const next = values.length + 1;
  const where = condition ? ` WHERE ${condition.text(`$${next + 2}`)}` : "";
  return {
    // The line break ends a comment in the last line.
    text: `SELECT * FROM (${text}\n) AS result${where}${order} LIMIT $${next}::bigint OFFSET $${next + 1}::bigint`,
    values: [...values, limit ?? null, offset, ...(condition ? [condition.value] : [])],
  };
}
