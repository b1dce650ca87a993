/**
 * An input's value as the address holds it: JSON, but a text that JSON could not mean as it is, so that `?from=29-1141.00`
 * stays readable. Undefined for what is no plain value (files, rows): that is not kept in the address.
 */
export function toUrlText(value: unknown): string | undefined {
  if (!isPlain(value) && !(Array.isArray(value) && value.every(isPlain))) return undefined;
  const json = JSON.stringify(value);
  const text = typeof value === "string" ? value : value instanceof Date ? dateText(value) : json;
  return text === json || !isJson(text) ? text : json;
}

/** What a text of the address may mean, the likelier first: `20` is a number, unless only a text will do. */
export function fromUrlText(text: string): unknown[] {
  return isJson(text) ? [JSON.parse(text), text] : [text];
}

function isPlain(value: unknown): boolean {
  return value === null || value instanceof Date || ["string", "number", "boolean"].includes(typeof value);
}

function dateText(date: Date): string {
  return date.toISOString().replace(/T00:00:00\.000Z$/, "");
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
