import type { Child } from "hono/jsx";
import { loadModule, type ScanToken, scan } from "libpg-query";

/** Of PostgreSQL's kinds of keywords those that can't be the name of a column; the rest count where written in capitals. */
const RESERVED = 3;

/**
 * SQL as PostgreSQL's own scanner sees it: a span of class keyword, string, number, comment, parameter or operator
 * around each such token. `:name` is a parameter.
 */
export async function highlightedSql(sql: string): Promise<Child> {
  if (!sql.trim()) return sql; // the scanner fails on an empty text
  await loadModule();
  const bytes = Buffer.from(sql); // its offsets are bytes
  const { tokens } = await scan(sql);
  const pieces: Child[] = [];
  let end = 0;
  tokens.forEach((token, i) => {
    if (token.start < end) return; // the name of a parameter that is out already
    pieces.push(bytes.subarray(end, token.start).toString());
    const next = tokens[i + 1];
    const isParameter = token.text === ":" && next?.start === token.end && /^['a-z_]/i.test(next.text);
    end = isParameter ? next.end : token.end;
    const kind = isParameter ? "parameter" : kindOf(token);
    const text = bytes.subarray(token.start, end).toString();
    pieces.push(kind ? <span class={`sql-${kind}`}>{text}</span> : text);
  });
  pieces.push(bytes.subarray(end).toString());
  return pieces;
}

function kindOf({ text, tokenName, keywordKind }: ScanToken): string | undefined {
  if (tokenName === "SQL_COMMENT" || tokenName === "C_COMMENT") return "comment";
  if (tokenName === "ICONST" || tokenName === "FCONST") return "number";
  if (tokenName === "PARAM") return "parameter";
  if (tokenName.endsWith("CONST")) return "string";
  if (keywordKind >= RESERVED || (keywordKind > 0 && text === text.toUpperCase())) return "keyword";
  return /^[^\w\s"',.;()[\]]+$/.test(text) ? "operator" : undefined;
}
