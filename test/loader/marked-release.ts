import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Vocabulary } from "../../loader/official-schema.ts";
import { smallRelease } from "./small-release.ts";

/**
 * Writes a small release whose every occupation and element names the release in its description, so that a reader can
 * tell of any row which release it is from. `recode` may give occupations other codes. Returns the folder.
 */
export function writeMarkedRelease(
  release: string,
  vocabulary: Vocabulary,
  occupations = 12,
  recode: (codes: string[]) => Record<string, string> = () => ({}),
): string {
  const folder = mkdtempSync(join(tmpdir(), `onetbook-${release}-`));
  const files = smallRelease({ vocabulary, release, occupations });
  const [, occupationData = ""] = [...files].find(([name]) => /^occupation[ _]data\./i.test(name)) ?? [];
  const codes = occupationData
    .split("\r\n")
    .slice(1)
    .map((line) => line.slice(0, 10));
  const changed = Object.entries(recode(codes.filter(Boolean).sort()));
  for (const [name, text] of files) {
    const recoded = changed.reduce((all, [from, to]) => all.replaceAll(from, to), text);
    const marked = /^(occupation|content_model|content model)[ _](data|reference)\./i.test(name);
    writeFileSync(join(folder, name), marked ? markLastColumn(recoded, release) : recoded);
  }
  return folder;
}

/** Both marked files end with the description. */
function markLastColumn(text: string, release: string): string {
  const [header, ...lines] = text.split("\r\n");
  const mark = (line: string) =>
    line.endsWith('"') ? `${line.slice(0, -1)} <${release}>"` : `${line} <${release}>`;
  return [header, ...lines.map((line) => (line === "" ? line : mark(line)))].join("\r\n");
}
