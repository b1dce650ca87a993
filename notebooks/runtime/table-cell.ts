const NUMERIC = new Set(["int2", "int4", "int8", "oid", "numeric", "float4", "float8"]);

/** True for PostgreSQL's types that JSON has as numbers. */
export function isNumeric(type: string): boolean {
  return NUMERIC.has(type);
}

export function isNone(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

/** What a cell of PostgreSQL's `type` says: numbers as JSON has them, lists with commas, no value as "". */
export function cellText(value: unknown, type: string): string {
  if (isNone(value)) return "";
  if (typeof value === "string") return type.startsWith("timestamp") ? value.replace("T", " ") : value;
  if (value instanceof Date) return value.toISOString().slice(0, type === "date" ? 10 : undefined);
  if (typeof value !== "object") return String(value);
  if (!type.endsWith("[]") || !Array.isArray(value)) return JSON.stringify(value);
  return value.map((item) => (isNone(item) ? "–" : cellText(item, type.slice(0, -2)))).join(", ");
}
