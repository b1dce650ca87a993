/**
 * What a refusal says about each parameter: "from: must look like 31-1131.00; to: missing" → {from: "must look like …", to: "missing"}.
 * `path` takes what names none of the parameters.
 */
export function faultsByParameter(
  message: string,
  path: string | undefined,
  names: readonly string[],
): Record<string, string> {
  const start = new RegExp(`(?:^|; )(${names.join("|")}): `, "g");
  const found = names.length > 0 ? [...message.matchAll(start)] : [];
  const faults = Object.fromEntries(
    found.map((match, i) => [match[1]!, message.slice(match.index + match[0].length, found[i + 1]?.index)]),
  );
  if (path !== undefined && names.includes(path)) faults[path] ??= message;
  return faults;
}
